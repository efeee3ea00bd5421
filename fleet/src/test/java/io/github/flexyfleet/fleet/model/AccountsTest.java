package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
    private static final String TWO = """
            talk2m:
              plan: pro
              server: eu1.m2web.talk2m.com
              accounts:
                north: {account: acme-north, secret: talk2m/north, callsPerDay: 5000, reserve: 20%, login: stateless}
                south: {account: acme-south, plan: free-plus, server: us1.m2web.talk2m.com}
            """;

    @TempDir
    private Path folder;

    @Test
    void oneAccountIsEveryDevicesAccount() throws Exception {
        Fleet fleet = read(
                        "talk2m: {account: acme, plan: pro}\n", "sites:\n  s: {devices: {a: , b: {account: acme}}}\n")
                .fleet()
                .orElseThrow();

        assertThat(fleet.accounts()).hasSize(1);
        assertThat(fleet.talk2m().name()).isEqualTo("acme");
        assertThat(fleet.talk2m().calls()).isEqualTo(new CallLimit(30_000, 10));
        assertThat(fleet.devicesOf(fleet.talk2m())).hasSize(2);
    }

    @Test
    void layersChooseAmongSeveral() throws Exception {
        Fleet fleet = read(TWO, """
                  account: north
                profiles:
                  rented: {account: south}
                sites:
                  ghent: {devices: {g1: , g2: {profiles: [rented]}}}
                  porto: {account: south, devices: {p1: , p2: {account: north}}}
                """).fleet().orElseThrow();

        assertThat(fleet.devices())
                .extracting(device -> device.id() + " " + device.account())
                .containsExactly("g1 north", "g2 south", "p1 south", "p2 north");
    }

    @Test
    void whatStandsBesideAccountsHoldsForEachThatDoesNotSayIt() throws Exception {
        Fleet fleet = read(TWO, "sites: {s: {devices: {a: {account: north}, b: {account: south}}}}\n")
                .fleet()
                .orElseThrow();

        assertThat(fleet.accounts())
                .containsExactly(
                        new Talk2mSettings(
                                "north",
                                "acme-north",
                                "eu1.m2web.talk2m.com",
                                Optional.of(new SecretRef("talk2m/north")),
                                Talk2mAccess.STATELESS,
                                new CallLimit(5000, 20)),
                        new Talk2mSettings(
                                "south",
                                "acme-south",
                                "us1.m2web.talk2m.com",
                                Optional.empty(),
                                Talk2mAccess.SESSION,
                                new CallLimit(10_000, 10)));
    }

    @Test
    void aNameMayBeUsedOnceInEachAccount() throws Exception {
        String twice = "sites: {s: {devices: {a: {name: Pump, account: %s}, b: {name: Pump, account: %s}}}}\n";

        assertThat(read(TWO, twice.formatted("north", "south")).findings()).isEmpty();
        assertThat(read(TWO, twice.formatted("north", "north")).findings())
                .extracting(finding -> finding.code().id())
                .contains("FLX1202");
    }

    @Test
    void anUnknownNameOfALayerIsToldOnceWithTheNearest() throws Exception {
        assertThat(read(TWO, "  account: nort\nsites: {s: {devices: {a: , b: , c: {account: south}}}}\n")
                        .findings())
                .extracting(Finding::render)
                .containsExactly(
                        "fleet.yaml:11:12 FLX1240 there is no Talk2M account \"nort\" / did you mean \"north\"?");
    }

    @Test
    void eachDeviceWithoutAChoiceIsTold() throws Exception {
        assertThat(read(TWO, "sites: {s: {devices: {a: , b: , c: {account: south}}}}\n")
                        .findings())
                .extracting(finding -> finding.code().id())
                .containsExactly("FLX1241", "FLX1241");
    }

    private FleetResult read(String talk2m, String rest) throws IOException {
        Path file = folder.resolve("fleet.yaml");
        Files.writeString(
                file,
                "fleet: test\nhub: {host: h.azure-devices.net}\n" + talk2m
                        + "defaults:\n  tagGroups: {all: {names: [\"*\"], push: {full: 1m}}}\n" + rest);
        return new FleetReader(InstantSource.system()).read(folder, file);
    }
}
