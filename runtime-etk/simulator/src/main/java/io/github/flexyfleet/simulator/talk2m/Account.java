package io.github.flexyfleet.simulator.talk2m;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Map;

/** The account that all M2Web hosts of a world serve: its credentials, its lockout, its quota. Thread-safe. */
final class Account {
    /** User name that marks a token sent in the place of a password (talk2m-m2web 2.3). */
    private static final String TOKEN_USER = "t2m-api-token";

    private final Talk2mLogin login;
    private final String token;
    private final Directory directory;
    private final Lockout lockout;
    private final CallMeter meter;

    /**
     * An account.
     *
     * @param token its API token; empty when it has none
     */
    Account(Talk2mLogin login, String token, Directory directory, M2WebOptions options, InstantSource clock) {
        this.login = login;
        this.token = token;
        this.directory = directory;
        this.lockout = new Lockout(clock, options.lockout());
        this.meter = new CallMeter(clock, options.callsPerDay());
    }

    String name() {
        return login.account();
    }

    Directory directory() {
        return directory;
    }

    CallMeter meter() {
        return meter;
    }

    boolean knowsDeveloper(Map<String, String> fields) {
        return same(fields.get("t2mdeveloperid"), login.developerId());
    }

    /** Whether the request carries a token instead of a user and a session. */
    static boolean byToken(Map<String, String> fields) {
        return fields.containsKey("t2mtoken") || TOKEN_USER.equals(fields.get("t2musername"));
    }

    /** Whether the token of the request is the account's. */
    boolean acceptsToken(Map<String, String> fields) {
        boolean old = !fields.containsKey("t2mtoken");
        return !token.isEmpty()
                && same(fields.get(old ? "t2mpassword" : "t2mtoken"), token)
                && (!old || same(fields.get("t2maccount"), login.account()));
    }

    /** Whether account, user, password and developer id are right; a locked user is refused whatever it sends. */
    boolean accepts(Map<String, String> fields) {
        if (lockout.locked()) {
            return false;
        }
        boolean right = same(fields.get("t2maccount"), login.account())
                && same(fields.get("t2musername"), login.user())
                && same(fields.get("t2mpassword"), login.password())
                && knowsDeveloper(fields);
        if (right) {
            lockout.succeeded();
        } else {
            lockout.failed();
        }
        return right;
    }

    private static boolean same(String given, String right) {
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
}
