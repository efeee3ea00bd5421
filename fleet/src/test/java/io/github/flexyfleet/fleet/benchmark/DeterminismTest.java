package io.github.flexyfleet.fleet.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One fleet in different surroundings: always the same digests. The other surroundings are JVMs of their own, because
 * the working folder and the default character set of a JVM cannot be changed. {@code -Dflexy.otherJdk=FOLDER} (or the
 * environment's {@code FLEXY_OTHER_JDK}) names a second JDK.
 */
class DeterminismTest {
    private static final int DEVICES = 400;
    private static final FleetGenerator GENERATOR = new FleetGenerator(7);

    @TempDir
    private static Path folder;

    private static String expected;

    @BeforeAll
    static void buildHere() throws Exception {
        Files.writeString(folder.resolve("fleet.yaml"), GENERATOR.yaml(DEVICES));
        new SharedKeyCertificates().fill(folder.resolve("certificates"), GENERATOR.ids(DEVICES));
        expected = digests(folder);
        assertThat(expected.lines().distinct()).hasSize(DEVICES);
    }

    private static String digests(Path project) throws IOException {
        return digests(project, FleetRun.store(project));
    }

    private static String digests(Path project, CertificateStore store) throws IOException {
        return FleetTargets.of(FleetRun.read(project), store, List.of()).compiled().bundles().stream()
                .map(bundle -> bundle.device() + " " + bundle.digest() + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void another_locale_time_zone_character_set_and_working_folder_give_the_same_digests() throws Exception {
        assertThat(elsewhere(Path.of(System.getProperty("java.home")), folder)).isEqualTo(expected);
    }

    /** Folders copied in reverse list their files in another order on many file systems. */
    @Test
    void another_order_in_the_file_and_on_the_disk_gives_the_same_digests(@TempDir Path other) throws Exception {
        Files.writeString(other.resolve("fleet.yaml"), GENERATOR.shuffled(DEVICES, 1));
        assertThat(other.resolve("fleet.yaml")).content().isNotEqualTo(Files.readString(folder.resolve("fleet.yaml")));
        List<String> ids = new ArrayList<>(GENERATOR.ids(DEVICES));
        ids.sort((one, another) -> another.compareTo(one));
        for (String id : ids) {
            Path to = Files.createDirectories(other.resolve("certificates").resolve(id));
            try (var files = Files.list(folder.resolve("certificates").resolve(id))) {
                for (Path file : files.sorted().toList()) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        }

        assertThat(digests(other)).isEqualTo(expected);
    }

    @Test
    void devices_from_a_table_give_the_same_digests_as_devices_in_the_file() throws Exception {
        FleetGenerator.Files files = GENERATOR.withTable(DEVICES);
        Path other = Files.createDirectory(folder.resolve("table"));
        Files.writeString(other.resolve("fleet.yaml"), files.yaml());
        Files.writeString(other.resolve("plants.csv"), files.csv());
        assertThat(files.csv().lines()).hasSizeGreaterThan(DEVICES / 2);
        CertificateStore store = FleetRun.store(folder);

        assertThat(digests(other, store)).isEqualTo(expected);
    }

    @Test
    void another_jdk_gives_the_same_digests() throws Exception {
        String home = System.getProperty("flexy.otherJdk", System.getenv("FLEXY_OTHER_JDK"));
        assumeTrue(home != null, "no second JDK: name one by -Dflexy.otherJdk=FOLDER");

        assertThat(elsewhere(Path.of(home), folder)).isEqualTo(expected);
    }

    private static String elsewhere(Path jdk, Path project) throws Exception {
        String java = jdk.resolve("bin").resolve("java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                java,
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Duser.timezone=Pacific/Kiritimati",
                "-Dfile.encoding=ISO-8859-1",
                "-Dline.separator=\r\n",
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=7",
                "-cp",
                classPath(),
                DigestsMain.class.getName(),
                project.toString());
        Path output = Files.createTempFile(folder, "digests", ".txt");
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        builder.directory(Files.createTempDirectory(folder, "elsewhere").toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        int exit = builder.start().waitFor();
        assertThat(exit).as("%s", Files.readString(errors)).isZero();
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }

    /** With absolute paths: the other JVM runs in another folder. */
    private static String classPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return List.of(path.split(File.pathSeparator)).stream()
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What runs in the other JVM. */
    static final class DigestsMain {
        private DigestsMain() {}

        /** Prints the digests of a project. */
        public static void main(String[] arguments) throws IOException {
            if (!Locale.getDefault().getLanguage().equals("tr")) {
                throw new IllegalStateException("these surroundings are not other ones");
            }
            System.out.print(digests(Path.of(arguments[0])));
        }
    }
}
