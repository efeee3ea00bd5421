package io.github.flexyfleet.runtime.text;

/** SHA-256 (FIPS 180-4) and its digits; the Flexy's virtual machine has only MD5 and SHA-1 (flexy-vm). */
public final class Sha256 {
    private static final int BLOCK = 64;

    /** First 32 bits of the fractional parts of the cube roots of the first 64 primes. */
    private static final int[] K = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
    };

    private final int[] state = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };

    private final int[] words = new int[64];

    private Sha256() {}

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
