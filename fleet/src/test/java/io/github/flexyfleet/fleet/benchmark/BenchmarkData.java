package io.github.flexyfleet.fleet.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * Prepares what the benchmark measures: {@code java ... BenchmarkData FOLDER DEVICES CERTIFICATES}. The fleet stands in the
 * folder in one file, and in its folder {@code table} with most devices in a CSV file.
 */
public final class BenchmarkData {
    /** Seed of all fleets of the benchmark. */
    public static final long SEED = 20261122;

    private BenchmarkData() {}

    /** Writes {@code fleet.yaml} with so many devices, and a certificate store for the first so many of them. */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        Path folder = Path.of(arguments[0]);
        FleetGenerator generator = new FleetGenerator(SEED);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("fleet.yaml"), generator.yaml(Integer.parseInt(arguments[1])));
        FleetGenerator.Files files = generator.withTable(Integer.parseInt(arguments[1]));
        Path table = Files.createDirectories(folder.resolve("table"));
        Files.writeString(table.resolve("fleet.yaml"), files.yaml());
        Files.writeString(table.resolve("plants.csv"), files.csv());
        new SharedKeyCertificates().fill(folder.resolve("certificates"), generator.ids(Integer.parseInt(arguments[2])));
    }
}
