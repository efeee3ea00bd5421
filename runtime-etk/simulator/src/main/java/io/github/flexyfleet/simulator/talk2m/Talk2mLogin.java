package io.github.flexyfleet.simulator.talk2m;

/**
 * What a client needs to use a Talk2M account.
 *
 * @param account account name
 * @param user user name
 * @param password password of the user
 * @param developerId developer id, a GUID
 */
public record Talk2mLogin(String account, String user, String password, String developerId) {
    /** Names account and user only. */
    @Override
    public String toString() {
        return account + "/" + user;
    }
}
