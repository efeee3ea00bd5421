package io.github.flexyfleet.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Share;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Whatever a policy gets, its values come into the plan. */
class RolloutFormTest {
    /** One of several kinds of gates. */
    public sealed interface Gate {
        /** A gate with a number. */
        record Messages(int count, Optional<Duration> within) implements Gate {}

        /** A gate without values. */
        record Manual() implements Gate {}
    }

    /** A policy of another time. */
    public record Policy(
            List<Gate> gates,
            Map<DeviceId, Share> shares,
            LocalDate freeze,
            ZoneId zone,
            OptionalInt most,
            long seed,
            boolean dry,
            Span place) {}

    /** Something without a text form. */
    public static final class Opaque {}

    @Test
    void eachValueStandsThereUnderItsName() {
        Map<DeviceId, Share> shares = new HashMap<>();
        shares.put(new DeviceId("b"), new Share(50));
        shares.put(new DeviceId("a"), new Share(1000));

        String text = RolloutForm.node(policy(shares, 1)).toString();

        assertThat(text)
                .isEqualTo("{\"gates\":[{\"kind\":\"Messages\",\"count\":3,\"within\":\"PT1M\"},{\"kind\":\"Manual\"}],"
                        + "\"shares\":{\"a\":\"10%\",\"b\":\"0.5%\"},\"freeze\":\"2026-12-24\",\"zone\":\"Europe/Brussels\","
                        + "\"seed\":5000000000,\"dry\":true}");
    }

    @Test
    void aPlaceIsNoValue() {
        assertThat(RolloutForm.node(policy(Map.of(), 1))).isEqualTo(RolloutForm.node(policy(Map.of(), 99)));
    }

    @Test
    void whatHasNoTextIsAMistakeAndNoRandomBytes() {
        assertThatThrownBy(() -> RolloutForm.node(new Opaque())).isInstanceOf(IllegalStateException.class);
    }

    private static Policy policy(Map<DeviceId, Share> shares, int line) {
        return new Policy(
                List.of(new Gate.Messages(3, Optional.of(Duration.ofMinutes(1))), new Gate.Manual()),
                shares,
                LocalDate.of(2026, 12, 24),
                ZoneId.of("Europe/Brussels"),
                OptionalInt.empty(),
                5_000_000_000L,
                true,
                new Span("fleet.yaml", line, 1));
    }
}
