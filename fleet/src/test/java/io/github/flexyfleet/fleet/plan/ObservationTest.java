package io.github.flexyfleet.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.hub.ReportedState;
import io.github.flexyfleet.fleet.talk2m.RuntimeState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a twin, which may be minutes old, spares a call to the device. */
class ObservationTest {
    private static final Digest OLD = new Digest("0".repeat(64));
    private static final Digest NEW = new Digest("1".repeat(64));

    @Test
    void withoutALedgerAConfirmedTwinSuffices() {
        assertThat(digest(confirmed(OLD), null)).contains(OLD);
        assertThat(digest(trial(NEW), null)).isEmpty();
        assertThat(Observation.of(empty(), Optional.empty())).isPresent();
    }

    @Test
    void aTwinThatKnowsOfTheLastRolloutSuffices() {
        assertThat(digest(confirmed(NEW), NEW)).contains(NEW);
    }

    @Test
    void aTwinThatDoesNotKnowOfTheLastRolloutIsOldOrTheDeviceHasDrifted() {
        assertThat(digest(confirmed(OLD), NEW)).isEmpty();
        assertThat(digest(trial(OLD), NEW)).isEmpty();
        assertThat(Observation.of(empty(), Optional.of(NEW))).isEmpty();
    }

    @Test
    void theLedgerKnowsBeforeTheTwinThatATrialWasConfirmed() {
        Observation seen = Observation.of(trial(NEW), Optional.of(NEW)).orElseThrow();

        assertThat(seen.digest()).contains(NEW);
        assertThat(seen.seen().orElseThrow().state()).isEqualTo(RuntimeState.CONFIRMED);
    }

    private static Optional<Digest> digest(ReportedState twin, Digest last) {
        return Observation.of(twin, Optional.ofNullable(last)).flatMap(Observation::digest);
    }

    private static ReportedState confirmed(Digest digest) {
        return new ReportedState("1.0", "confirmed", Optional.of(digest), Optional.of(digest), Optional.empty());
    }

    private static ReportedState trial(Digest digest) {
        return new ReportedState("1.0", "trial", Optional.of(digest), Optional.of(OLD), Optional.empty());
    }

    private static ReportedState empty() {
        return new ReportedState("1.0", "empty", Optional.empty(), Optional.empty(), Optional.empty());
    }
}
