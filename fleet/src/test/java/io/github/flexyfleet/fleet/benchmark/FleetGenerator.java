package io.github.flexyfleet.fleet.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes fleet files like those of real plants: sites of uneven size, common settings in the defaults, and now and then a
 * site or a device that differs. The same seed and number of devices give the same fleet on every machine.
 */
public final class FleetGenerator {
    /** Most sites that a fleet has. */
    public static final int MAX_SITES = 200;

    private static final int DEVICES_A_SITE = 5;
    private static final List<String> ZONES =
            List.of("Europe/Brussels", "Europe/Lisbon", "America/Chicago", "Asia/Singapore", "Australia/Adelaide");
    private static final List<String> PLANTS =
            List.of("Pump station", "Reservoir", "Filter plant", "Booster", "Intake", "Boiler house", "Cold store");
    private static final String HEAD = """
            fleet: benchmark
            hub:
              host: benchmark-hub.azure-devices.net
              tier: S3
              units: 10
            talk2m:
              account: benchmark

            # What every device does unless its site or itself says otherwise.
            defaults:
              heartbeat: 15m
              certificate: {validity: 3650d}
              tagGroups:
                process:
                  groups: [A, B]
                  push: {onChange: 5s, full: 10m}
                alarms:
                  groups: [C]
                  push: {onChange: 1s, full: 1h}
                energy:
                  groups: [D]
                  push: {full: 15m}

            profiles:
              cellular:
                heartbeat: 1h
                tagGroups:
                  process: {push: {onChange: 1m, full: 1h}}
              audited:
                certificate: {validity: 730d}
                tagGroups:
                  alarms: {groups: {append: [D]}}

            """;
    private static final String TABLE = """
            devicesFrom:
              file: plants.csv
              columns: {id: DeviceId, name: Talk2M, serial: Serial, site: Plant}

            """;

    private final long seed;

    /** Takes the seed. */
    public FleetGenerator(long seed) {
        this.seed = seed;
    }

    /** A fleet file with devices and sites in the order of their numbers. */
    public String yaml(int devices) {
        return write(sites(devices));
    }

    /**
     * The same fleet, with sites and the devices of a site in another order.
     *
     * @param order seed of the order
     */
    public String shuffled(int devices, long order) {
        Random random = new Random(order);
        List<SiteText> sites = sites(devices);
        Collections.shuffle(sites, random);
        sites.forEach(site -> Collections.shuffle(site.devices(), random));
        return write(sites);
    }

    /** The same fleet, with the devices that have no settings of their own in {@code plants.csv}. */
    public Files withTable(int devices) {
        List<SiteText> sites = sites(devices);
        StringBuilder csv = new StringBuilder("Plant;DeviceId;Talk2M;Serial;Remark\n");
        for (SiteText site : sites) {
            for (DeviceText device : site.devices()) {
                if (device.settings().isEmpty()) {
                    csv.append(site.name()).append(';').append(device.id()).append(';');
                    csv.append(device.name())
                            .append(';')
                            .append(device.serial())
                            .append(";\n");
                }
            }
            site.devices().removeIf(device -> device.settings().isEmpty());
        }
        return new Files(write(sites).replaceFirst("profiles:", TABLE + "profiles:"), csv.toString());
    }

    /**
     * A fleet in two files.
     *
     * @param yaml of {@code fleet.yaml}
     * @param csv of {@code plants.csv}
     */
    public record Files(String yaml, String csv) {}

    /** The device ids, in the order of their numbers. */
    public List<String> ids(int devices) {
        List<String> ids = new ArrayList<>();
        for (int device = 0; device < devices; device++) {
            ids.add(id(device));
        }
        return ids;
    }

    private record SiteText(String name, String settings, List<DeviceText> devices) {}

    private record DeviceText(String id, String name, String serial, String settings) {
        String yaml() {
            return settings.isEmpty()
                    ? "      " + id + ": {name: " + name + ", serial: " + serial + "}\n"
                    : "      # differs from its site since the last visit\n      " + id + ":\n        name: \"" + name
                            + "\"\n        serial: " + serial + "\n" + settings;
        }
    }

    private List<SiteText> sites(int devices) {
        Random random = new Random(seed);
        int count = Math.max(1, Math.min(MAX_SITES, devices / DEVICES_A_SITE));
        List<SiteText> sites = new ArrayList<>();
        for (int site = 0; site < count; site++) {
            sites.add(new SiteText(String.format("site-%03d", site), siteSettings(random), new ArrayList<>()));
        }
        for (int device = 0; device < devices; device++) {
            // Every site has a device; the others gather at the first sites.
            int site = device < count ? device : (int) (count * random.nextDouble() * random.nextDouble());
            sites.get(site).devices().add(device(device, random));
        }
        return sites;
    }

    private static String siteSettings(Random random) {
        StringBuilder text = new StringBuilder(256);
        text.append("    timeZone: ").append(pick(ZONES, random)).append('\n');
        if (random.nextInt(6) == 0) {
            text.append("    profiles: [cellular]\n");
        }
        if (random.nextInt(10) == 0) {
            text.append("    heartbeat: ").append(5 + random.nextInt(25)).append("m\n");
        }
        if (random.nextInt(4) == 0) {
            text.append("    tagGroups:\n      process: {push: {onChange: ");
            text.append(2 + random.nextInt(20)).append("s}}\n");
            if (random.nextBoolean()) {
                text.append("      weather:\n        groups: [D]\n        push: {full: 1h}\n");
            }
        }
        return text.toString();
    }

    private static DeviceText device(int number, Random random) {
        String name = pick(PLANTS, random) + " " + (number + 1);
        String serial =
                String.format("%04d-%04d-%02d", 2000 + number / 10_000, number % 10_000, 21 + random.nextInt(5));
        return new DeviceText(id(number), name, serial, random.nextInt(10) == 0 ? deviceSettings(random) : "");
    }

    private static String deviceSettings(Random random) {
        StringBuilder text = new StringBuilder(200);
        if (random.nextInt(3) == 0) {
            text.append("        profiles: [audited]\n");
        }
        if (random.nextInt(3) == 0) {
            text.append("        heartbeat: 5m\n");
        }
        text.append("        tagGroups:\n          process:\n            groups: [A, B, C, D]\n");
        text.append("            push: {onChange: 2s, full: ").append(20 + random.nextInt(100));
        return text.append("s}\n").toString();
    }

    private static String write(List<SiteText> sites) {
        StringBuilder text = new StringBuilder(HEAD).append("sites:\n");
        for (SiteText site : sites) {
            text.append("  ").append(site.name()).append(":\n").append(site.settings());
            if (!site.devices().isEmpty()) {
                text.append("    devices:\n");
                site.devices().forEach(device -> text.append(device.yaml()));
            }
        }
        return text.toString();
    }

    private static String id(int number) {
        return String.format("Flexy205-%05d", number + 1);
    }

    private static String pick(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
