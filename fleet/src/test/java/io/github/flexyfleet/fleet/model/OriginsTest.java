package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.finding.Span;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginsTest {
    private static final String FLEET = """
            fleet: f
            hub: {host: h.azure-devices.net}
            talk2m: {account: demo}
            defaults:
              heartbeat: 1h
              tagGroups:
                g: {groups: [A, B], push: {onChange: 2s, full: 20s}}
            sites:
              one:
                heartbeat: 30m
                tagGroups: {g: {push: {full: 60s}}}
                devices:
                  plain: {}
                  own:
                    name: Pump 1
                    heartbeat: 0s
                    tagGroups: {g: {groups: [C], push: {onChange: }}}
            """;

    @TempDir
    private Path folder;

    private Map<String, ExplainedValue> explained(String yaml, String device) {
        Fleet fleet = FleetFiles.read(folder, yaml).fleet().orElseThrow();
        Device wanted = fleet.devices().stream()
                .filter(candidate -> candidate.id().value().equals(device))
                .findFirst()
                .orElseThrow();
        return fleet.origins().of(wanted).stream().collect(Collectors.toMap(ExplainedValue::path, Function.identity()));
    }

    private static LayerValue value(String text, String layer, int line, int column) {
        return new LayerValue(text, layer, Optional.of(new Span("fleet.yaml", line, column)));
    }

    private static LayerValue builtIn(String text) {
        return new LayerValue(text, LayerValue.BUILT_IN, Optional.empty());
    }

    @Test
    void a_value_knows_its_layer_and_all_that_it_overrides() {
        Map<String, ExplainedValue> own = explained(FLEET, "own");

        assertThat(own.get("heartbeat"))
                .isEqualTo(new ExplainedValue(
                        "heartbeat",
                        value("0s", "device own", 16, 20),
                        List.of(value("30m", "site one", 10, 16), value("1h", "defaults", 5, 14), builtIn("15m"))));
        assertThat(own.get("tagGroups.g.groups"))
                .isEqualTo(new ExplainedValue(
                        "tagGroups.g.groups",
                        value("[C]", "device own", 17, 33),
                        List.of(value("[A, B]", "defaults", 7, 17))));
        assertThat(own.get("tagGroups.g.push.full").value()).isEqualTo(value("60s", "site one", 11, 34));
    }

    @Test
    void a_writable_tag_that_a_layer_takes_away_is_told_with_the_limits_that_it_had() {
        String yaml = FLEET.replace("  heartbeat: 1h", "  writable: {Level: {max: 9}, Mode: true}")
                .replace("        heartbeat: 0s", "        writable: {Level: false}");

        Map<String, ExplainedValue> own = explained(yaml, "own");

        assertThat(own.get("writable.Level"))
                .isEqualTo(new ExplainedValue(
                        "writable.Level",
                        value("false", "device own", 16, 27),
                        List.of(value("{max: 9}", "defaults", 5, 21))));
        assertThat(own.get("writable.Level.max").value()).isEqualTo(value("9", "defaults", 5, 27));
        assertThat(own.get("writable.Mode").value()).isEqualTo(value("true", "defaults", 5, 37));
    }

    @Test
    void an_empty_value_overrides_nothing() {
        assertThat(explained(FLEET, "own").get("tagGroups.g.push.onChange"))
                .isEqualTo(new ExplainedValue("tagGroups.g.push.onChange", value("2s", "defaults", 7, 42), List.of()));
    }

    @Test
    void a_device_without_settings_of_its_own_has_those_of_its_site() {
        Map<String, ExplainedValue> plain = explained(FLEET, "plain");

        assertThat(plain.get("heartbeat").value()).isEqualTo(value("30m", "site one", 10, 16));
        assertThat(plain.get("device").value()).isEqualTo(value("plain", "fleet", 13, 7));
        assertThat(plain.get("site").value()).isEqualTo(value("one", "fleet", 9, 3));
        assertThat(plain.get("name").value()).isEqualTo(builtIn("plain"));
    }

    @Test
    void the_order_is_fleet_site_device_settings() {
        Fleet fleet = FleetFiles.read(folder, FLEET).fleet().orElseThrow();

        assertThat(fleet.origins().of(fleet.devices().get(1)))
                .extracting(ExplainedValue::path)
                .containsExactly(
                        "fleet",
                        "hub.host",
                        "hub.tier",
                        "hub.units",
                        "talk2m.account",
                        "talk2m.server",
                        "site",
                        "timeZone",
                        "device",
                        "name",
                        "certificate.custody",
                        "certificate.issuer",
                        "certificate.key",
                        "certificate.renewAt",
                        "certificate.validity",
                        "heartbeat",
                        "tagGroups.g.format",
                        "tagGroups.g.groups",
                        "tagGroups.g.push.full",
                        "tagGroups.g.push.onChange");
    }

    @Test
    void what_is_said_to_be_built_in_is_what_the_readers_do() {
        String yaml = """
                fleet: f
                hub: {host: h.azure-devices.net}
                talk2m: {account: demo}
                sites: {s: {devices: {d: {tagGroups: {g: {groups: [A], push: {full: 1h}}}}}}}
                """;
        Fleet fleet = FleetFiles.read(folder, yaml).fleet().orElseThrow();
        Device device = fleet.devices().get(0);

        Map<String, String> builtIn = explained(yaml, "d").values().stream()
                .filter(value -> value.value().layer().equals(LayerValue.BUILT_IN))
                .collect(Collectors.toMap(
                        ExplainedValue::path, value -> value.value().text()));

        assertThat(builtIn)
                .containsOnlyKeys(
                        "hub.tier",
                        "hub.units",
                        "talk2m.server",
                        "timeZone",
                        "name",
                        "heartbeat",
                        "certificate.custody",
                        "certificate.issuer",
                        "certificate.key",
                        "certificate.renewAt",
                        "certificate.validity",
                        "tagGroups.g.format")
                .containsEntry("hub.tier", fleet.hub().tier().name())
                .containsEntry("hub.units", Integer.toString(fleet.hub().units()))
                .containsEntry("talk2m.server", fleet.talk2m().server())
                .containsEntry("timeZone", fleet.sites().get(0).timeZone().getId())
                .containsEntry("name", device.talk2mName())
                .containsEntry(
                        "tagGroups.g.format", device.tagGroups().get(0).format().word());
        assertThat(Scalars.duration(builtIn.get("heartbeat"))).contains(device.heartbeat());
        assertThat(Scalars.duration(builtIn.get("certificate.validity")))
                .contains(device.certificate().validity());
        assertThat(builtIn)
                .containsEntry("certificate.key", device.certificate().key().word())
                .containsEntry(
                        "certificate.renewAt", device.certificate().renewAt().toString())
                .containsEntry(
                        "certificate.issuer", device.certificate().issuer().word())
                .containsEntry(
                        "certificate.custody", device.certificate().custody().word());
    }

    @Test
    void a_device_of_another_fleet_is_refused() {
        Fleet fleet = FleetFiles.read(folder, FLEET).fleet().orElseThrow();
        Fleet other =
                FleetFiles.read(folder, FLEET.replace("plain", "other")).fleet().orElseThrow();

        assertThatThrownBy(() -> fleet.origins().of(other.devices().get(0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
