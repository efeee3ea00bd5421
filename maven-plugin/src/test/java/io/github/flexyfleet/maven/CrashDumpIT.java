package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.rollout.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process that crashes in a deploy: neither its crash file nor its dump of all threads, nor what it left in the folder for
 * temporary files, holds a secret. A dump of the heap would, as that of any program does; none is written unless somebody
 * asks the JVM for it (docs/security.md).
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class CrashDumpIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"IDENTITY", "UPLOAD", "EVIDENCE"})
    void aCrashLeavesNoSecretBehind(Stage when) throws Exception {
        Path fleet = Files.createDirectory(folder.resolve("fleet"));
        PlantedSecrets.plant(fleet.resolve("rehearsal/world"));
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path crash = folder.resolve("crash.log");
        Process process = start(fleet, temporary, crash);
        List<String> told = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told.add(line);
                if (line.equals("step " + when)) {
                    signal("QUIT", process); // a dump of all threads goes to the output
                    signal("SEGV", process);
                }
            }
            assertThat(process.waitFor()).as("%s", told).isNotZero();
        } finally {
            process.destroyForcibly();
        }

        assertThat(told).contains("step " + when).noneMatch(line -> line.startsWith("step END"));
        assertThat(Files.readString(crash, StandardCharsets.ISO_8859_1))
                .as("a whole crash file")
                .contains("SIGSEGV", "VM Arguments", "Environment Variables");
        PlantedSecrets secrets = new PlantedSecrets();
        int planted = secrets.count();
        assertThat(secrets.addKeystores(fleet, PlantedSecrets.KEYSTORE, PlantedSecrets.AUTHORITY))
                .as("keys of the device, of the authority and of its root")
                .isEqualTo(3);
        assertThat(secrets.count()).as("private keys too").isGreaterThan(planted + 10);
        secrets.assertNoneIn("the output", String.join("\n", told));
        secrets.assertNoneIn("the crash file", Files.readString(crash, StandardCharsets.ISO_8859_1));
        secrets.assertNoneInFilesBelow(temporary, file -> false);
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .as("no dump of the heap, no core")
                    .noneMatch(name -> name.endsWith(".hprof") || name.startsWith("core"));
        }
    }

    private Process start(Path fleet, Path temporary, Path crash) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:ErrorFile=" + crash,
                "-XX:-CreateCoredumpOnCrash",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                CrashChild.class.getName(),
                fleet.toString());
        // As a user's deploy gets them: a crash file lists some of the environment.
        builder.environment().put("FLEXY_TALK2M_PASSWORD", PlantedSecrets.TALK2M);
        builder.environment().put("FLEXY_TALK2M_DEVELOPER_ID", PlantedSecrets.DEVELOPER);
        builder.environment().put("FLEXY_DEVICE_PASSWORD", PlantedSecrets.DEVICE);
        builder.environment()
                .put(
                        "FLEXY_HUB_CONNECTION_STRING",
                        "HostName=x;SharedAccessKeyName=y;SharedAccessKey=" + PlantedSecrets.HUB_KEY);
        builder.environment().putAll(PlantedSecrets.environment("http://127.0.0.1:9"));
        return builder.redirectErrorStream(true).start();
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }
}
