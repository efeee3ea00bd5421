package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Thresholds at their boundaries, also where other rollout tools surprise their users. */
class AbortRuleTest {
    @ParameterizedTest(name = "{0} and {1} of {2}: {3} of {4} -> {5}")
    @CsvSource({
        // A number alone: reached is enough. (Where it has to be exceeded, one failure more gets through.)
        "3, , 10, 2, 1000, false",
        "3, , 10, 3, 3, true",
        "3, , 10, 4, 1000, true",
        "1, , 10, 1, 1, true",
        "1, , 10, 0, 1000, false",
        // A share: half of 4 is 2. (Ansible stops at the third, or has to be told 49 %.)
        "1, 50%, 1, 1, 4, false",
        "1, 50%, 1, 2, 4, true",
        // 10 % of 40 are 4 and of 100 are 10, alike. (Rancher Fleet's own examples disagree.)
        "1, 10%, 10, 3, 40, false",
        "1, 10%, 10, 4, 40, true",
        "1, 10%, 10, 9, 100, false",
        "1, 10%, 10, 10, 100, true",
        // Just below and at a share that no fraction of two is equal to.
        "1, 33.33%, 1, 1, 3, true",
        "1, 33.34%, 1, 1, 3, false",
        "1, 66.67%, 1, 2, 3, false",
        "1, 66.66%, 1, 2, 3, true",
        // All of them. (hawkBit wants more than all, which never comes.)
        "1, 100%, 1, 999, 1000, false",
        "1, 100%, 1, 1000, 1000, true",
        // Not before so many have finished.
        "1, 10%, 10, 9, 9, false",
        "1, 10%, 10, 9, 10, true",
        "1, 10%, 10, 1, 10, true",
        // Both conditions must hold.
        "3, 10%, 10, 2, 20, false",
        "3, 10%, 10, 3, 31, false",
        "3, 10%, 10, 3, 30, true",
        // Many devices: no overflow, no rounding.
        "1, 0.01%, 1, 99999, 1000000000, false",
        "1, 0.01%, 1, 100000, 1000000000, true",
    })
    void stopsAtAndNotAbove(int atLeast, String share, int minFinished, long counted, long finished, boolean stops) {
        AbortRule rule = new AbortRule(
                FailureClass.FAILED, atLeast, Optional.ofNullable(share).flatMap(Share::parse), minFinished);

        assertThat(rule.holds(counted, finished)).isEqualTo(stops);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0%", "0.00%", "100.01%", "999%", "10", "10.123%", "-1%", "ten%", "1e1%", " 10%", ""})
    void whatIsNoShareIsNone(String text) {
        assertThat(Share.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10%, 1, 1", "10%, 10, 1", "10%, 11, 2", "10%, 100, 10", "100%, 7, 7", "1%, 10000, 100", "0.01%, 1, 1"})
    void aPartIsRoundedUp(String share, int whole, int part) {
        assertThat(Share.parse(share).orElseThrow().of(whole)).isEqualTo(part);
    }

    @Test
    void anUnreachableDeviceIsADebtAndNoFailureOfAnyKind() {
        assertThat(FailureClass.ANY.covers(FailureClass.UNREACHABLE)).isFalse();
        assertThat(FailureClass.ANY.covers(FailureClass.REVERTED)).isTrue();
        assertThat(FailureClass.UNREACHABLE.covers(FailureClass.UNREACHABLE)).isTrue();
        assertThat(FailureClass.FAILED.covers(FailureClass.TIMED_OUT)).isFalse();
    }
}
