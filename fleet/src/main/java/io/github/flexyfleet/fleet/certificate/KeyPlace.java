package io.github.flexyfleet.fleet.certificate;

/** Where this tool has the private key of a certificate. */
public enum KeyPlace {
    /** In a PEM file that only its owner can read. */
    FILE("file"),
    /** In a keystore under a pass phrase. */
    KEYSTORE("keystore"),
    /** Nowhere: the device has it. */
    DEVICE("device");

    private final String word;

    KeyPlace(String word) {
        this.word = word;
    }

    /** The word in lists. */
    public String word() {
        return word;
    }
}
