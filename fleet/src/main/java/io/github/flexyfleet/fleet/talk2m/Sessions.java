package io.github.flexyfleet.fleet.talk2m;

import io.github.flexyfleet.fleet.secret.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;

/**
 * The session of each host (talk2m-m2web 2.1: sessions are kept per host). Of many threads that need one, one logs in
 * and the others wait for its outcome, good or bad. Thread-safe.
 */
final class Sessions {
    /** Logs in at a host. */
    interface Login {
        Secret at(HttpUrl host);
    }

    private final Map<HttpUrl, CompletableFuture<Secret>> byHost = new ConcurrentHashMap<>();
    private final Login login;
    private final CallGate gate;

    Sessions(Login login, CallGate gate) {
        this.login = login;
        this.gate = gate;
    }

    /**
     * The present session of a host, after a login when there is none.
     *
     * @throws M2WebException when the login fails; the next caller tries again
     */
    Secret at(HttpUrl host) {
        CompletableFuture<Secret> mine = new CompletableFuture<>();
        CompletableFuture<Secret> present = byHost.putIfAbsent(host, mine);
        return present == null ? logIn(host, mine) : gate.await(() -> await(present));
    }

    /** Drops a session that turned out to be invalid, unless another thread has replaced it already. */
    void forget(HttpUrl host, Secret session) {
        UnaryOperator<CompletableFuture<Secret>> unlessReplaced =
                present -> session.equals(present.getNow(null)) ? null : present;
        byHost.computeIfPresent(host, (key, present) -> unlessReplaced.apply(present));
    }

    /** The sessions that are open; none is kept. A login that is under way is left alone. */
    Map<HttpUrl, Secret> takeAll() {
        Map<HttpUrl, Secret> open = new LinkedHashMap<>();
        byHost.forEach((host, present) -> {
            if (present.isDone() && !present.isCompletedExceptionally() && byHost.remove(host, present)) {
                open.put(host, present.join());
            }
        });
        return open;
    }

    private Secret logIn(HttpUrl host, CompletableFuture<Secret> mine) {
        try {
            Secret session = login.at(host);
            mine.complete(session);
            return session;
        } catch (RuntimeException | Error e) {
            byHost.remove(host, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private static Secret await(CompletableFuture<Secret> present) {
        try {
            return present.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof M2WebException failed) {
                // A new one, since an exception's stack trace belongs to one thread.
                throw new M2WebException("login, made by another thread", failed.failure());
            }
            throw e;
        }
    }
}
