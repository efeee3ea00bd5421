package io.github.flexyfleet.runtime.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Sha256Test {
    @ParameterizedTest
    @CsvSource({
        "'',e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "abc,ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq,"
                + "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    })
    void vectorsOfTheStandard(String text, String digest) {
        assertThat(Sha256.hex(text.getBytes(US_ASCII))).isEqualTo(digest);
    }

    @Test
    void equalsTheJdkAtEveryLengthAroundTheBlocks() throws Exception {
        Random random = new Random(1);
        MessageDigest jdk = MessageDigest.getInstance("SHA-256");
        for (int length = 0; length < 400; length++) {
            byte[] data = new byte[length];
            random.nextBytes(data);
            assertThat(Sha256.digest(data)).isEqualTo(jdk.digest(data));
        }
    }

    /** The test cases of RFC 4231 that give the whole code; the texts are those of the standard. */
    @ParameterizedTest
    @CsvSource({
        "0b*20,4869205468657265,b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        "4a656665*1,7768617420646f2079612077616e7420666f72206e6f7468696e673f,"
                + "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "aa*20,dd*50,773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
        "0102030405060708090a0b0c0d0e0f10111213141516171819*1,cd*50,"
                + "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
        "aa*131,54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b6579"
                + "204669727374,60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        "aa*131,5468697320697320612074657374207573696e672061206c6172676572207468616e20626c6f636b2d73697a65206b65"
                + "7920616e642061206c6172676572207468616e20626c6f636b2d73697a6520646174612e20546865206b6579206e6565"
                + "647320746f20626520686173686564206265666f7265206265696e6720757365642062792074686520484d414320616c"
                + "676f726974686d2e,9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
    })
    void hmacVectorsOfRfc4231(String key, String data, String code) {
        assertThat(Sha256.hmac(bytes(key), bytes(data)))
                .isEqualTo(HexFormat.of().parseHex(code));
    }

    /** Case 5 of RFC 4231, of which the standard gives the first 128 bits. */
    @Test
    void hmacBeginsAsTheTruncatedCodeOfRfc4231() {
        byte[] code = Sha256.hmac(bytes("0c*20"), "Test With Truncation".getBytes(US_ASCII));
        assertThat(Arrays.copyOf(code, 16)).isEqualTo(HexFormat.of().parseHex("a3b6167473100ee06e0c796c2955552b"));
    }

    @Test
    void hmacEqualsTheJdkForKeysAroundTheBlock() throws Exception {
        Random random = new Random(4);
        for (int length = 1; length < 200; length++) {
            byte[] key = new byte[length];
            byte[] data = new byte[random.nextInt(300)];
            random.nextBytes(key);
            random.nextBytes(data);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            assertThat(Sha256.hmac(key, data)).isEqualTo(mac.doFinal(data));
        }
    }

    /** Hexadecimal digits, or a byte and how often it stands. */
    private static byte[] bytes(String text) {
        String[] parts = text.split("\\*", -1);
        return HexFormat.of().parseHex(parts.length == 1 ? text : parts[0].repeat(Integer.parseInt(parts[1])));
    }
}
