package io.github.flexyfleet.simulator;

/**
 * The user that every virtual Flexy of a world has, with every right.
 *
 * @param user user name
 * @param password its password, at most 19 characters (talk2m-m2web 6)
 */
public record DeviceLogin(String user, String password) {
    /** Names the user only. */
    @Override
    public String toString() {
        return user;
    }
}
