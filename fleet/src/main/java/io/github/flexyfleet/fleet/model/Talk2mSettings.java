package io.github.flexyfleet.fleet.model;

/**
 * How the Flexys are reached. Credentials come from elsewhere.
 *
 * @param account name of the Talk2M account
 * @param server host name of the M2Web server
 */
public record Talk2mSettings(String account, String server) {}
