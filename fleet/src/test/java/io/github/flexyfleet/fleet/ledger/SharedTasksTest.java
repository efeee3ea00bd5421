package io.github.flexyfleet.fleet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.rollout.EndText;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.WavePlan;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** Devices that two runners work on, two at a time each. */
@ExtendWith(PostgresServer.class)
class SharedTasksTest extends DeviceTasksContract {
    private Runners runners;
    private int builds;

    @BeforeEach
    void nameFleet(TestInfo test, EmbeddedPostgres server) {
        runners = new Runners(folder, test.getDisplayName(), server.getPort(), DEVICES);
    }

    @AfterEach
    void closeRunners() throws InterruptedException {
        runners.close();
    }

    @Override
    RolloutResult rollOut(WavePlan plan) throws Exception {
        builds++;
        Future<RolloutResult> one = runners.one().deploy("build-" + builds, plan, 2);
        Future<RolloutResult> other = runners.one().deploy("build-" + builds, plan, 2);
        RolloutResult told = Runners.end(one);
        assertThat(EndText.of(Runners.end(other))).isEqualTo(EndText.of(told));
        return told;
    }

    @Override
    Ledger ledger() {
        return runners.one().ledger();
    }
}
