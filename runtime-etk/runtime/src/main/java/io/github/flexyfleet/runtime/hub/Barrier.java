package io.github.flexyfleet.runtime.hub;

/**
 * The question to the hub whose answer shows that it has read everything before it: a twin request (device protocol,
 * Barrier). At most one is open. Times are running time in ms. Worker thread only.
 */
final class Barrier {
    /** Answers come on topics of this pattern. */
    static final String SUBSCRIPTION = "$iothub/twin/res/#";

    /** An open question older than this shows that the connection is dead. */
    static final long TIMEOUT_MS = 30000;

    /** What a topic tells that is no answer, or no proof. */
    static final long NOTHING = -1;

    /** Time between two questions on a connection; the hub counts each as a read of the twin. */
    static final long SPACING_MS = 5000;

    private static final String ANSWER = "$iothub/twin/res/";

    /** What the topic of a question begins with; its id follows. */
    static final String REQUEST = "$iothub/twin/GET/?" + Incoming.REQUEST_ID;

    /** What the topic of the answer begins with that proves; the question's id follows. */
    static final String ACCEPTED = ANSWER + "200/?" + Incoming.REQUEST_ID;

    private long lastId;
    private boolean open;
    private long askedAt;
    private long upTo;
    private long nextAt;

    /** A new connection: an open question gets no answer any more, and the next may be asked at once. */
    void restart(long now) {
        open = false;
        nextAt = now;
    }

    /** The next question may be asked at once. */
    void hurry(long now) {
        nextAt = now;
    }

    boolean mayAsk(long now) {
        return !open && now >= nextAt;
    }

    /** Notes a question behind the message at this position and gives its topic. */
    String ask(long now, long position) {
        lastId++;
        open = true;
        askedAt = now;
        upTo = position;
        nextAt = now + SPACING_MS;
        return REQUEST + lastId;
    }

    boolean isOverdue(long now) {
        return open && now - askedAt >= TIMEOUT_MS;
    }

    /**
     * Looks at the topic of a message received.
     *
     * @return the position up to which the hub has read everything, or {@link #NOTHING}
     */
    long answer(String topic) {
        if (!open || !topic.startsWith(ANSWER)) {
            return NOTHING;
        }
        if (!Incoming.requestId(topic).equals(Long.toString(lastId))) {
            return NOTHING;
        }
        // Any answer ends the question, but only 200 is taken as proof; after a throttling answer it is asked again.
        open = false;
        return topic.startsWith("200/", ANSWER.length()) ? upTo : NOTHING;
    }

    /** Whether the hub answers that it is asked too much. */
    static boolean isThrottled(String topic) {
        return topic.startsWith(ANSWER + "429/");
    }
}
