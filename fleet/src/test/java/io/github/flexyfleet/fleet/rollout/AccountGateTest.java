package io.github.flexyfleet.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.gateway.CallBudget;
import io.github.flexyfleet.fleet.gateway.CallLedger;
import io.github.flexyfleet.fleet.gateway.VirtualPace;
import io.github.flexyfleet.fleet.model.CallLimit;
import io.github.flexyfleet.fleet.talk2m.CallGate;
import io.github.flexyfleet.fleet.talk2m.CallGate.Purpose;
import io.github.flexyfleet.fleet.talk2m.M2WebFailure;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class AccountGateTest {
    private final AdaptiveLimit limit = new AdaptiveLimit(64);
    private final CallBudget budget =
            new CallBudget("acme", CallLedger.inMemory(), new CallLimit(1000, 0), new VirtualPace()::now);
    private final AccountGate gate = new AccountGate(budget, limit);

    @Test
    void aCallIsCountedBeforeItIsMade() throws Exception {
        gate.enter(Purpose.ORDINARY);

        assertThat(budget.left()).isEqualTo(999);
    }

    @ParameterizedTest
    @MethodSource("overloads")
    void halvesOnSignsOfOverload(M2WebFailure failure) throws Exception {
        gate.enter(Purpose.ORDINARY).ended(Optional.of(failure));

        assertThat(limit.now()).isEqualTo(AdaptiveLimit.FIRST / 2);
    }

    private static Stream<M2WebFailure> overloads() {
        return Stream.of(
                new M2WebFailure.Throttled(),
                new M2WebFailure.DeviceTimeout(),
                new M2WebFailure.TransportFailed("timeout"),
                new M2WebFailure.Unexpected(504, ""));
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatOneDeviceOrAccountDoesLeavesTheOthersAlone(M2WebFailure failure) throws Exception {
        gate.enter(Purpose.ORDINARY).ended(Optional.of(failure));

        assertThat(limit.now()).isEqualTo(AdaptiveLimit.FIRST);
    }

    private static Stream<M2WebFailure> others() {
        return Stream.of(
                new M2WebFailure.DeviceOffline(),
                new M2WebFailure.DeviceRefused(),
                new M2WebFailure.SessionInvalid(),
                new M2WebFailure.Unexpected(500, "the Flexy's own page"),
                new M2WebFailure.Unexpected(404, ""));
    }

    @Test
    void growsOnSuccess() throws Exception {
        gate.enter(Purpose.ORDINARY).ended(Optional.empty());

        assertThat(limit.now()).isEqualTo(AdaptiveLimit.FIRST + 1);
    }

    @Test
    void noMoreCallsAreUnderWayThanTheLimitAllows() throws Exception {
        CallGate.Pass first = gate.enter(Purpose.ORDINARY);
        CallGate.Pass second = gate.enter(Purpose.ORDINARY);
        while (limit.now() > 1) {
            limit.overloaded(limit.age());
        }
        CompletableFuture<Boolean> third = CompletableFuture.supplyAsync(this::passed);

        first.ended(Optional.of(new M2WebFailure.DeviceOffline()));
        assertThat(third.isDone()).isFalse();
        second.ended(Optional.of(new M2WebFailure.DeviceOffline()));

        assertThat(third.get()).isTrue();
    }

    @Test
    void aCallThatIsHeldBackTakesNoPlace() throws Exception {
        AccountGate empty = new AccountGate(
                new CallBudget("acme", CallLedger.inMemory(), new CallLimit(1, 0), new VirtualPace()::now),
                new AdaptiveLimit(1));
        empty.enter(Purpose.ORDINARY).ended(Optional.empty());

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> empty.enter(Purpose.ORDINARY)).isInstanceOf(CallGate.WithheldException.class);
        }
    }

    private boolean passed() {
        try {
            gate.enter(Purpose.ORDINARY).ended(Optional.empty());
            return true;
        } catch (CallGate.WithheldException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
