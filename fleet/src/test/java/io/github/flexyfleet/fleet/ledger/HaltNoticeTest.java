package io.github.flexyfleet.fleet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.notify.Notice;
import io.github.flexyfleet.fleet.notify.Notices;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.StopCause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver knows a halt by its id: it hears of one right after the rollout, and each night as long as it stands. */
class HaltNoticeTest {
    private static final Duration NIGHT = Duration.ofHours(8);

    private final LeaseWorld world = new LeaseWorld();
    private final LeaseWorld.Machine machine = world.machine("build-7", Duration.ZERO);

    @TempDir
    Path folder;

    private Ledger ledger;
    private DiskFleet fleet;

    @BeforeEach
    void open() {
        ledger = machine.ledger(new FolderStore(folder.resolve("ledger"), "disk"), 1);
        fleet = new DiskFleet(folder, 3, machine.clock());
    }

    @Test
    void aHaltIsToldOnceByTheDeployAndTheNights() throws Exception {
        String deploy = told(stopped("stopped by Ctrl-C"));

        world.pass(NIGHT);
        String night = found();
        world.pass(NIGHT);

        assertThat(night).isEqualTo(deploy);
        assertThat(found()).isEqualTo(deploy);
    }

    @Test
    void aRolloutThatIsHaltedAgainIsToldAgain() throws Exception {
        String first = told(stopped("stopped by Ctrl-C"));
        world.pass(NIGHT);
        String second = told(stopped("stopped by Ctrl-C"));

        assertThat(ledger.rollouts()).as("it was gone on with").hasSize(1);
        assertThat(second).isNotEqualTo(first);
        assertThat(found()).isEqualTo(second);
    }

    @Test
    void aHaltByWhatWasSeenOfDevicesIsToldOnceToo() throws Exception {
        fleet.gateway("pump-1").failing();

        RolloutResult result = fleet.deploy(ledger, 1);

        assertThat(result.stopped()).isPresent();
        assertThat(told(result)).isEqualTo(found());
    }

    /** The ledger must not give one rollout's halt the id of another's. */
    @Test
    void ofAnotherRolloutsRecordNothingIsTaken() throws Exception {
        RolloutResult result = stopped("the ledger was lost");
        world.pass(NIGHT);
        stopped("stopped by Ctrl-C");

        assertThat(told(result)).isNotEqualTo(found());
        fleet.whenRunning(rollout -> {});
        fleet.deploy(ledger, 1);
        assertThat(Notices.halted(
                        "disk",
                        ledger.lastRollout().orElseThrow(),
                        machine.clock().now()))
                .as("it has ended")
                .isEmpty();
    }

    private RolloutResult stopped(String reason) throws Exception {
        fleet.whenRunning(rollout -> rollout.stop(StopCause.REQUEST, reason));
        return fleet.deploy(ledger, 1);
    }

    /** Id of what the deploy tells. */
    private String told(RolloutResult result) throws LedgerException {
        return Notices.of(result, ledger.lastRollout(), Duration.ZERO).stream()
                .filter(notice -> notice.kind() == Notice.Kind.HALT)
                .map(Notice::id)
                .findFirst()
                .orElseThrow();
    }

    /** Id of what the job of a night tells. */
    private String found() throws LedgerException {
        Optional<Notice> notice = Notices.halted(
                "disk", ledger.lastRollout().orElseThrow(), machine.clock().now());
        return notice.orElseThrow().id();
    }
}
