package io.github.flexyfleet.simulator.net;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a server does with a request. */
public sealed interface HttpReply {
    /**
     * A whole answer. The body is not copied.
     *
     * @param status HTTP status
     * @param contentType value of Content-Type
     * @param headers further headers
     * @param body raw body
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(int status, String contentType, Map<String, String> headers, byte[] body) implements HttpReply {
        /** Copies the headers. */
        public Answer {
            headers = Map.copyOf(headers);
        }

        /** An answer without further headers. */
        public static Answer of(int status, String contentType, byte[] body) {
            return new Answer(status, contentType, Map.of(), body);
        }

        /** Plain text. */
        public static Answer text(int status, String text) {
            return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * An answer that announces its whole length, sends a part of the body and then loses the connection.
     *
     * @param answer what would have been sent
     * @param bytes how many bytes of the body get through, at most its length
     */
    record Cut(Answer answer, int bytes) implements HttpReply {}

    /**
     * A whole answer whose body comes in pieces.
     *
     * @param answer what is sent
     * @param pieces how many, at least 1
     * @param between runs between two pieces, on the thread that answered, and may wait
     */
    record Slow(Answer answer, int pieces, Runnable between) implements HttpReply {}

    /** No answer: the connection is lost. */
    record Lost() implements HttpReply {}
}
