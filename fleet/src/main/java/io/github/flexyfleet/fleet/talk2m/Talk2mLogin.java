package io.github.flexyfleet.fleet.talk2m;

import io.github.flexyfleet.fleet.secret.Secret;

/**
 * Login to a Talk2M account (talk2m-m2web 2.3). Use a user of its own for this tool, without SMS as second factor: ten
 * failed logins disable the user for 15 minutes.
 *
 * @param account name of the account
 * @param user name of the user
 * @param password the user's password
 * @param developerId GUID that HMS gives to users of the interface; needed with every call
 */
public record Talk2mLogin(String account, String user, Secret password, Secret developerId) {}
