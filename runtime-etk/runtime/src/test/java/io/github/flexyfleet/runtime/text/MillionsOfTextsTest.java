package io.github.flexyfleet.runtime.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** UTF-8, percent encoding, base64 and SHA-256 against the JDK's, with millions of random texts. */
class MillionsOfTextsTest {
    private static final int RANDOM = 4_000_000;
    private static final int LONGEST = 12;

    /** Where the length of a sequence, or what may stand in it, changes. */
    private static final int[] EDGES = {0, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF};

    @Test
    void anyTextIsEncodedAsTheJdkDoes() {
        Millions.check(RANDOM, 51, random -> {
            String text = text(random);
            // The JDK puts a question mark where a surrogate is alone.
            String whole = withoutLoneSurrogates(text);
            byte[] jdk = whole.getBytes(UTF_8);
            if (!Arrays.equals(Utf8.encode(text), jdk) || Utf8.length(text) != jdk.length) {
                assertThat(Utf8.encode(text)).as(text).isEqualTo(jdk);
                assertThat(Utf8.length(text)).as(text).isEqualTo(jdk.length);
            }
            if (!Utf8.decode(jdk).equals(whole) || !Utf8.isValid(jdk)) {
                assertThat(Utf8.decode(jdk)).isEqualTo(whole);
                assertThat(Utf8.isValid(jdk)).as(whole).isTrue();
            }
        });
    }

    @Test
    void anyBytesAreDecodedAsTheJdkDoesExceptThatEachWrongOneIsReplacedAlone() {
        Millions.check(RANDOM, 52, random -> {
            byte[] bytes = damaged(random);
            String jdk = decodeOneByOne(bytes);
            if (!Utf8.decode(bytes).equals(jdk)) {
                assertThat(Utf8.decode(bytes)).as(Arrays.toString(bytes)).isEqualTo(jdk);
            }
            boolean valid = Arrays.equals(jdk.getBytes(UTF_8), bytes);
            if (Utf8.isValid(bytes) != valid) {
                assertThat(Utf8.isValid(bytes)).as(Arrays.toString(bytes)).isEqualTo(valid);
            }
        });
    }

    @Test
    void anyTextIsPercentEncodedAsTheJdkDoesExceptForBlankStarAndTilde() {
        Millions.check(RANDOM, 53, random -> {
            String text = text(random);
            String jdk = URLEncoder.encode(withoutLoneSurrogates(text), UTF_8)
                    .replace("+", "%20")
                    .replace("*", "%2A")
                    .replace("%7E", "~");
            if (!Utf8.percent(text).equals(jdk)) {
                assertThat(Utf8.percent(text)).isEqualTo(jdk);
            }
        });
    }

    @Test
    void anyBase64IsDecodedOrRefusedAsTheJdkDoes() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
        Millions.check(RANDOM, 54, random -> {
            byte[] data = new byte[random.nextInt(20)];
            random.nextBytes(data);
            StringBuilder text = new StringBuilder(java.util.Base64.getEncoder().encodeToString(data));
            if (text.length() > 0 && random.nextInt(3) == 0) {
                text.setCharAt(random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
            }
            byte[] own = decodedOrNull(text.toString());
            byte[] jdk = canonicalOrNull(text.toString());
            if (!Arrays.equals(own, jdk)) {
                assertThat(own).as(text.toString()).isEqualTo(jdk);
            }
        });
    }

    @Test
    void aMillionDigestsAreThoseOfTheJdk() {
        ThreadLocal<MessageDigest> jdk = ThreadLocal.withInitial(MillionsOfTextsTest::sha256);
        Millions.check(1_000_000, 55, random -> {
            byte[] data = new byte[random.nextInt(200)];
            random.nextBytes(data);
            byte[] own = Sha256.digest(data);
            byte[] wanted = jdk.get().digest(data);
            if (!Arrays.equals(own, wanted)) {
                assertThat(own).as(Arrays.toString(data)).isEqualTo(wanted);
            }
        });
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** All kinds of characters, also lone surrogates. */
    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(LONGEST); i > 0; i--) {
            switch (random.nextInt(6)) {
                case 0 -> text.appendCodePoint(EDGES[random.nextInt(EDGES.length)]);
                case 1 -> text.append((char) random.nextInt(0xD800, 0xE000));
                case 2 -> text.appendCodePoint(random.nextInt(0x110000));
                case 3 -> text.append((char) random.nextInt(0x800));
                default -> text.append((char) random.nextInt(0x80));
            }
        }
        return text.toString();
    }

    private static String withoutLoneSurrogates(String text) {
        int[] points = text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? Utf8.REPLACEMENT : c)
                .toArray();
        return new String(points, 0, points.length);
    }

    /** UTF-8 of a text in which some bytes are others, often such as begin a sequence. */
    private static byte[] damaged(SplittableRandom random) {
        byte[] bytes = withoutLoneSurrogates(text(random)).getBytes(UTF_8);
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            int wrong = random.nextBoolean() ? random.nextInt(0xC0, 0x100) : random.nextInt(0x100);
            bytes[random.nextInt(bytes.length)] = (byte) wrong;
        }
        return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }

    private static String decodeOneByOne(byte[] bytes) {
        CharsetDecoder decoder = UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isMalformed()) {
            in.get();
            out.put(Utf8.REPLACEMENT);
            result = decoder.decode(in, out, true);
        }
        return out.flip().toString();
    }

    private static byte[] decodedOrNull(String text) {
        try {
            return Base64.decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The JDK also takes text without padding and with bits after the end; this is what it would have written. */
    private static byte[] canonicalOrNull(String text) {
        try {
            byte[] data = java.util.Base64.getDecoder().decode(text);
            return java.util.Base64.getEncoder().encodeToString(data).equals(text) ? data : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
