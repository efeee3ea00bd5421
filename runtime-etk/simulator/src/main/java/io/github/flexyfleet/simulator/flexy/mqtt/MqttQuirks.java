package io.github.flexyfleet.simulator.flexy.mqtt;

import java.util.EnumSet;
import java.util.Set;

/**
 * What is not known of the gateway's native MQTT client, all of it INFERRED.
 *
 * @param severalRoots whether all certificates of CAFILE are trusted; else the first alone (flexy-etk 8, 9.2)
 * @param keys forms of private keys that KEYFILE may have (flexy-etk 1.2, 9.2)
 * @param largestPayload of a message that is published, KiB; 0 for any (flexy-etk 9.3)
 * @param queuesWhileDown whether a message is taken while there is no connection and sent at the next one; else
 *     publishing throws (flexy-etk 9.1)
 * @param reconnects whether it connects again by itself after a loss (flexy-etk 1.2)
 * @param resubscribes whether it subscribes again by itself then (flexy-etk 1.2, 9.1)
 * @param retriesTls whether it tries again after a TLS handshake that failed (flexy-etk 9.1)
 * @param unknownOptions options that it refuses although they are read somewhere (flexy-etk 1.2)
 */
public record MqttQuirks(
        boolean severalRoots,
        Set<KeyForm> keys,
        int largestPayload,
        boolean queuesWhileDown,
        boolean reconnects,
        boolean resubscribes,
        boolean retriesTls,
        Set<String> unknownOptions) {
    /** What a private key can be. */
    public enum KeyForm {
        /** RSA as {@code RSA PRIVATE KEY}. */
        PKCS1,
        /** RSA as {@code PRIVATE KEY}. */
        PKCS8,
        /** A key on a curve. */
        EC
    }

    /** Copies the sets. */
    public MqttQuirks {
        keys = Set.copyOf(keys);
        unknownOptions = Set.copyOf(unknownOptions);
    }

    /**
     * Whether KEYFILE may be such a key.
     *
     * @param pkcs8 whether it is wrapped as {@code PRIVATE KEY}
     */
    boolean takes(String algorithm, boolean pkcs8) {
        if (!algorithm.equals("RSA")) {
            return keys.contains(KeyForm.EC) && (!pkcs8 || keys.contains(KeyForm.PKCS8));
        }
        return keys.contains(pkcs8 ? KeyForm.PKCS8 : KeyForm.PKCS1);
    }

    /** What is likeliest: all roots, RSA keys in both forms, and a client that reconnects and forgets subscriptions. */
    public static MqttQuirks standard() {
        return new MqttQuirks(true, EnumSet.of(KeyForm.PKCS1, KeyForm.PKCS8), 0, false, true, false, true, Set.of());
    }

    /** The same with all roots, or the first. */
    public MqttQuirks withSeveralRoots(boolean several) {
        return new MqttQuirks(
                several, keys, largestPayload, queuesWhileDown, reconnects, resubscribes, retriesTls, unknownOptions);
    }

    /** The same with other forms of keys. */
    public MqttQuirks withKeys(Set<KeyForm> forms) {
        return new MqttQuirks(
                severalRoots,
                forms,
                largestPayload,
                queuesWhileDown,
                reconnects,
                resubscribes,
                retriesTls,
                unknownOptions);
    }

    /** The same with another largest payload. */
    public MqttQuirks withLargestPayload(int kibibytes) {
        return new MqttQuirks(
                severalRoots, keys, kibibytes, queuesWhileDown, reconnects, resubscribes, retriesTls, unknownOptions);
    }

    /** The same with messages that wait for a connection, or are refused. */
    public MqttQuirks withQueuesWhileDown(boolean queues) {
        return new MqttQuirks(
                severalRoots, keys, largestPayload, queues, reconnects, resubscribes, retriesTls, unknownOptions);
    }

    /** The same with what it does by itself. */
    public MqttQuirks withReturn(boolean connects, boolean subscribes, boolean afterTls) {
        return new MqttQuirks(
                severalRoots, keys, largestPayload, queuesWhileDown, connects, subscribes, afterTls, unknownOptions);
    }

    /** The same with other refused options. */
    public MqttQuirks withUnknownOptions(Set<String> names) {
        return new MqttQuirks(
                severalRoots, keys, largestPayload, queuesWhileDown, reconnects, resubscribes, retriesTls, names);
    }
}
