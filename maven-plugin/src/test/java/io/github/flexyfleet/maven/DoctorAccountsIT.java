package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.flexyfleet.fleet.doctor.Doctor;
import io.github.flexyfleet.fleet.doctor.DoctorCode;
import io.github.flexyfleet.fleet.doctor.DoctorReport;
import io.github.flexyfleet.fleet.doctor.HubSide;
import io.github.flexyfleet.fleet.doctor.Link;
import io.github.flexyfleet.fleet.doctor.Verdict;
import io.github.flexyfleet.fleet.engine.AccountAccess;
import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.gateway.CallLedger;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.HubTier;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings;
import io.github.flexyfleet.fleet.talk2m.Talk2mLogin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two Talk2M accounts of one fleet, of which one is refused. */
@Timeout(value = 150, unit = TimeUnit.SECONDS)
class DoctorAccountsIT {
    @TempDir
    private Path folder;

    /** The second device is reached through an account whose password is wrong. */
    private static Connections withRefused(Connections usual) {
        AccountAccess right = usual.accounts().get(0);
        M2WebSettings settings = right.m2web();
        Talk2mLogin login = settings.login();
        M2WebSettings wrong = new M2WebSettings(
                settings.base(),
                new Talk2mLogin(login.account(), login.user(), Secret.of("another"), login.developerId()),
                settings.authentication(),
                settings.network(),
                settings.retries());
        return new Connections(
                List.of(right, new AccountAccess("north", wrong, right.calls(), CallLedger.inMemory())),
                Map.of(new DeviceId("pump-2"), "north"),
                usual.logins(),
                usual.registry(),
                usual.events());
    }

    @Test
    void eachAccountIsToldAndDevicesOfTheRefusedOneAreLookedAtInTheHub() throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 2, "S1")) {
            assertThat(fleet.deploy(Duration.ofSeconds(60)).devices())
                    .extracting(DeviceResult::outcome)
                    .containsOnly(Outcome.CONFIRMED);
            Surroundings world = fleet.surroundings();
            Connections connections = withRefused(world.connections());
            FleetEngine engine =
                    new FleetEngine(connections, world.release(), RolloutSettings.defaults(), Pace.system());

            DoctorReport report = new Doctor(
                            new Doctor.Sides(
                                    EngineDoctor.devices(engine),
                                    HubSide.of(connections.registry(), List::of),
                                    world.reading()::open,
                                    List.of()),
                            new Doctor.Settings(world.release().version(), HubTier.S1, true, Duration.ofSeconds(20)),
                            Pace.system())
                    .examine(fleet.targets().targets());

            assertThat(report.problems())
                    .as("%s", report.lines())
                    .extracting(Verdict.Problem::code)
                    .containsExactly(DoctorCode.ACCOUNT_REFUSED);
            assertThat(report.common())
                    .filteredOn(link -> link.name().startsWith("Talk2M account "))
                    .extracting(Link::name, Link::isBroken)
                    .containsExactly(tuple("Talk2M account demo", false), tuple("Talk2M account north", true));
            assertThat(report.devices().get(new DeviceId("pump-1"))).hasSize(12);
            assertThat(report.devices().get(new DeviceId("pump-2")))
                    .extracting(Link::name)
                    .containsExactly("reached through Talk2M", "identity in the hub", "a message asked for and seen");
        }
    }
}
