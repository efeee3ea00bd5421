package io.github.flexyfleet.runtime.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.status.EventLog;
import org.junit.jupiter.api.Test;

/** Cuts power in every single write of a whole delivery, several times over, since a torn write leaves any part. */
class PowerCutTest {
    private static final TestBundle OLD = TestBundle.of("old");
    private static final TestBundle NEW = TestBundle.of("new");
    private static final int CHUNK = 150;
    private static final int TEARS = 5;

    private static BundleKeeper open(MemoryStore store) {
        BundleKeeper keeper = new BundleKeeper(store, new EventLog(new ManualClock()));
        keeper.open();
        return keeper;
    }

    private static void deliver(BundleKeeper keeper, TestBundle bundle) throws Refusal {
        bundle.send(keeper, CHUNK);
        keeper.apply(bundle.digest(), 600, "apply");
        keeper.confirm(bundle.digest(), "confirm");
    }

    /** Runs the work with a cut in the n-th write; false when it has fewer writes. */
    private static boolean cut(MemoryStore store, int n, Work work) throws Refusal {
        store.cutAt(n);
        try {
            work.run(open(store));
            return false;
        } catch (MemoryStore.PowerCut e) {
            store.cutAt(Integer.MAX_VALUE);
            return true;
        }
    }

    private interface Work {
        void run(BundleKeeper keeper) throws Refusal;
    }

    @Test
    void theConfirmedBundleIsNeverLostAndTheDeliveryCanBeRepeated() throws Refusal {
        MemoryStore before = new MemoryStore();
        deliver(open(before), OLD);
        int cuts = 0;
        for (int n = 0; ; n++) {
            boolean any = false;
            for (int tear = 0; tear < TEARS; tear++) {
                MemoryStore store = before.copy();
                if (!cut(store, n, keeper -> deliver(keeper, NEW))) {
                    continue;
                }
                any = true;
                cuts++;
                BundleView view = open(store).view();
                assertThat(view.confirmed).as("cut in write " + n).isIn(OLD.digest(), NEW.digest());
                assertThat(view.running).isIn(OLD.digest(), NEW.digest());
                BundleKeeper again = open(store);
                deliver(again, NEW);
                assertThat(again.view().confirmed).isEqualTo(NEW.digest());
                assertThat(again.view().running).isEqualTo(NEW.digest());
            }
            if (!any) {
                break;
            }
        }
        assertThat(cuts).isGreaterThan(50);
    }

    @Test
    void cutsWhileATrialEndsLeaveTheTrialOrItsEnd() throws Refusal {
        MemoryStore before = new MemoryStore();
        BundleKeeper keeper = open(before);
        deliver(keeper, OLD);
        NEW.send(keeper, CHUNK);
        keeper.apply(NEW.digest(), 600, "apply");
        for (int n = 0; n < 2; n++) {
            MemoryStore store = before.copy();
            assertThat(cut(store, n, running -> running.tick(600_000))).isTrue();
            BundleView view = open(store).view();
            assertThat(view.confirmed).isEqualTo(OLD.digest());
            assertThat(view.running).isEqualTo(view.state.equals("trial") ? NEW.digest() : OLD.digest());
        }
    }

    @Test
    void bootsCutInTheirOwnWriteStillCountUpwards() throws Refusal {
        MemoryStore store = new MemoryStore();
        deliver(open(store), OLD);
        int last = 0;
        for (int i = 0; i < 20; i++) {
            assertThat(cut(store, 0, keeper -> {})).isTrue();
            int boot = open(store).view().boot;
            assertThat(boot).isGreaterThan(last);
            last = boot;
        }
    }
}
