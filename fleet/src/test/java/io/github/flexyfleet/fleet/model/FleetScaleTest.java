package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand devices, and the same fleet whatever the machine says of its language. */
class FleetScaleTest {
    private static final int DEVICES = 10_000;
    private static final int SITES = 200;

    @TempDir
    private Path folder;

    private static String fleet() {
        StringBuilder yaml = new StringBuilder("""
                fleet: large
                hub: {host: h.azure-devices.net, tier: S2}
                talk2m: {account: demo}
                devicesFrom: plants.csv
                defaults: {tagGroups: {p: {groups: [A], push: {full: 5m}, properties: {plant: "${site.name}"}}}}
                profiles: {p0: {heartbeat: 1h}, p1: {tagGroups: {p: {groups: {append: [C]}}}}}
                sites:
                """);
        for (int i = 0; i < SITES; i++) {
            yaml.append("  s%d: {timeZone: Europe/Brussels, profiles: [p%d]}\n".formatted(i, i % 2));
        }
        return yaml.toString();
    }

    private static String table() {
        StringBuilder csv = new StringBuilder("id;name;serial;site;profiles\n");
        for (int i = 0; i < DEVICES; i++) {
            csv.append("dev-%d;Pump İ %d;%04d-%04d-25;s%d;%s\n"
                    .formatted(i, i, i / 10_000, i % 10_000, i % SITES, i % 7 == 0 ? "p1 p0" : ""));
        }
        return csv.toString();
    }

    @Test
    void ten_thousand_devices_from_a_table_are_the_same_under_any_locale() {
        Locale before = Locale.getDefault();
        FleetFiles.write(folder, "plants.csv", table());
        Fleet plain = FleetFiles.fleet(folder, fleet());
        Fleet turkish;
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            turkish = FleetFiles.fleet(folder, fleet());
        } finally {
            Locale.setDefault(before);
        }

        assertThat(plain.devices()).hasSize(DEVICES);
        // Not one assertion on the whole: what it would print has megabytes.
        assertThat(turkish.sites().equals(plain.sites())).isTrue();
        assertThat(plain.devices().stream()
                        .collect(Collectors.groupingBy(
                                device -> device.heartbeat().toMinutes(), Collectors.counting())))
                .containsEntry(60L, 5_714L)
                .containsEntry(15L, 4_286L);
    }
}
