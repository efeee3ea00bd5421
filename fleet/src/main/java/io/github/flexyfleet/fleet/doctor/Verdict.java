package io.github.flexyfleet.fleet.doctor;

/** What a check came to. */
public sealed interface Verdict {
    /**
     * In order.
     *
     * @param words what was seen
     */
    record Ok(String words) implements Verdict {}

    /**
     * Broken.
     *
     * @param code stable code
     * @param what what is wrong
     * @param mend how to mend it
     */
    record Problem(DoctorCode code, String what, String mend) implements Verdict {
        /** With what the code says of mending. */
        public Problem(DoctorCode code, String what) {
            this(code, what, code.mend());
        }
    }

    /**
     * It could not be looked at.
     *
     * @param why what it would take
     */
    record NotLooked(String why) implements Verdict {}
}
