package io.github.flexyfleet.fleet.model;

/** Plan of a Talk2M account, which decides how many M2Web calls a day it has (talk2m-m2web 2.7). */
public enum Talk2mPlan {
    /** Free+. */
    FREE_PLUS("Free+", "free-plus", 10_000),
    /** Pro. */
    PRO("Pro", "pro", 30_000);

    private final String title;
    private final String word;
    private final int callsPerDay;

    Talk2mPlan(String title, String word, int callsPerDay) {
        this.title = title;
        this.word = word;
        this.callsPerDay = callsPerDay;
    }

    /** What Talk2M calls it. */
    public String title() {
        return title;
    }

    /** What a fleet file calls it. */
    public String word() {
        return word;
    }

    /** M2Web calls of the whole account from 00:00 to 24:00. */
    public int callsPerDay() {
        return callsPerDay;
    }
}
