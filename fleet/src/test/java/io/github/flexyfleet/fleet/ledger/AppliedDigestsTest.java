package io.github.flexyfleet.fleet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With records that real rollouts wrote. */
class AppliedDigestsTest {
    private static final DeviceId FIRST = new DeviceId("pump-1");
    private static final DeviceId SECOND = new DeviceId("pump-2");

    private final LeaseWorld world = new LeaseWorld();
    private final LeaseWorld.Machine machine = world.machine("build-7", Duration.ZERO);

    @TempDir
    Path folder;

    @Test
    void theLastThatWasConfirmedCountsAndWhatFailedDoesNot() throws Exception {
        Ledger ledger = machine.ledger(new FolderStore(folder.resolve("ledger"), "disk"), 1);
        DiskFleet fleet = new DiskFleet(folder, 2, machine.clock());
        assertThat(AppliedDigests.of(ledger.rollouts())).isEmpty();

        fleet.deploy(ledger, 1);
        Digest one = AppliedDigests.of(ledger.rollouts()).get(FIRST);
        fleet.gateway("pump-1").failing();
        fleet.deploy(ledger, 2);

        assertThat(AppliedDigests.of(ledger.rollouts())).containsEntry(FIRST, one);
        fleet.gateway("pump-1").mended();
        fleet.deploy(ledger, 3);
        assertThat(AppliedDigests.of(ledger.rollouts()).get(FIRST)).isNotNull().isNotEqualTo(one);
        assertThat(AppliedDigests.of(ledger.rollouts())).containsOnlyKeys(FIRST, SECOND);
    }

    @Test
    void whatWasConfirmedAndWentBackCountsNoMore() throws Exception {
        Ledger ledger = machine.ledger(new FolderStore(folder.resolve("ledger"), "disk"), 1);
        DiskFleet fleet = new DiskFleet(folder, 1, machine.clock());
        fleet.deploy(ledger, 1);
        Digest one = AppliedDigests.of(ledger.rollouts()).get(FIRST);
        fleet.deploy(ledger, 2);
        List<RolloutRecord> records = ledger.rollouts();
        RolloutRecord last = records.get(records.size() - 1);
        Entry confirmed = last.devices().get(FIRST);

        RolloutRecord wentBack = new RolloutRecord(last.number(), List.of(last.head(), confirmed, reverted(confirmed)));

        assertThat(AppliedDigests.of(List.of(records.get(0), wentBack))).containsEntry(FIRST, one);
    }

    @Test
    void ofManyRecordsOnlyThoseAreReadThatAreNeeded() throws Exception {
        Ledger ledger = machine.ledger(new FolderStore(folder.resolve("ledger"), "disk"), 1);
        DiskFleet fleet = new DiskFleet(folder, 2, machine.clock());
        fleet.deploy(ledger, 1);
        fleet.gateway("pump-2").failing();
        fleet.deploy(ledger, 2);
        fleet.deploy(ledger.acknowledging(Set.of(SECOND)), 3);

        assertThat(AppliedDigests.last(ledger, List.of(FIRST, SECOND))).isEqualTo(AppliedDigests.of(ledger.rollouts()));
        assertThat(AppliedDigests.last(ledger, List.of(FIRST)))
                .as("the last record tells of the first gateway only")
                .containsOnlyKeys(FIRST);
        assertThat(AppliedDigests.last(ledger, List.of(new DeviceId("never-deployed"))))
                .containsOnlyKeys(FIRST, SECOND);
    }

    /** The same device, sent back when the rollout was stopped. */
    private static Entry reverted(Entry confirmed) {
        SortedMap<String, String> data = new TreeMap<>(confirmed.data());
        data.put("outcome", "reverted");
        return new Entry.Draft(confirmed.time(), EntryKind.DEVICE_ENDED, confirmed.device(), data)
                .at(confirmed.number() + 1, confirmed.previous());
    }
}
