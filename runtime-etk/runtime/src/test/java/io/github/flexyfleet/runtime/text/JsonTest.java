package io.github.flexyfleet.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;

class JsonTest {
    private final ObjectMapper jackson = new ObjectMapper();

    @Test
    void writesWhatJacksonReads() {
        Random random = new Random(6);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int c = 0; c < 20; c++) {
                text.appendCodePoint(random.nextInt(random.nextBoolean() ? 0x80 : 0xD800));
            }
            String json = new JsonWriter().put("k" + text, text.toString()).end();
            assertThat(json).doesNotContain("\n");
            assertThat(jackson.readTree(json).get("k" + text).asString()).isEqualTo(text.toString());
        }
    }

    @Test
    void writesEveryKindOfValue() {
        String json = new JsonWriter()
                .put("s", "a\"\\\n\u0001")
                .put("n", -5)
                .put("b", true)
                .put("a", new String[] {"x", "y"})
                .put("o", new JsonWriter().put("i", 1))
                .end();
        assertThat(json)
                .isEqualTo("{\"s\":\"a\\\"\\\\\\n\\u0001\",\"n\":-5,\"b\":true,\"a\":[\"x\",\"y\"],\"o\":{\"i\":1}}");
    }

    @Test
    void readsEveryKindOfValue() {
        Map<?, ?> read = JsonReader.object(" {\"s\":\"\\u00e9\\n\\/\", \"n\":-12,\"z\":0,\"f\":1.5e3,\"t\":true,"
                + "\"x\":null,\"a\":[1,[],{\"k\":\"v\"}],\"e\":{}} \r\n");
        assertThat(read.get("s")).isEqualTo("é\n/");
        assertThat(read.get("n")).isEqualTo(-12L);
        assertThat(read.get("z")).isEqualTo(0L);
        assertThat(((Decimal) read.get("f")).layout()).isEqualTo("1500");
        assertThat(read.get("t")).isEqualTo(true);
        assertThat(read.get("x")).isSameAs(JsonReader.NULL);
        assertThat(read.get("a")).isEqualTo(List.of(1L, List.of(), Map.of("k", "v", JsonReader.KEYS, List.of("k"))));
        assertThat(read.get("e")).isEqualTo(Map.of());
    }

    @Test
    void keepsTheOrderOfKeysAndNumbersThatAreNotWhole() {
        Map<?, ?> read = JsonReader.object("{\"z\":-0.50,\"a\":12345678901234567890,\"m\":1e-30}");
        assertThat(read.get(JsonReader.KEYS)).isEqualTo(List.of("z", "a", "m"));
        assertThat(((Decimal) read.get("z")).layout()).isEqualTo("-0.5");
        assertThat(((Decimal) read.get("a")).layout()).isEqualTo("1.234567890123456789e+19");
        assertThat(((Decimal) read.get("m")).layout()).isEqualTo("1e-30");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "1",
                "{",
                "}",
                "{]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{\"a\":[1,]}",
                "{\"a\":[,1]}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1}x",
                "{\"a\":01}",
                "{\"a\":-}",
                "{\"a\":1.}",
                "{\"a\":1e}",
                "{\"a\":1e99999}",
                "{\"a\":.5}",
                "{\"a\":tru}",
                "{\"a\":\"x}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u00g0\"}",
                "{\"a\":\"\\u00\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":1,\"a\":2}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1}\u0000",
                "{\"a\":\"\\",
                "{\"a\":[1}",
                "{\"a\":+1}"
            })
    void refusesWhatIsNotJson(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> JsonReader.object(text));
    }

    @Test
    void staysWithinItsBounds() {
        String deep = "{\"a\":".repeat(JsonReader.MAX_DEPTH) + "1" + "}".repeat(JsonReader.MAX_DEPTH);
        assertThat(JsonReader.object(deep).get(JsonReader.KEYS)).isEqualTo(List.of("a"));
        assertThatIllegalArgumentException().isThrownBy(() -> JsonReader.object("{\"a\":" + deep + "}"));
        String large = "{\"a\":\"" + "x".repeat(JsonReader.MAX_LENGTH) + "\"}";
        assertThatIllegalArgumentException().isThrownBy(() -> JsonReader.object(large));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void aHundredThousandBracketsAreRefusedAtTheLastThatIsAllowed(String bracket) {
        String text = "{\"a\":" + bracket.repeat(100_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonReader.object(text))
                .withMessageContaining("more than " + JsonReader.MAX_LENGTH + " characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonReader.object(text.substring(0, JsonReader.MAX_LENGTH)))
                .withMessageContaining("nested too deep at " + (5 + (JsonReader.MAX_DEPTH - 1) * bracket.length()));
    }

    @Test
    void randomDamageGivesAnErrorOrAnObjectButNothingElse() {
        String good = "{\"version\":1,\"hub\":{\"host\":\"h\",\"twin\":true},\"groups\":[{\"name\":\"a\\u00e9\"}]}";
        Random random = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int n = 0; n <= random.nextInt(3); n++) {
                text.setCharAt(random.nextInt(text.length()), "{}[]\",:\\0e-x \u0000".charAt(random.nextInt(14)));
            }
            boolean accepted;
            try {
                JsonReader.object(text.toString());
                accepted = true;
            } catch (IllegalArgumentException e) {
                accepted = false;
            }
            if (accepted) {
                assertThat(jackson.readTree(text.toString()).isObject()).isTrue();
            }
        }
    }
}
