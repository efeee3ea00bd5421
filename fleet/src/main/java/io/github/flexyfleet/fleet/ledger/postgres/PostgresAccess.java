package io.github.flexyfleet.fleet.ledger.postgres;

import io.github.flexyfleet.fleet.secret.Secret;
import java.time.Duration;
import java.util.Locale;

/**
 * The way to a database.
 *
 * @param url {@code jdbc:postgresql://HOST/DATABASE}; it holds no password
 * @param user who logs in
 * @param password of the user
 * @param connect how long one try to connect takes at most, at least 250 ms
 * @param patience how long a step waits for a database that is gone; shorter than a lease is good
 */
public record PostgresAccess(String url, String user, Secret password, Duration connect, Duration patience) {
    private static final String START = "jdbc:postgresql:";

    /** Checks that the URL holds no secret. */
    public PostgresAccess {
        if (!isUrl(url)) {
            throw new IllegalArgumentException("the ledger's URL must begin with " + START);
        }
        if (url.toLowerCase(Locale.ROOT).contains("password=")) {
            throw new IllegalArgumentException("the ledger's URL must hold no password: give it as a secret");
        }
    }

    /** Whether a place of a ledger is a database. */
    public static boolean isUrl(String place) {
        return place.startsWith(START);
    }
}
