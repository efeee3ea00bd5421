package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.SecretRef;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a user, a password and what belongs to them are looked for.
 *
 * @param variables how the environment variables begin
 * @param server id of the {@code <server>} in settings.xml
 * @param name as the fleet file says it; empty for a default place
 */
record SecretPlace(String variables, String server, Optional<SecretRef> name) {
    /** The Talk2M user, unless the fleet file names a secret. */
    static final SecretPlace TALK2M = new SecretPlace("FLEXY_TALK2M", "talk2m", Optional.empty());

    /** The user on the gateways, unless the fleet file names a secret. */
    static final SecretPlace DEVICE = new SecretPlace("FLEXY_DEVICE", "flexy-device", Optional.empty());

    /** The hub's connection string. */
    static final SecretPlace HUB = new SecretPlace("FLEXY_HUB", "iot-hub", Optional.empty());

    /** The connection string of the hub's built-in endpoint; only needed when the hub's own does not lead there. */
    static final SecretPlace EVENT_HUB = new SecretPlace("FLEXY_EVENT_HUB", "event-hub", Optional.empty());

    /** The connection string of the Device Provisioning Service. */
    static final SecretPlace DPS = new SecretPlace("FLEXY_DPS", "iot-dps", Optional.empty());

    /** The user of the ledger's database. */
    static final SecretPlace LEDGER = new SecretPlace("FLEXY_LEDGER", "flexy-ledger", Optional.empty());

    /** The webhook that hears of halts, debts and expiry. */
    static final SecretPlace WEBHOOK = new SecretPlace("FLEXY_NOTIFY", "flexy-notify", Optional.empty());

    /** The pass phrase of the devices' keystores, unless the fleet file names a secret. */
    static final SecretPlace KEYSTORE = new SecretPlace("FLEXY_KEYSTORE", "flexy-keystore", Optional.empty());

    /** The pass phrase of the fleet's certificate authority. */
    static final SecretPlace AUTHORITY = new SecretPlace("FLEXY_CA", "flexy-ca", Optional.empty());

    private static final String PREFIX = "FLEXY_SECRET_";

    /** The place of a named secret, or the default one. */
    static SecretPlace of(Optional<SecretRef> name, SecretPlace standard) {
        return name.map(SecretPlace::named).orElse(standard);
    }

    /** The name in upper case, with an underscore for all but letters and digits, after {@code FLEXY_SECRET_}. */
    private static SecretPlace named(SecretRef name) {
        String tail = name.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return new SecretPlace(PREFIX + tail, name.name(), Optional.of(name));
    }

    /** Environment variable of the user. */
    String user() {
        return variables + "_USER";
    }

    /** Environment variable of the password. */
    String password() {
        return variables + "_PASSWORD";
    }

    /** Environment variable of a connection string. */
    String connectionString() {
        return variables + "_CONNECTION_STRING";
    }

    /** Environment variable of an address. */
    String url() {
        return variables + "_URL";
    }

    /** Environment variable of a key that signs. */
    String key() {
        return variables + "_KEY";
    }

    /** Environment variable of the Talk2M developer id. */
    String developerId() {
        return variables + "_DEVELOPER_ID";
    }

    /** Id of the {@code <server>} whose password is the Talk2M developer id: settings.xml has no field of its own for it. */
    String developerServer() {
        return server + "-developer";
    }

    /** For messages: which secret is meant, after a blank. */
    String words() {
        return name.map(secret -> " (secret " + secret + ")").orElse("");
    }
}
