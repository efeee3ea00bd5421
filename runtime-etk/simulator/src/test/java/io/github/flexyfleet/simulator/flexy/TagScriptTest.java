package io.github.flexyfleet.simulator.flexy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.flexy.FlexySpec.Tag;
import io.github.flexyfleet.simulator.flexy.FlexySpec.TagType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TagScriptTest {
    private static final long START = 1_795_374_000_000L;

    private static List<String> values(long seed, Tag tag) {
        TagScript script = new TagScript(seed);
        List<String> values = new ArrayList<>();
        for (long time = START; time < START + 600_000; time += 500) {
            values.add(script.at(tag, time).shown());
        }
        return values;
    }

    @ParameterizedTest
    @EnumSource(TagType.class)
    void valuesDependOnSeedTagAndTimeOnlyAndChange(TagType type) {
        Tag tag = new Tag(3, "t", type, "");
        assertThat(values(1, tag)).isEqualTo(values(1, tag));
        assertThat(new HashSet<>(values(1, tag))).hasSizeGreaterThan(1);
        assertThat(new TagScript(1).period(tag)).isBetween(1000L, 5000L);
    }

    @Test
    void tagsDriftApartAndFloatsHaveTwoDecimals() {
        Tag one = new Tag(1, "a", TagType.FLOAT, "");
        Tag two = new Tag(2, "b", TagType.FLOAT, "");
        assertThat(values(1, one)).isNotEqualTo(values(1, two)).isNotEqualTo(values(2, one));
        assertThat(values(1, one)).allMatch(value -> value.matches("-?[0-9]{1,3}(\\.[0-9]{1,2})?"));
    }

    @Test
    void aDwordPassesWhatAnIntegerHolds() {
        assertThat(values(1, new Tag(1, "a", TagType.DWORD, "")))
                .allMatch(value -> Long.parseLong(value) > Integer.MAX_VALUE && Long.parseLong(value) < 1L << 32);
    }

    @Test
    void textsComeAllInTurn() {
        Set<String> seen = new HashSet<>(values(1, new Tag(1, "a", TagType.STRING, "")));
        assertThat(seen).containsExactlyInAnyOrderElementsOf(TagScript.TEXTS);
    }
}
