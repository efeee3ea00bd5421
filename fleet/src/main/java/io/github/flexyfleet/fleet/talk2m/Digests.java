package io.github.flexyfleet.fleet.talk2m;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 as 64 lower-case hex characters, the form of docs/device-protocol.md. */
final class Digests {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    private Digests() {}

    static void check(String digest) {
        if (!isDigest(digest)) {
            throw new IllegalArgumentException("not a lower-case SHA-256 digest: " + digest);
        }
    }

    static boolean isDigest(String text) {
        return FORM.matcher(text).matches();
    }

    static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
