package io.github.flexyfleet.fleet.model;

import java.util.Optional;

/**
 * How the Flexys are reached. Credentials come from elsewhere.
 *
 * @param account name of the Talk2M account
 * @param server host name of the M2Web server
 * @param secret where user, password and developer id are kept; left out, at the default place
 */
public record Talk2mSettings(String account, String server, Optional<SecretRef> secret) {
    /** Settings with the credentials at the default place. */
    public Talk2mSettings(String account, String server) {
        this(account, server, Optional.empty());
    }
}
