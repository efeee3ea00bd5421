package io.github.flexyfleet.fleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.model.CallLimit;
import io.github.flexyfleet.fleet.talk2m.CallGate;
import io.github.flexyfleet.fleet.talk2m.CallGate.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class CallBudgetTest {
    private final VirtualPace pace = new VirtualPace();
    private final CallLedger ledger = CallLedger.inMemory();
    private final CallBudget budget = new CallBudget("acme", ledger, new CallLimit(100, 10), pace::now);

    @Test
    void theReserveIsForLoginsAndEndsOfTrialsOnly() throws Exception {
        spend(90);
        assertThat(budget.left()).isEqualTo(10);

        assertThatThrownBy(() -> budget.spend(Purpose.ORDINARY))
                .isInstanceOf(CallGate.WithheldException.class)
                .hasMessageContaining("account acme has 0 of 100 calls left today, besides 10 kept");
        for (int i = 0; i < 5; i++) {
            budget.spend(Purpose.TRIAL_END);
            budget.spend(Purpose.LOGIN);
        }
        assertThat(budget.left()).isZero();
        assertThatThrownBy(() -> budget.spend(Purpose.TRIAL_END)).isInstanceOf(CallGate.WithheldException.class);
    }

    @Test
    void aCallThatIsHeldBackIsNotCounted() throws Exception {
        spend(90);
        assertThatThrownBy(() -> budget.spend(Purpose.ORDINARY)).isInstanceOf(CallGate.WithheldException.class);

        assertThat(budget.left()).isEqualTo(10);
    }

    @Test
    void whenDevicesGoBackWhatWasKeptMayBeSpent() throws Exception {
        spend(90);
        assertThat(admitted(1)).isFalse();

        budget.openReserve();

        assertThat(admitted(10)).isTrue();
        assertThat(admitted(11)).isFalse();
        spend(10);
        assertThat(budget.left()).isZero();
    }

    @Test
    void theDayEndsAtMidnightUtc() throws Exception {
        spend(90);
        assertThat(pace.now()).isEqualTo(Instant.parse("2026-11-22T20:00:00Z"));
        assertThat(budget.renewed()).isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));

        pace.pause(Duration.ofHours(4).minusMillis(1));
        assertThat(budget.left()).isEqualTo(10);
        pace.pause(Duration.ofMillis(1));

        assertThat(budget.left()).isEqualTo(100);
        budget.spend(Purpose.ORDINARY);
        assertThat(budget.left()).isEqualTo(99);
    }

    @Test
    void aDeviceIsNotBegunWithTooFewCallsAndTheWordsSayWhenToGoOn() throws Exception {
        spend(79);

        assertThatThrownBy(() -> budget.admit(12)).isInstanceOfSatisfying(DeviceProblemException.class, e -> {
            assertThat(e.outcome()).isEqualTo(Outcome.NOT_STARTED);
            assertThat(e.problem().code()).isEqualTo(ProblemCode.CALLS_SPENT);
            assertThat(e.problem().what()).contains("has 11 of 100 calls left today");
            assertThat(e.problem().mend()).contains("2026-11-23T00:00:00Z", "mvn flexy:deploy");
        });
        budget.admit(11).close();
    }

    @Test
    void whatIsPromisedToDevicesUnderWayIsNotGivenTwice() throws Exception {
        spend(70);
        CallBudget.Admission first = budget.admit(12);

        CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> admitted(12));
        // It waits, since the first may need less than was promised to it; nothing else can complete it.
        assertThat(second.isDone()).isFalse();
        spend(2);
        first.close();

        assertThat(second.get()).isTrue();
    }

    @Test
    void withoutAnybodyUnderWayThereIsNothingToWaitFor() throws Exception {
        spend(70);
        CompletableFuture<Boolean> second;
        try (CallBudget.Admission first = budget.admit(12)) {
            first.raise(1);
            spend(12);
            second = CompletableFuture.supplyAsync(() -> admitted(12));
        }
        assertThat(second.get()).isFalse();
    }

    @Test
    void aDeviceThatNeedsMoreIsToldAtOnce() throws Exception {
        spend(60);
        try (CallBudget.Admission device = budget.admit(12)) {
            device.raise(18);
            assertThatThrownBy(() -> device.raise(1)).isInstanceOf(DeviceProblemException.class);
        }
        budget.admit(30).close();
    }

    private boolean admitted(long calls) {
        try {
            budget.admit(calls).close();
            return true;
        } catch (DeviceProblemException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void spend(int calls) throws CallGate.WithheldException {
        for (int i = 0; i < calls; i++) {
            budget.spend(Purpose.ORDINARY);
        }
    }
}
