package io.github.flexyfleet.runtime.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationTest {
    @ParameterizedTest
    @ValueSource(strings = {"events", "exports"})
    void aPublishedValueTakesLessThan200BytesOfHeap(String way) throws Exception {
        PublishingCost.Cost cost = PublishingCost.measure(way, 2 * PublishingCost.FULL_SECONDS);
        assertThat(cost.values())
                .as("a value a change, and a twentieth of all values for the full push")
                .isBetween(Plant.CHANGES * 0.9, Plant.CHANGES + Plant.TAGS / 20.0);
        assertThat(cost.bytesPerValue()).isLessThan(200);
    }
}
