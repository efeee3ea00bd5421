package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.WavePlan;
import java.time.Duration;

/** Devices that the process which leads works on itself. */
class LocalTasksTest extends DeviceTasksContract {
    @Override
    RolloutResult rollOut(WavePlan plan) throws Exception {
        return new DiskFleet(folder, DEVICES, LedgerClock.system()).deploy(ledger(), plan);
    }

    @Override
    Ledger ledger() {
        return new LeaseWorld()
                .machine("one", Duration.ZERO)
                .ledger(new FolderStore(folder.resolve("ledger"), "disk"), 1);
    }
}
