package io.github.flexyfleet.fleet.budget;

/** Plan of a Talk2M account, which decides how many M2Web calls a day it has (talk2m-m2web 2.7). */
public enum Talk2mPlan {
    /** Free+. */
    FREE_PLUS("Free+", 10_000),
    /** Pro. */
    PRO("Pro", 30_000);

    private final String title;
    private final int callsPerDay;

    Talk2mPlan(String title, int callsPerDay) {
        this.title = title;
        this.callsPerDay = callsPerDay;
    }

    /** What Talk2M calls it. */
    public String title() {
        return title;
    }

    /** M2Web calls of the whole account from 00:00 to 24:00. */
    public int callsPerDay() {
        return callsPerDay;
    }
}
