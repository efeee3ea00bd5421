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

            sites:
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

    /** The device ids, in the order of their numbers. */
    public List<String> ids(int devices) {
        List<String> ids = new ArrayList<>();
        for (int device = 0; device < devices; device++) {
            ids.add(id(device));
        }
        return ids;
    }

    private record SiteText(String head, List<String> devices) {}

    private List<SiteText> sites(int devices) {
        Random random = new Random(seed);
        int count = Math.max(1, Math.min(MAX_SITES, devices / DEVICES_A_SITE));
        List<SiteText> sites = new ArrayList<>();
        for (int site = 0; site < count; site++) {
            sites.add(new SiteText(siteHead(site, random), new ArrayList<>()));
        }
        for (int device = 0; device < devices; device++) {
            // Every site has a device; the others gather at the first sites.
            int site = device < count ? device : (int) (count * random.nextDouble() * random.nextDouble());
            sites.get(site).devices().add(device(device, random));
        }
        return sites;
    }

    private static String siteHead(int site, Random random) {
        StringBuilder text = new StringBuilder(256);
        text.append("  site-").append(String.format("%03d", site)).append(":\n");
        text.append("    timeZone: ").append(pick(ZONES, random)).append('\n');
        if (random.nextInt(10) == 0) {
            text.append("    heartbeat: ").append(5 + random.nextInt(25)).append("m\n");
        }
        if (random.nextInt(4) == 0) {
            text.append("    tagGroups:\n");
            text.append("      process: {push: {onChange: ").append(2 + random.nextInt(20));
            text.append("s}}\n");
            if (random.nextBoolean()) {
                text.append("      weather:\n        groups: [D]\n        push: {full: 1h}\n");
            }
        }
        return text.append("    devices:\n").toString();
    }

    private static String device(int number, Random random) {
        StringBuilder text = new StringBuilder(200);
        String name = pick(PLANTS, random) + " " + (number + 1);
        String serial =
                String.format("%04d-%04d-%02d", 2000 + number / 10_000, number % 10_000, 21 + random.nextInt(5));
        if (random.nextInt(10) != 0) {
            text.append("      ").append(id(number)).append(": {name: ").append(name);
            return text.append(", serial: ").append(serial).append("}\n").toString();
        }
        text.append("      # differs from its site since the last visit\n");
        text.append("      ").append(id(number)).append(":\n");
        text.append("        name: \"").append(name).append("\"\n");
        text.append("        serial: ").append(serial).append('\n');
        if (random.nextInt(3) == 0) {
            text.append("        heartbeat: 5m\n");
        }
        text.append("        tagGroups:\n          process:\n            groups: [A, B, C, D]\n");
        text.append("            push: {onChange: 2s, full: ").append(20 + random.nextInt(100));
        return text.append("s}\n").toString();
    }

    private static String write(List<SiteText> sites) {
        StringBuilder text = new StringBuilder(HEAD);
        for (SiteText site : sites) {
            text.append(site.head());
            site.devices().forEach(text::append);
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
