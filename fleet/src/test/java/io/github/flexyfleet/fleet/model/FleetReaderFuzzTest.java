package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetReaderFuzzTest {
    private static final int RUNS = 1500;

    @TempDir
    private Path folder;

    /** Lines lost, doubled and moved, characters changed: always a fleet or a finding, never an exception. */
    @Test
    void a_damaged_fleet_file_gives_a_fleet_or_findings() throws IOException {
        String original = FleetFiles.resource("quickstart.yaml") + "roots: [no.pem, '', \"a\\u0000b\", 5]\n";
        Random random = new Random(20261122);
        FleetReader reader = new FleetReader(() -> FleetFiles.NOW);
        Path file = folder.resolve("fleet.yaml");
        for (int run = 0; run < RUNS; run++) {
            String damaged = damage(original, random);
            Files.writeString(file, damaged);

            FleetResult result = reader.read(folder, file);

            assertThat(result.fleet().isPresent() || !result.findings().isEmpty())
                    .as("%s", damaged)
                    .isTrue();
        }
    }

    /** The same for a fleet of several files: one of them is damaged in each run. */
    @Test
    void a_damaged_file_of_several_gives_a_fleet_or_findings() throws IOException {
        Path example = Path.of("..", "examples", "three-sites");
        List<String> names =
                List.of("fleet.yaml", "profiles.yaml", "sites/brussels.yaml", "sites/porto.yaml", "plants.csv");
        List<String> originals = new ArrayList<>();
        for (String name : names) {
            originals.add(Files.readString(example.resolve(name)));
            FleetFiles.write(folder, name, originals.get(originals.size() - 1));
        }
        Random random = new Random(20261123);
        FleetReader reader = new FleetReader(() -> FleetFiles.NOW);
        for (int run = 0; run < RUNS; run++) {
            int one = random.nextInt(names.size());
            String damaged = damage(originals.get(one), random);
            FleetFiles.write(folder, names.get(one), damaged);

            FleetResult result = reader.read(folder, Path.of("fleet.yaml"));

            assertThat(result.fleet().isPresent() || !result.findings().isEmpty())
                    .as("%s", damaged)
                    .isTrue();
            FleetFiles.write(folder, names.get(one), originals.get(one));
        }
    }

    private static String damage(String text, Random random) {
        List<String> pieces = List.of(
                "", "no", "12", "{", "}", "[", "]", ":", ": ", "\n", "  ", "&a ", "*a", "..", "\"", "é", "${", "}", ";",
                ",", "!*", "append");
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(damaged.length());
            int end = Math.min(damaged.length(), at + random.nextInt(6));
            damaged.replace(at, end, pieces.get(random.nextInt(pieces.size())));
        }
        return damaged.toString();
    }
}
