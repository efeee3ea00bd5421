package io.github.flexyfleet.fleet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.gateway.CallLedger;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.gateway.Talk2mLinks;
import io.github.flexyfleet.fleet.gateway.Targets;
import io.github.flexyfleet.fleet.model.CallLimit;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.AccountLinks;
import io.github.flexyfleet.fleet.rollout.AdaptiveLimit;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.talk2m.FakeTalk2m;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class AccountSessionsTest {
    private static final Talk2mLinks.DeviceWork WORK =
            new Talk2mLinks.DeviceWork(null, Pace.system(), Duration.ZERO, 12);

    private final FakeTalk2m north = new FakeTalk2m();
    private final FakeTalk2m south = new FakeTalk2m();
    private final CallLedger northLedger = CallLedger.inMemory();
    private final DeviceTarget first = Targets.target("first");
    private final DeviceTarget second = Targets.target("second");

    @AfterEach
    void stop() {
        north.close();
        south.close();
    }

    @Test
    void eachAccountIsAskedOnceForItsDevices() throws Exception {
        try (AccountSessions accounts = sessions(first, second)) {
            AccountLinks links = accounts.links(WORK);

            assertThat(links.account(first)).isEqualTo("north");
            assertThat(links.account(second)).isEqualTo("south");
            assertThat(accounts.figures())
                    .extracting(figures -> figures.name() + " " + figures.calls())
                    .containsExactly("north 2", "south 2");
        }
    }

    @Test
    void anAccountWithoutADeviceIsNotAsked() throws Exception {
        try (AccountSessions accounts = sessions(first)) {
            accounts.links(WORK);

            assertThat(north.logins()).isEqualTo(1);
            assertThat(south.logins()).isZero();
        }
    }

    @Test
    void aRefusedAccountClosesOnlyItself() throws Exception {
        north.refuseAccount = true;
        try (AccountSessions accounts = sessions(first, second)) {
            AccountLinks links = accounts.links(WORK);

            assertThatThrownBy(() -> links.open(first))
                    .isInstanceOfSatisfying(
                            DeviceProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.ACCOUNT_REFUSED));
            assertThat(north.logins()).isEqualTo(1);
            assertThatThrownBy(() -> links.open(second))
                    .as("answered, and does not know the device")
                    .isInstanceOfSatisfying(
                            DeviceProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.NOT_IN_ACCOUNT));
        }
    }

    @Test
    void withoutAnyAccountThereIsNoRun() {
        north.refuseAccount = true;
        try (AccountSessions accounts = sessions(first)) {
            assertThatThrownBy(() -> accounts.links(WORK)).isInstanceOf(DeviceProblemException.class);
        }
    }

    @Test
    void aSpentAccountIsNotEvenLoggedInTo() throws Exception {
        LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
        for (int i = 0; i < 80; i++) {
            northLedger.spend(today, 80);
        }
        try (AccountSessions accounts = sessions(first)) {
            assertThatThrownBy(() -> accounts.links(WORK))
                    .isInstanceOfSatisfying(
                            DeviceProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CALLS_SPENT));
            assertThat(north.logins()).isZero();
        }
    }

    @Test
    void tellsWhatIsLeftBeforeAnyCall() {
        List<RolloutEvent> told = new ArrayList<>();
        try (AccountSessions accounts = sessions(first, second)) {
            accounts.tellCallsLeft(told::add);
        }

        assertThat(told).hasSize(2);
        assertThat(told.get(0)).isInstanceOfSatisfying(RolloutEvent.CallsLeft.class, left -> {
            assertThat(left.account()).isEqualTo("north");
            assertThat(left.devices()).isEqualTo(1);
            assertThat(left.left()).hasValue(100);
        });
        assertThat(north.logins()).isZero();
    }

    @Test
    void callsAreCountedInTheLedgerOfTheirAccount() throws Exception {
        LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
        try (AccountSessions accounts = sessions(first, second)) {
            accounts.links(WORK);
        }

        assertThat(northLedger.spent(today)).isEqualTo(2);
    }

    private AccountSessions sessions(DeviceTarget... targets) {
        Connections connections = new Connections(
                List.of(
                        new AccountAccess("north", north.settings(), new CallLimit(100, 10), northLedger),
                        new AccountAccess("south", south.settings(), new CallLimit(100, 10), CallLedger.inMemory())),
                Map.of(new DeviceId("first"), "north", new DeviceId("second"), "south"),
                DeviceLogins.same(FakeTalk2m.DEVICE_LOGIN),
                null,
                Optional.empty());
        return new AccountSessions(connections, List.of(targets), InstantSource.system(), new AdaptiveLimit(8));
    }
}
