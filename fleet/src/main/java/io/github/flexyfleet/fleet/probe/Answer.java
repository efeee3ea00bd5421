package io.github.flexyfleet.fleet.probe;

/** What came of a question about a gateway. */
public sealed interface Answer {
    /**
     * It was found out.
     *
     * @param value a Boolean, an Integer or a String
     */
    record Found(Object value) implements Answer {}

    /**
     * It was not.
     *
     * @param reason why, for people
     */
    record Unknown(String reason) implements Answer {}
}
