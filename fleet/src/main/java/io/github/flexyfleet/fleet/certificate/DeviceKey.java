package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A private key as an unencrypted PEM file: what the file is, which can be told without having it, and where to get it.
 * So nothing is decrypted as long as nobody needs the key, and a device whose key lies on the device only still has a
 * digest. Thread-safe when the source is.
 */
public final class DeviceKey {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    private final String sha256;
    private final int size;
    private final Supplier<Secret> source;

    private DeviceKey(String sha256, int size, Supplier<Secret> source) {
        this.sha256 = sha256;
        this.size = size;
        this.source = source;
    }

    /** A key that is at hand. */
    public static DeviceKey of(Secret pem) {
        byte[] bytes = pem.reveal().getBytes(StandardCharsets.US_ASCII);
        return new DeviceKey(sha256(bytes), bytes.length, () -> pem);
    }

    /**
     * A key that is elsewhere.
     *
     * @param sha256 of the PEM file, 64 lower-case hex characters
     * @param size of the PEM file, bytes
     * @param source gets it, or throws {@link KeyUnavailableException}
     */
    static DeviceKey elsewhere(String sha256, int size, Supplier<Secret> source) {
        if (!FORM.matcher(sha256).matches() || size < 1) {
            throw new IllegalArgumentException("not a key's digest and size");
        }
        return new DeviceKey(sha256, size, source);
    }

    /** SHA-256 of the PEM file, 64 lower-case hex characters. */
    public String sha256() {
        return sha256;
    }

    /** Bytes of the PEM file. */
    public int size() {
        return size;
    }

    /**
     * The key itself: PKCS#1 for RSA, SEC1 for EC, lines ended by LF.
     *
     * @throws KeyUnavailableException when this tool cannot get it
     */
    public Secret pem() {
        Secret pem = source.get();
        byte[] bytes = pem.reveal().getBytes(StandardCharsets.US_ASCII);
        if (bytes.length != size || !sha256(bytes).equals(sha256)) {
            throw new KeyUnavailableException(
                    "the stored private key is another one than it was", "deploy the device after mvn flexy:revoke");
        }
        return pem;
    }

    /** Keys are equal when their files are, wherever they lie. */
    @Override
    public boolean equals(Object other) {
        return other instanceof DeviceKey that && size == that.size && sha256.equals(that.sha256);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }

    @Override
    public String toString() {
        return "private key " + sha256.substring(0, 16);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
