package io.github.flexyfleet.fleet.model;

import java.util.Optional;

/**
 * A Talk2M account through which Flexys are reached. Credentials come from elsewhere.
 *
 * @param name what the fleet file calls it; the account's own name where the fleet has one account
 * @param account name of the Talk2M account
 * @param server host name of the M2Web server
 * @param secret where user, password and developer id are kept; left out, at the default place
 * @param access how calls show that they may be made
 * @param calls how many calls it has
 */
public record Talk2mSettings(
        String name, String account, String server, Optional<SecretRef> secret, Talk2mAccess access, CallLimit calls) {
    /** The only account, with the credentials at the default place and the calls of a Free+ account. */
    public Talk2mSettings(String account, String server) {
        this(account, account, server, Optional.empty(), Talk2mAccess.SESSION, CallLimit.STANDARD);
    }
}
