package io.github.flexyfleet.fleet.benchmark;

import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.fleet.compile.BuiltInRoots;
import io.github.flexyfleet.fleet.compile.BundleWriter;
import io.github.flexyfleet.fleet.compile.CompiledFleet;
import io.github.flexyfleet.fleet.compile.Compiler;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.compile.WriteReport;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.model.FleetResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a user's build does with a fleet, once, in a JVM of its own: {@code java ... FleetRun MODE FOLDER}. The folder is
 * one of {@link BenchmarkData}. Prints one line a measure, {@code name value}.
 */
public final class FleetRun {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T00:00:00Z"));
    private static final int POOL = 8;

    private FleetRun() {}

    /** How much of the work is done. */
    enum Mode {
        /** Reads and checks the fleet file. */
        VALIDATE,
        /** And compiles, with certificates out of a small pool in memory. */
        COMPILE,
        /**
         * And compiles, with the certificates of the store, and writes the bundles: the goal {@code flexy:compile}, and the
         * keys too, which that leaves out.
         */
        BUILD
    }

    /** Runs. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        switch (Mode.valueOf(arguments[0])) {
            case VALIDATE -> print("devices", read(folder).devices().size());
            case COMPILE ->
                digest(Compiler.compile(read(folder), new Pool(store(folder), POOL)::of, BuiltInRoots.certificates()));
            case BUILD -> {
                CompiledFleet compiled =
                        FleetTargets.of(read(folder), store(folder), List.of()).compiled();
                digest(compiled);
                WriteReport report = BundleWriter.write(compiled, folder.resolve("bundles"));
                print("written", report.written().size());
                print("unchanged", report.unchanged());
            }
        }
        printMemory();
    }

    static Fleet read(Path folder) {
        FleetResult result = new FleetReader(CLOCK).read(folder, Path.of("fleet.yaml"));
        return result.fleet()
                .orElseThrow(() -> new IllegalStateException(result.findings().toString()));
    }

    static CertificateStore store(Path folder) {
        return new CertificateStore(
                folder.resolve("certificates"), new CertificateIssuer(new SecureRandom(), CLOCK), CLOCK);
    }

    /** A few certificates that many devices share. */
    private record Pool(List<DeviceCertificate> certificates) {
        Pool(CertificateStore store, int size) {
            this(new FleetGenerator(BenchmarkData.SEED)
                    .ids(size).stream()
                            .map(id -> store.issueIfNeeded(new DeviceId(id), Duration.ofDays(1)))
                            .toList());
        }

        DeviceCertificate of(DeviceId device) {
            DeviceCertificate shared = certificates.get(Math.floorMod(device.hashCode(), certificates.size()));
            return new DeviceCertificate(device, shared.certificate(), shared.certificatePem(), shared.keyPem());
        }
    }

    private static void digest(CompiledFleet compiled) {
        String all = compiled.bundles().stream()
                .map(bundle -> bundle.device() + " " + bundle.digest() + "\n")
                .collect(Collectors.joining());
        print("devices", compiled.bundles().size());
        print("digest", Digest.of(all.getBytes(StandardCharsets.US_ASCII)).hex());
    }

    private static void printMemory() throws IOException {
        Path status = Path.of("/proc/self/status"); // Linux only
        if (Files.isReadable(status)) {
            Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .forEach(line -> print("residentPeakMegabytes", Long.parseLong(line.replaceAll("\\D", "")) >> 10));
        }
    }

    private static void print(String name, Object value) {
        System.out.println(name + " " + value);
    }
}
