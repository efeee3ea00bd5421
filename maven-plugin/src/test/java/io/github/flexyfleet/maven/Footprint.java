package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Measures what a rehearsal world with many gateways needs, all of which run the real runtime and send their tags:
 * {@code Footprint COUNT FOLDER}. See docs/performance.md.
 */
final class Footprint {
    private Footprint() {}

    /** Measures and prints. */
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        Path folder = Path.of(arguments[1]).toAbsolutePath().normalize();
        PrintStream out = System.out;
        Fleet fleet = fleet(folder, count);
        Instant start = Instant.now();
        try (RehearsalSurroundings world =
                RehearsalSurroundings.open(fleet, BundledRuntime.load(), folder.resolve("rehearsal"))) {
            print(out, "empty gateways", start);
            start = Instant.now();
            FleetTargets targets = StateFolder.targets(fleet, world);
            print(out, "certificates and bundles", start);
            start = Instant.now();
            FleetEngine engine =
                    new FleetEngine(world.connections(), world.release(), world.settings(64), Pace.system());
            RolloutResult result = engine.deploy(fleet.name(), targets.targets(), event -> {});
            print(out, result.count(Outcome.CONFIRMED) + " deployed, concurrency 64", start);
            result.devices().stream()
                    .filter(device -> device.outcome() != Outcome.CONFIRMED)
                    .forEach(device -> out.println("  " + device.target().device() + ": " + device.outcome() + ", "
                            + device.problem().map(Object::toString).orElse("")));
            long before = world.world().events().last();
            start = Instant.now();
            while (Duration.between(start, Instant.now()).toSeconds() < 60) {
                world.world().events().await(Long.MAX_VALUE - 1, Duration.ofSeconds(5));
            }
            print(out, (world.world().events().last() - before) + " messages", start);
        }
        start = Instant.now();
        try (RehearsalSurroundings world =
                RehearsalSurroundings.open(fleet, BundledRuntime.load(), folder.resolve("rehearsal"))) {
            long answering =
                    world.world().events().await(0, Duration.ofMinutes(1)).size();
            print(out, "opened again, first message (" + answering + ")", start);
        }
    }

    private static void print(PrintStream out, String what, Instant start) {
        System.gc();
        double megabyte = 1024 * 1024;
        double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / megabyte;
        double metaspace = ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getName().equals("Metaspace"))
                        .map(MemoryPoolMXBean::getUsage)
                        .mapToLong(usage -> usage.getCommitted())
                        .sum()
                / megabyte;
        out.printf(
                "%s: %.1f s, heap %.0f MB, metaspace %.0f MB, %d threads%n",
                what,
                Duration.between(start, Instant.now()).toMillis() / 1000.0,
                heap,
                metaspace,
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static Fleet fleet(Path folder, int count) throws Exception {
        StringBuilder text = new StringBuilder("""
                fleet: many
                hub: {host: eWONPROJECT.azure-devices.net, tier: S3}
                talk2m: {account: demo}
                defaults:
                  tagGroups:
                    all: {groups: [A, B, C, D], push: {onChange: 10s, full: 60s}}
                sites:
                  brussels:
                    timeZone: Europe/Brussels
                    devices:
                """);
        for (int i = 1; i <= count; i++) {
            text.append(String.format("      pump-%d: {name: Pump station %d, serial: 2005-%04d-25}%n", i, i, i));
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("fleet.yaml"), text);
        return new FleetReader(InstantSource.system())
                .read(folder, Path.of("fleet.yaml"))
                .fleet()
                .orElseThrow();
    }
}
