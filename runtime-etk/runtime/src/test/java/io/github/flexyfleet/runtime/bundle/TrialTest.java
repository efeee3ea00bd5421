package io.github.flexyfleet.runtime.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.status.EventLog;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrialTest {
    private static final TestBundle ONE = TestBundle.of("one");
    private static final TestBundle TWO = TestBundle.of("two");

    private final MemoryStore store = new MemoryStore();
    private final EventLog log = new EventLog(new ManualClock());
    private BundleKeeper keeper;

    @BeforeEach
    void open() {
        keeper = new BundleKeeper(store, log);
        keeper.open();
    }

    private static String refused(ThrowingCallable call) {
        Refusal refusal = catchThrowableOfType(Refusal.class, call);
        assertThat(refusal).as("refusal").isNotNull();
        return refusal.code();
    }

    private void tryOut(TestBundle bundle) throws Refusal {
        bundle.send(keeper, 1000);
        keeper.apply(bundle.digest(), 600, "apply-1");
    }

    private void confirm(TestBundle bundle) throws Refusal {
        tryOut(bundle);
        keeper.confirm(bundle.digest(), "confirm-1");
    }

    private void check(String state, String confirmed, String candidate, String running, String outcome) {
        BundleView view = keeper.view();
        assertThat(view.state).isEqualTo(state);
        assertThat(view.confirmed).isEqualTo(confirmed);
        assertThat(view.candidate).isEqualTo(candidate);
        assertThat(view.running).isEqualTo(running);
        assertThat(view.lastOutcome).isEqualTo(outcome);
    }

    @Test
    void applyRunsTheCandidateAndConfirmKeepsIt() throws Refusal {
        tryOut(ONE);
        check("trial", "", ONE.digest(), ONE.digest(), "");
        assertThat(keeper.view().revertInSeconds).isEqualTo(600);
        assertThat(keeper.view().lastRequest).isEqualTo("apply-1");
        keeper.confirm(ONE.digest(), "confirm-1");
        check("confirmed", ONE.digest(), "", ONE.digest(), "confirmed");
        assertThat(keeper.view().revertInSeconds).isZero();
        assertThat(keeper.view().lastRequest).isEqualTo("confirm-1");
        open();
        check("confirmed", ONE.digest(), "", ONE.digest(), "confirmed");
        assertThat(keeper.view().boot).isEqualTo(2);
    }

    @Test
    void withoutConfirmationTheConfirmedBundleComesBack() throws Refusal {
        confirm(ONE);
        tryOut(TWO);
        keeper.tick(599_999);
        check("trial", ONE.digest(), TWO.digest(), TWO.digest(), "confirmed");
        assertThat(keeper.view().revertInSeconds).isEqualTo(1);
        keeper.tick(600_000);
        check("confirmed", ONE.digest(), "", ONE.digest(), "reverted-timeout");
        assertThat(refused(() -> keeper.confirm(TWO.digest(), "late"))).isEqualTo("not-candidate");
        open();
        check("confirmed", ONE.digest(), "", ONE.digest(), "reverted-timeout");
    }

    @Test
    void withoutAConfirmedBundleNothingRunsAfterwards() throws Refusal {
        tryOut(ONE);
        keeper.tick(600_000);
        check("empty", "", "", "", "reverted-timeout");
        assertThat(keeper.running()).isNull();
    }

    @Test
    void theTimerStartsAgainAtEveryBootAndTheFourthBootEndsTheTrial() throws Refusal {
        confirm(ONE);
        tryOut(TWO);
        for (int boot = 1; boot <= 3; boot++) {
            keeper.tick(500_000);
            open();
            check("trial", ONE.digest(), TWO.digest(), TWO.digest(), "confirmed");
            assertThat(keeper.view().revertInSeconds).isEqualTo(600);
        }
        open();
        check("confirmed", ONE.digest(), "", ONE.digest(), "reverted-boots");
    }

    @Test
    void revertOnRequest() throws Refusal {
        confirm(ONE);
        tryOut(TWO);
        keeper.revert(TWO.digest(), "revert-1");
        check("confirmed", ONE.digest(), "", ONE.digest(), "reverted-request");
        assertThat(keeper.view().lastRequest).isEqualTo("revert-1");
        keeper.revert(TWO.digest(), "revert-2");
        check("confirmed", ONE.digest(), "", ONE.digest(), "reverted-request");
        assertThat(refused(() -> keeper.revert(ONE.digest(), "revert-3"))).isEqualTo("not-candidate");
    }

    @Test
    void revertOfACandidateThatIsOnlyReceivedForgetsIt() throws Refusal {
        confirm(ONE);
        TWO.send(keeper, 1000);
        keeper.revert(TWO.digest(), "r");
        check("confirmed", ONE.digest(), "", ONE.digest(), "confirmed");
    }

    @Test
    void repeatedRequestsChangeNothing() throws Refusal {
        tryOut(ONE);
        keeper.tick(100_000);
        RunningBundle running = keeper.running();
        keeper.apply(ONE.digest(), 600, "apply-1");
        assertThat(keeper.running()).isSameAs(running);
        assertThat(keeper.view().revertInSeconds).isEqualTo(500);
        keeper.confirm(ONE.digest(), "confirm-1");
        keeper.confirm(ONE.digest(), "confirm-1");
        keeper.apply(ONE.digest(), 600, "apply-1");
        check("confirmed", ONE.digest(), "", ONE.digest(), "confirmed");
        assertThat(keeper.running()).isSameAs(running);
    }

    @Test
    void applyIsRefusedWhileFilesAreMissing() throws Refusal {
        assertThat(refused(() -> keeper.apply(ONE.digest(), 600, "r"))).isEqualTo("incomplete");
        keeper.put(ONE.chunk(TestBundle.MANIFEST, 0, 1000));
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> keeper.apply(ONE.digest(), 600, "r"));
        assertThat(refusal.missing()).containsExactly("device.crt", "device.json", "device.key", "roots.pem");
        check("empty", "", ONE.digest(), "", "");
    }

    @Test
    void applyIsRefusedWhileAnotherCandidateIsOnTrial() throws Refusal {
        confirm(ONE);
        tryOut(TWO);
        assertThat(refused(() -> keeper.apply(ONE.digest(), 600, "r"))).isEqualTo("busy");
    }

    @Test
    void applyIsRefusedForAConfigurationThatCannotBeUsed() throws Refusal {
        TestBundle wrong = ONE.with("device.json", ONE.text("device.json").replace("\"version\":1", "\"version\":2"));
        wrong.send(keeper, 1000);
        assertThat(refused(() -> keeper.apply(wrong.digest(), 600, "r"))).isEqualTo("bad-config");
        TestBundle foreign = ONE.with("device.crt", TWO.text("device.crt"));
        foreign.send(keeper, 1000);
        assertThat(refused(() -> keeper.apply(foreign.digest(), 600, "r"))).isEqualTo("bad-config");
        TestBundle keyless = ONE.with("device.key", null);
        keyless.send(keeper, 1000);
        assertThat(refused(() -> keeper.apply(keyless.digest(), 600, "r"))).isEqualTo("bad-config");
        check("empty", "", keyless.digest(), "", "");
    }

    @Test
    void confirmOfADigestThatIsNotOnTrialIsRefused() throws Refusal {
        TWO.send(keeper, 1000);
        assertThat(refused(() -> keeper.confirm(TWO.digest(), "r"))).isEqualTo("not-candidate");
        assertThat(refused(() -> keeper.confirm(ONE.digest(), "r"))).isEqualTo("not-candidate");
    }

    @Test
    void aBundleDamagedOnFlashDoesNotRunAndCanBeSentAgain() throws Refusal {
        confirm(ONE);
        store.damage("slot1/device.key");
        open();
        check("confirmed", ONE.digest(), "", "", "confirmed");
        assertThat(log.error()).startsWith("incomplete: ");
        confirm(ONE);
        check("confirmed", ONE.digest(), "", ONE.digest(), "confirmed");
        assertThat(keeper.running().keyPath).isEqualTo("/usr/flexyfleet/slot2/device.key");
    }

    @Test
    void aCandidateDamagedOnFlashGivesWayAtTheNextStart() throws Refusal {
        confirm(ONE);
        tryOut(TWO);
        store.damage("slot2/device.json");
        open();
        check("confirmed", ONE.digest(), "", ONE.digest(), "reverted-boots");
    }

    @Test
    void aBundleThatCannotBeReadAtTheStartIsTriedAgain() throws Refusal {
        confirm(ONE);
        store.setUnreadable("slot1/device.crt");
        open();
        check("confirmed", ONE.digest(), "", "", "confirmed");
        keeper.tick(1_000);
        store.setUnreadable("");
        keeper.tick(60_000);
        assertThat(keeper.running()).isNull();
        keeper.tick(61_000);
        check("confirmed", ONE.digest(), "", ONE.digest(), "confirmed");
    }

    @Test
    void goingBackWorksEvenWhenFlashIsFullAndIsWrittenLater() throws Refusal {
        confirm(ONE);
        tryOut(TWO);
        store.setFull(true);
        keeper.tick(600_000);
        check("confirmed", ONE.digest(), "", ONE.digest(), "reverted-timeout");
        assertThat(log.error()).startsWith("storage: ");
        store.setFull(false);
        keeper.tick(660_000);
        assertThat(log.error()).isEmpty();
        open();
        check("confirmed", ONE.digest(), "", ONE.digest(), "reverted-timeout");
    }

    @Test
    void aStartWithFullFlashStillRunsTheBundleAndCountsOn() throws Refusal {
        confirm(ONE);
        store.setFull(true);
        open();
        check("confirmed", ONE.digest(), "", ONE.digest(), "confirmed");
        assertThat(keeper.view().boot).isEqualTo(2);
    }
}
