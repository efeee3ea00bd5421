package io.github.flexyfleet.fleet.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DidYouMeanTest {
    private static final List<String> KEYS = List.of("heartbeat", "certificate", "tagGroups", "devices");

    @Test
    void a_typing_error_finds_its_word() {
        assertThat(DidYouMean.suggest("hearbeat", KEYS)).contains("heartbeat");
        assertThat(DidYouMean.suggest("haertbeat", KEYS)).contains("heartbeat");
        assertThat(DidYouMean.suggest("taggroup", KEYS)).contains("tagGroups");
        assertThat(DidYouMean.suggest("Devices", KEYS)).contains("devices");
    }

    @Test
    void a_different_word_finds_nothing() {
        assertThat(DidYouMean.suggest("budget", KEYS)).isEmpty();
        assertThat(DidYouMean.suggest("", KEYS)).isEmpty();
    }

    @Test
    void of_one_letter_only_the_case_may_differ() {
        assertThat(DidYouMean.suggest("b", List.of("A", "B"))).contains("B");
        assertThat(DidYouMean.suggest("E", List.of("A", "B"))).isEmpty();
    }

    @Test
    void of_two_as_near_the_first_in_order_is_taken() {
        assertThat(DidYouMean.suggest("S4", List.of("S3", "S1", "B4"))).contains("B4");
    }

    @Test
    void neighbours_swapped_count_once() {
        assertThat(DidYouMean.distance("push", "psuh")).isEqualTo(1);
        assertThat(DidYouMean.distance("push", "pull")).isEqualTo(2);
        assertThat(DidYouMean.distance("", "abc")).isEqualTo(3);
    }
}
