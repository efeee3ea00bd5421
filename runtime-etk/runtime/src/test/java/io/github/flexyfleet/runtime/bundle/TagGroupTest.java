package io.github.flexyfleet.runtime.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.runtime.kit.TestBundle;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagGroupTest {
    private static final int FLOAT = 1;
    private static final int DWORD = 3;

    private static TagGroup read(String flexyGroups, String more) throws Refusal {
        String group = TestBundle.group("g", flexyGroups, 1, 2, more);
        String config = TestBundle.of("x", true, "[" + group + "]", 0).text("device.json");
        return DeviceConfigReader.read(config.getBytes(UTF_8)).groups()[0];
    }

    private static String quoted(String list) {
        return "[\"" + list.replace(" ", "\",\"") + "\"]";
    }

    @ParameterizedTest
    @CsvSource({
        "Pump*,Pump1,true",
        "Pump*,Pump,true",
        "Pump*,pump1,false",
        "Pump* !Pump_test*,Pump_test1,false",
        "Pump* !Pump_test*,Pump_tes,true",
        "!Pump_test* Pump*,Pump_test1,false",
        "!Pump*,Level,true",
        "!Pump*,Pump,false",
        "!Pump* !Level,Level,false",
        "P?mp Level,Pump,true",
        "P?mp Level,Level,true",
        "P?mp,Pmp,false",
        "Level,Level1,false",
        "*.A.*,Line.A.Speed,true",
        "*.A.*,Line.B.Speed,false",
        "a*ab,aab,true",
        "a*ab,aaab,true",
        "a*ab,aba,false",
        "**,x,true",
        "!!*,!x,false",
        "?,ö,true"
    })
    void tagsAreChosenByTheirNames(String names, String tag, boolean selected) throws Refusal {
        assertThat(read("", "\"names\":" + quoted(names)).selects(tag, FLOAT, 0))
                .isEqualTo(selected);
    }

    @Test
    void patternsMatchAsRegularExpressionsDo() throws Refusal {
        Random random = new Random(21);
        for (int i = 0; i < 5_000; i++) {
            String pattern = random("ab*?", 1 + random.nextInt(6), random);
            String tag = random("ab", random.nextInt(8), random);
            Pattern expected = Pattern.compile(pattern.replace("*", ".*").replace('?', '.'));
            assertThat(read("", "\"names\":" + quoted(pattern)).selects(tag, FLOAT, 0))
                    .as("%s %s", pattern, tag)
                    .isEqualTo(expected.matcher(tag).matches());
        }
    }

    private static String random(String alphabet, int length, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @Test
    void aManyStarredPatternTakesNoLongTime() throws Refusal {
        TagGroup group = read("", "\"names\":[\"" + "*a".repeat(60) + "b\"]");
        assertThat(group.selects("a".repeat(128), FLOAT, 0)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "float,1,true",
                "float,2,false",
                "boolean,0,true",
                "integer,2,true",
                "dword,3,true",
                "string,6,true",
                "boolean integer dword string,1,false",
                "boolean float integer dword string,-1,false",
                "boolean float integer dword string,4,false"
            })
    void tagsAreChosenByTheirTypes(String types, int type, boolean selected) throws Refusal {
        assertThat(read("", "\"types\":" + quoted(types)).selects("t", type, 0b0001))
                .isEqualTo(selected);
    }

    @Test
    void withoutRulesAllTagsBelongWithTypesUnknownToo() throws Refusal {
        assertThat(read("", "\"later\":1").selects("t", -1, 0)).isTrue();
    }

    @Test
    void nameTypeAndGroupMustAllFit() throws Refusal {
        TagGroup group = read("BC", "\"names\":[\"P*\"],\"types\":[\"float\"]");
        assertThat(group.selects("P", FLOAT, 0b0101)).isTrue();
        assertThat(group.selects("P", FLOAT, 0b1001)).isFalse();
        assertThat(group.selects("P", FLOAT, 0)).isFalse();
        assertThat(group.selects("P", DWORD, 0b0010)).isFalse();
        assertThat(group.selects("Q", FLOAT, 0b0010)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "absolute,0.5,12.5,13,true",
        "absolute,0.5,12.5,12.99,false",
        "absolute,0.5,12.5,12,true",
        "absolute,0.5,0.2,-0.3,true",
        "absolute,0.1,12.1,12.2,true",
        "absolute,3,1e+7,10000002,false",
        "absolute,3,4294967295,4294967292,true",
        "absolute,1e-7,0,1e-7,true",
        "absolute,1,0,3.4028235e+38,true",
        "percent,2,50,51,true",
        "percent,2,50,50.99,false",
        "percent,2,51,50,false",
        "percent,2,-50,-51,true",
        "percent,0.5,1000,1005,true",
        "percent,0.5,1000,1004.9,false",
        "percent,50,0,0.001,true",
        "percent,200,1,-1,true",
        "percent,201,1,-1,false",
        "absolute,5,1,nan,true",
        "absolute,5,inf,1,true",
        "percent,5,nan,1,true"
    })
    void aChangeCountsFromTheDeadbandOn(String kind, String band, String sent, String value, boolean counts)
            throws Refusal {
        assertThat(read("A", "\"deadband\":{\"" + kind + "\":" + band + "}").counts(sent, value))
                .isEqualTo(counts);
    }

    @Test
    void withoutDeadbandEveryChangeCounts() throws Refusal {
        assertThat(read("A", "\"later\":1").counts("1", "1.0000001")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"names\":\"P*\"|names",
                "\"names\":[]|names",
                "\"names\":[\"P*\",5]|names[1]",
                "\"names\":[\"\"]|names[0]",
                "\"names\":[\"!\"]|names[0]",
                "\"types\":{}|types",
                "\"types\":[\"float\",\"Float\"]|types[1]",
                "\"types\":[\"\"]|types[0]",
                "\"deadband\":5|deadband",
                "\"deadband\":{}|deadband.absolute",
                "\"deadband\":{\"relative\":1}|deadband.absolute",
                "\"deadband\":{\"absolute\":1,\"percent\":1}|deadband.absolute",
                "\"deadband\":{\"absolute\":0}|deadband.absolute",
                "\"deadband\":{\"absolute\":-0.5}|deadband.absolute",
                "\"deadband\":{\"absolute\":\"1\"}|deadband.absolute",
                "\"deadband\":{\"percent\":1e99}|deadband.percent",
                "\"deadband\":{\"percent\":null}|deadband.percent",
                "\"minIntervalSeconds\":1.5|minIntervalSeconds",
                "\"minIntervalSeconds\":-1|minIntervalSeconds",
                "\"minIntervalSeconds\":86401|minIntervalSeconds",
                "\"properties\":[]|properties",
                "\"properties\":{\"a b\":\"x\"}|properties.a b",
                "\"properties\":{\"group\":\"x\"}|properties.group",
                "\"properties\":{\"$.ct\":\"x\"}|properties.$.ct",
                "\"properties\":{\"a\":5}|properties.a"
            })
    void whatIsWrongIsRefusedWithItsPlace(String field, String place) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> read("A", field));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(Refusal.BAD_CONFIG);
        assertThat(refusal).hasMessageStartingWith("device.json: groups[0]." + place + " is ");
    }

    @Test
    void propertiesMayBeEmpty() throws Refusal {
        assertThat(read("A", "\"properties\":{}").properties).isEmpty();
        assertThat(read("A", "\"properties\":{\"p\":\"\"}").properties).isEqualTo("&p=");
    }
}
