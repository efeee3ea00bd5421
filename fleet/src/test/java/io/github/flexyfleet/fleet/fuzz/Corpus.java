package io.github.flexyfleet.fleet.fuzz;

import io.github.flexyfleet.fleet.benchmark.FleetGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The fleets that fuzzing starts from: all examples, the fleet files among the test resources, and a few of its own. */
final class Corpus {
    private static final Path EXAMPLES = Path.of("../examples");
    private static final int EXAMPLE_WEIGHT = 20;
    private static final Path RESOURCES = Path.of("src/test/resources");

    private Corpus() {}

    /**
     * A fleet.
     *
     * @param main the fleet file's name
     * @param files content by path relative to the fleet's folder, with {@code /}
     */
    record Project(String main, TreeMap<String, byte[]> files) {
        /** The files whose content a user writes. */
        List<String> mutable() {
            return files.keySet().stream().filter(Corpus::isWritten).toList();
        }

        /** Writes all files to a folder. */
        void copyTo(Path folder) throws IOException {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path place = folder.resolve(file.getKey());
                Files.createDirectories(place.getParent());
                Files.write(place, file.getValue());
            }
        }
    }

    /** All fleets, in an order that is the same on every machine. */
    static List<Project> load() throws IOException {
        List<Project> projects = new ArrayList<>();
        for (Path main : find(EXAMPLES, file -> file.endsWith("fleet.yaml"))) {
            // Several times: they use the whole language, while most of the others show one mistake.
            projects.addAll(Collections.nCopies(EXAMPLE_WEIGHT, folder(main)));
        }
        for (Path file : find(RESOURCES, Corpus::isYaml)) {
            projects.add(single(Files.readAllBytes(file))); // some are not UTF-8 on purpose
        }
        projects.add(single(new FleetGenerator(1).yaml(12).getBytes(StandardCharsets.UTF_8)));
        projects.add(single(YAML_FEATURES.getBytes(StandardCharsets.UTF_8)));
        return projects;
    }

    private static Project folder(Path main) throws IOException {
        TreeMap<String, byte[]> files = new TreeMap<>();
        Path folder = main.getParent();
        for (Path file : find(
                folder, file -> isWritten(file.toString()) || file.toString().endsWith(".pem"))) {
            files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
        return new Project(main.getFileName().toString(), files);
    }

    private static Project single(byte[] yaml) {
        return new Project("fleet.yaml", new TreeMap<>(Map.of("fleet.yaml", yaml)));
    }

    private static List<Path> find(Path folder, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> Stream.of("target", ".flexy").noneMatch(part -> contains(file, part)))
                    .filter(wanted)
                    .sorted()
                    .toList();
        }
    }

    private static boolean contains(Path file, String part) {
        for (Path name : file) {
            if (name.toString().equals(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWritten(String file) {
        return isYaml(Path.of(file)) || file.endsWith(".csv");
    }

    private static boolean isYaml(Path file) {
        return file.toString().endsWith(".yaml") || file.toString().endsWith(".yml");
    }

    /** What the examples do without: anchors, every style of scalar, long and odd text. */
    private static final String YAML_FEATURES = """
            %YAML 1.2
            ---
            fleet: &name "odd\\u00e9\\n"
            hub: {host: h.azure-devices.net, tier: B1, units: 200}
            talk2m: {account: 'it''s', server: >-
              m2web.talk2m.com}
            roots: [no.pem, '', "a\\u0000b", 5, ../fleet.yaml]
            defaults: &d
              heartbeat: 0s
              tagGroups: &groups
                "a": {groups: [A, B], push: &p {onChange: 2s}}
                ? b
                : groups:
                  - C
                  - D
                  push: *p
            sites:
              s1: &site
                timeZone: Europe/Bruxelles
                devices: {Device-I: {}, device-2: {heartbeat: 30s, tagGroups: *groups}, 'é': ~, ..: }
              s2:
                timeZone: |
                  UTC
                devices: {z: {serial: 0123-4567-89, name: "𝄞 \\x07"}, Z: , no: , 1e3: , <<: *d}
            """;
}
