package io.github.flexyfleet.runtime.text;

import java.math.BigInteger;

/** SHA-256 (FIPS 180-4) and its digits; the Flexy's virtual machine has only MD5 and SHA-1 (flexy-vm). */
public final class Sha256 {
    private static final int BLOCK = 64;

    private static final int[] K = roots(64, 3);
    private static final int[] START = roots(8, 2);

    private final int[] state = (int[]) START.clone();

    private final int[] words = new int[64];

    private Sha256() {}

    /**
     * First 32 bits of the fractional parts of roots of the first primes, as the standard defines its constants; a table
     * of them would not compress.
     */
    private static int[] roots(int count, int degree) {
        int[] roots = new int[count];
        int found = 0;
        for (int n = 2; found < count; n++) {
            int divisor = 2;
            while (n % divisor != 0) {
                divisor++;
            }
            if (divisor == n) {
                BigInteger power = BigInteger.valueOf(n).shiftLeft(32 * degree);
                long root = 0;
                for (long bit = 1L << 36; bit > 0; bit >>= 1) {
                    if (BigInteger.valueOf(root | bit).pow(degree).compareTo(power) <= 0) {
                        root |= bit;
                    }
                }
                roots[found++] = (int) root;
            }
        }
        return roots;
    }

    /** The 32 bytes of the digest. */
    public static byte[] digest(byte[] data) {
        Sha256 sha = new Sha256();
        int whole = data.length - data.length % BLOCK;
        for (int at = 0; at < whole; at += BLOCK) {
            sha.block(data, at);
        }
        int rest = data.length - whole;
        byte[] tail = new byte[rest < BLOCK - 8 ? BLOCK : 2 * BLOCK];
        System.arraycopy(data, whole, tail, 0, rest);
        tail[rest] = (byte) 0x80;
        long bits = 8L * data.length;
        for (int i = 0; i < 8; i++) {
            tail[tail.length - 1 - i] = (byte) (bits >>> (8 * i));
        }
        for (int at = 0; at < tail.length; at += BLOCK) {
            sha.block(tail, at);
        }
        return sha.result();
    }

    /** HMAC-SHA256 (RFC 2104) of the data. */
    public static byte[] hmac(byte[] key, byte[] data) {
        byte[] block = new byte[BLOCK];
        byte[] whole = key.length > BLOCK ? digest(key) : key;
        System.arraycopy(whole, 0, block, 0, whole.length);
        return padded(block, 0x5C, padded(block, 0x36, data));
    }

    /** Digest of the key, each byte changed by the pad, and the data behind it. */
    private static byte[] padded(byte[] key, int pad, byte[] data) {
        byte[] both = new byte[BLOCK + data.length];
        for (int i = 0; i < BLOCK; i++) {
            both[i] = (byte) (key[i] ^ pad);
        }
        System.arraycopy(data, 0, both, BLOCK, data.length);
        return digest(both);
    }

    /** The digest in 64 lower-case hexadecimal digits. */
    public static String hex(byte[] data) {
        byte[] digest = digest(data);
        StringBuffer out = new StringBuffer(2 * digest.length);
        for (int i = 0; i < digest.length; i++) {
            out.append(Character.forDigit(digest[i] >> 4 & 15, 16)).append(Character.forDigit(digest[i] & 15, 16));
        }
        return out.toString();
    }

    /** The digest in 64 upper-case hexadecimal digits, as fingerprints are written. */
    public static String fingerprint(byte[] data) {
        return hex(data).toUpperCase();
    }

    /** Whether the text is a SHA-256 in 64 lower-case digits. */
    public static boolean isDigest(String text) {
        return isHex(text, 'a');
    }

    /** Whether the text is a certificate fingerprint in 64 upper-case digits. */
    public static boolean isFingerprint(String text) {
        return isHex(text, 'A');
    }

    private static boolean isHex(String text, char a) {
        if (text.length() != 64) {
            return false;
        }
        for (int i = 0; i < 64; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= a && c <= a + 5)) {
                return false;
            }
        }
        return true;
    }

    private void block(byte[] data, int at) {
        int[] w = words;
        for (int i = 0; i < 16; i++) {
            int p = at + 4 * i;
            w[i] = (data[p] & 255) << 24 | (data[p + 1] & 255) << 16 | (data[p + 2] & 255) << 8 | data[p + 3] & 255;
        }
        for (int i = 16; i < 64; i++) {
            int x = w[i - 15];
            int y = w[i - 2];
            int s0 = (x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3;
            int s1 = (y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10;
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        int e = state[4];
        int f = state[5];
        int g = state[6];
        int h = state[7];
        for (int i = 0; i < 64; i++) {
            int s1 = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7);
            int t1 = h + s1 + (e & f ^ ~e & g) + K[i] + w[i];
            int s0 = (a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10);
            int t2 = s0 + (a & b ^ a & c ^ b & c);
            h = g;
            g = f;
            f = e;
            e = d + t1;
            d = c;
            c = b;
            b = a;
            a = t1 + t2;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    private byte[] result() {
        byte[] out = new byte[32];
        for (int i = 0; i < 32; i++) {
            out[i] = (byte) (state[i / 4] >>> (24 - 8 * (i % 4)));
        }
        return out;
    }
}
