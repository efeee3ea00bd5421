package io.github.flexyfleet.simulator.net;

/** Answers the requests of one HTTPS server. Implementations are thread-safe; they may block. */
@FunctionalInterface
public interface HttpService {
    /** Answers one request. */
    HttpReply answer(HttpCall call);
}
