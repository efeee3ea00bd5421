package io.github.flexyfleet.runtime.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.kit.TestBundle;
import org.junit.jupiter.api.Test;

/** How fast a queue goes out. */
class HubPaceTest extends LinkRig {
    @Test
    void aLongQueueGoesOutInSmallBatches() {
        hub.status(5);
        make(100);
        link.step(now, UTC, true);
        link.step(now + STEP, UTC, true);
        link.step(now + 2 * STEP, UTC, true);
        assertThat(received()).hasSize(2 * HubLink.BATCH);
    }

    @Test
    void aBacklogGoesOutAtAPaceThatTheHubSets() {
        hub.status(5);
        steps(STEP);
        make(200);
        hub.status(4);
        steps(STEP);
        hub.status(5);
        hub.answering(false);
        steps(20_000);
        assertThat(received()).hasSize(Pace.WINDOW);
        hub.answering(true);
        steps(12_000);
        int before = hub.telemetry().size();
        steps(20_000);
        assertThat(hub.telemetry().size() - before).isBetween(4 * Pace.WINDOW, 5 * Pace.WINDOW);
    }

    @Test
    void whatIsMadeWhileABacklogGoesOutDoesNotMakeItLonger() {
        make(1000);
        hub.status(5);
        steps(1_000);
        int waiting = outbox.size();
        for (int second = 0; second < 60; second++) {
            make(8);
            steps(960);
        }
        assertThat(outbox.size()).isBetween(waiting - 13 * Pace.WINDOW, waiting - 9 * Pace.WINDOW);
    }

    @Test
    void aBurstOfNewMessagesIsNoBacklog() {
        hub.status(5);
        steps(6_000);
        make(120);
        steps(120 / HubLink.BATCH * STEP);
        assertThat(received()).hasSize(120);
    }

    @Test
    void withoutTwinsABacklogHasTheSamePace() throws Refusal {
        bundle = bundle(TestBundle.of("x", false, "[" + TestBundle.group("all", "A", 0, 1) + "]", 0));
        link.use(bundle, now);
        make(1000);
        hub.status(5);
        steps(20_000);
        assertThat(received()).hasSizeBetween(3 * Pace.WINDOW, 5 * Pace.WINDOW);
    }
}
