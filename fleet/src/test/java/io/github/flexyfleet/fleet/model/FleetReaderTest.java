package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetReaderTest {
    @TempDir
    private Path folder;

    private Fleet fleet(String yaml) {
        return FleetFiles.fleet(folder, yaml);
    }

    private Device device(Fleet fleet, String id) {
        return FleetFiles.device(fleet, id);
    }

    @Test
    void the_quickstart_is_read() {
        Fleet fleet = fleet(FleetFiles.resource("quickstart.yaml"));

        assertThat(fleet.name()).isEqualTo("quickstart");
        assertThat(fleet.hub()).isEqualTo(new HubSettings("eWONPROJECT.azure-devices.net", HubTier.S1, 1));
        assertThat(fleet.talk2m()).isEqualTo(new Talk2mSettings("demo", "m2web.talk2m.com"));
        assertThat(fleet.runtime())
                .contains(new RuntimeSource(URI.create("https://downloads.example.com/flexyfleet-runtime.jar")));
        assertThat(fleet.roots()).isEmpty();
        assertThat(fleet.sites())
                .singleElement()
                .satisfies(site -> assertThat(site.timeZone()).isEqualTo(ZoneId.of("Europe/Brussels")));
        assertThat(fleet.devices())
                .extracting(Device::talk2mName)
                .containsExactly("Pump station 1", "Flexy-2", "Flexy-3");
        Device pump = device(fleet, "Flexy205Self");
        assertThat(pump.serial()).contains("2005-0001-25");
        assertThat(pump.siteName()).isEqualTo("brussels");
        assertThat(pump.span()).hasToString("fleet.yaml:17:7");
        assertThat(pump.tagGroups())
                .containsExactly(new TagGroup(
                        "script",
                        new TagSelection(
                                Set.of(FlexyGroup.A, FlexyGroup.B, FlexyGroup.C, FlexyGroup.D), List.of(), Set.of()),
                        Push.of(Optional.of(Duration.ofSeconds(2)), Optional.of(Duration.ofSeconds(20))),
                        Payload.of(PayloadFormat.CLASSIC)));
    }

    @Test
    void built_in_defaults_hold_where_no_layer_speaks() {
        Fleet fleet = fleet("""
                fleet: f
                hub: {host: h.azure-devices.net, tier: B2, units: 3}
                talk2m: {account: demo, server: us1.m2web.talk2m.com}
                sites: {s: {devices: {d: {tagGroups: {g: {groups: [A], push: {full: 1h}}}}}}}
                """);

        assertThat(fleet.hub()).isEqualTo(new HubSettings("h.azure-devices.net", HubTier.B2, 3));
        assertThat(fleet.hub().tier().twins()).isFalse();
        assertThat(fleet.talk2m().server()).isEqualTo("us1.m2web.talk2m.com");
        assertThat(fleet.sites().get(0).timeZone().getId()).isEqualTo("UTC");
        assertThat(device(fleet, "d").heartbeat()).isEqualTo(Duration.ofMinutes(15));
        assertThat(device(fleet, "d").certificate().validity()).isEqualTo(Duration.ofDays(3650));
    }

    @ParameterizedTest
    @CsvSource({
        "h.azure-devices.net, '', management.azure.com",
        "H.Azure-Devices.US, '', management.usgovcloudapi.net",
        "h.azure-devices.cn, '', management.chinacloudapi.cn",
        "h.example.com, '', management.azure.com",
        "h.azure-devices.us, ', management: management.example.com', management.example.com",
    })
    void azure_is_managed_where_the_hub_is_unless_the_fleet_file_says(String host, String more, String management) {
        Fleet fleet = fleet("""
                fleet: f
                hub: {host: %s, access: entra%s}
                talk2m: {account: demo}
                sites: {s: {devices: {d: {tagGroups: {g: {groups: [A], push: {full: 1h}}}}}}}
                """.formatted(host, more));

        assertThat(fleet.hub().managementHost()).isEqualTo(management);
    }

    @Test
    void a_later_layer_wins_leaf_by_leaf() {
        Fleet fleet = fleet("""
                fleet: f
                hub: {host: h.azure-devices.net}
                talk2m: {account: demo}
                defaults:
                  heartbeat: 1h
                  certificate: {validity: 365d}
                  tagGroups:
                    g: {groups: [A, B], push: {onChange: 2s, full: 20s}}
                sites:
                  one:
                    heartbeat: 30m
                    tagGroups:
                      g: {push: {full: 60s}}
                      site-only: {groups: [D], push: {full: 1m}}
                    devices:
                      inherits: {}
                      overrides:
                        heartbeat: 0s
                        tagGroups: {g: {groups: [C], push: {full: }}}
                  two:
                    certificate: {validity: 90d}
                    devices: {other: }
                """);

        Device inherits = device(fleet, "inherits");
        assertThat(inherits.heartbeat()).isEqualTo(Duration.ofMinutes(30));
        assertThat(inherits.certificate().validity()).isEqualTo(Duration.ofDays(365));
        assertThat(inherits.tagGroups()).extracting(TagGroup::name).containsExactly("g", "site-only");
        assertThat(inherits.tagGroups().get(0).groups()).containsExactly(FlexyGroup.A, FlexyGroup.B);
        assertThat(inherits.tagGroups().get(0).onChange()).contains(Duration.ofSeconds(2));
        assertThat(inherits.tagGroups().get(0).full()).contains(Duration.ofMinutes(1));
        Device overrides = device(fleet, "overrides");
        assertThat(overrides.heartbeat()).isEqualTo(Duration.ZERO);
        assertThat(overrides.tagGroups().get(0).groups()).containsExactly(FlexyGroup.C);
        assertThat(overrides.tagGroups().get(0).full()).contains(Duration.ofMinutes(1));
        Device other = device(fleet, "other");
        assertThat(other.heartbeat()).isEqualTo(Duration.ofHours(1));
        assertThat(other.certificate().validity()).isEqualTo(Duration.ofDays(90));
        assertThat(other.tagGroups()).extracting(TagGroup::name).containsExactly("g");
    }

    @Test
    void a_group_may_be_completed_by_a_later_layer() {
        Fleet fleet = fleet("""
                fleet: f
                hub: {host: h.azure-devices.net}
                talk2m: {account: demo}
                defaults: {tagGroups: {g: {push: {onChange: 2s}}}}
                sites: {s: {tagGroups: {g: {groups: [B]}}, devices: {d: }}}
                """);

        assertThat(device(fleet, "d").tagGroups())
                .singleElement()
                .extracting(TagGroup::name)
                .isEqualTo("g");
    }

    @Test
    void with_errors_there_is_no_fleet_and_with_warnings_there_is() {
        String yaml = """
                fleet: f
                hub: {host: h.azure-devices.net}
                talk2m: {account: demo}
                sites: {s: {devices: {d: }}}
                """;

        FleetResult warned = FleetFiles.read(folder, yaml);
        assertThat(warned.fleet()).isPresent();
        assertThat(warned.findings())
                .singleElement()
                .asString()
                .startsWith("fleet.yaml:4:23 FLX1214 device \"d\" has no tag group and sends no tags / ");
        assertThat(FleetFiles.read(folder, yaml.replace("f\n", "\n")).fleet()).isEmpty();
    }

    @Test
    void the_spool_is_inherited_value_by_value() {
        String yaml = """
                fleet: f
                hub: {host: h.azure-devices.net}
                talk2m: {account: demo}
                defaults: {spool: {size: 8MB, full: stop}, tagGroups: {g: {groups: [A], push: {full: 1h}}}}
                profiles: {p: {spool: {age: 1d}}}
                sites:
                  s:
                    spool: {write: 1m}
                    devices: {d: {profiles: [p], spool: {full: dropOldest}}, e: }
                """;
        Fleet fleet = FleetFiles.read(folder, yaml).fleet().orElseThrow();

        assertThat(device(fleet, "d").spool())
                .isEqualTo(new Spool(new DataSize(8_000_000), Duration.ofDays(1), Duration.ofMinutes(1), false));
        assertThat(device(fleet, "e").spool())
                .isEqualTo(new Spool(new DataSize(8_000_000), Duration.ofDays(7), Duration.ofMinutes(1), true));
    }
}
