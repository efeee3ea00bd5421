package io.github.flexyfleet.fleet.talk2m;

import io.github.flexyfleet.fleet.secret.Secret;

/**
 * Login to a Flexy's own web server. What the user needs (talk2m-m2web 6): eWON File access for exports, Java Forms
 * access for the runtime, Control Java JVM to start it, Change configuration and Force outputs for scripts.
 *
 * @param user name of the user
 * @param password the user's password
 */
public record DeviceLogin(String user, Secret password) {}
