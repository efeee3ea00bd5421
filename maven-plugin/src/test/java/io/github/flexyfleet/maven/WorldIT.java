package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.apache.maven.shared.invoker.MavenInvocationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The goal {@code flexy:world} as a user meets it. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class WorldIT {
    @TempDir
    Path project;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final PipedOutputStream keyboard = new PipedOutputStream();

    @BeforeEach
    void writePom() throws IOException {
        RealMaven.writePom(project);
    }

    private CompletableFuture<InvocationResult> start(String... arguments) throws IOException {
        InvocationRequest request = new RealMaven(project).request(arguments);
        request.setInputStream(new PipedInputStream(keyboard));
        request.setOutputHandler(lines::add);
        return CompletableFuture.supplyAsync(() -> {
            try {
                return RealMaven.invoker().execute(request);
            } catch (MavenInvocationException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private List<String> until(String end) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        String line = "";
        while (!line.contains(end)) {
            line = lines.poll(3, TimeUnit.MINUTES);
            assertThat(line).as("what came before: %s", seen).isNotNull();
            seen.add(line);
        }
        return seen;
    }

    private void enter() throws IOException {
        keyboard.write('\n');
        keyboard.flush();
    }

    @Test
    void whatItPrintsForCurlWorksAndEnterEndsIt() throws Exception {
        CompletableFuture<InvocationResult> maven = start("flexy:world");
        List<String> guide = until("press Enter to end it");

        List<String> examples = guide.stream()
                .filter(line -> line.contains("  curl "))
                .map(line -> line.substring(line.indexOf("curl ")))
                .toList();
        assertThat(examples).hasSize(2);
        assertThat(run(examples.get(0))).contains("\"name\":\"Pump station 1\"", "\"status\":\"online\"");
        assertThat(run(examples.get(1))).contains("SerNum:2005-0001-25");
        assertThat(guide).anyMatch(line -> line.contains("HostName=rehearsal.azure-devices.net;"));

        enter();
        assertThat(maven.get().getExitCode()).isZero();
    }

    @Test
    void itHoldsTheFleetAndItsFaultsAreNamed() throws Exception {
        Files.writeString(project.resolve("fleet.yaml"), """
                fleet: mine
                hub: {host: eWONPROJECT.azure-devices.net}
                talk2m: {account: demo}
                defaults:
                  tagGroups:
                    all: {groups: [A], push: {full: 20s}}
                sites:
                  north:
                    timeZone: Europe/Brussels
                    devices:
                      pump-1: {name: Pump 1}
                """);
        CompletableFuture<InvocationResult> maven = start("flexy:world", "-Dflexy.faults=cellular");
        List<String> guide = until("press Enter to end it");

        assertThat(guide)
                .anyMatch(line -> line.matches(".*Flexys +Pump 1"))
                .anyMatch(line -> line.matches(".*faults +cellular"))
                .anyMatch(line -> line.matches(".*hub +eWONPROJECT.azure-devices.net .*"));
        enter();
        assertThat(maven.get().getExitCode()).isZero();
    }

    @Test
    void aSignalEndsItAndLeavesAWorldThatGoesOn() throws Exception {
        Path world = project.resolve("target/flexy/world");
        Process maven = new RealMaven(project).process("flexy:world");
        Thread reader = new Thread(
                () -> maven.inputReader(StandardCharsets.UTF_8).lines().forEach(lines::add));
        reader.start();
        until("press Enter to end it");
        String root = Files.readString(world.resolve("world/ca/root.pem"));

        maven.toHandle().destroy(); // SIGTERM; unlike the process, it leaves the output open

        assertThat(maven.waitFor(1, TimeUnit.MINUTES)).as("it ends by itself").isTrue();
        assertThat(maven.exitValue()).as("128 + SIGTERM").isEqualTo(143);
        reader.join();
        assertThat(lines).as("no error is told").noneMatch(line -> line.contains("ERROR"));

        CompletableFuture<InvocationResult> next = start("flexy:world");
        List<String> guide = until("press Enter to end it");
        assertThat(Files.readString(world.resolve("world/ca/root.pem")))
                .as("the same world")
                .isEqualTo(root);
        String example = guide.stream()
                .filter(line -> line.contains("  curl "))
                .findFirst()
                .orElseThrow();
        assertThat(run(example.substring(example.indexOf("curl ")))).contains("\"status\":\"online\"");
        enter();
        assertThat(next.get().getExitCode()).isZero();
    }

    @Test
    void unknownFaultsAreRefusedWithThoseThatThereAre() throws Exception {
        CompletableFuture<InvocationResult> maven = start("flexy:world", "-Dflexy.faults=nice");

        assertThat(maven.get().getExitCode()).isNotZero();
        assertThat(lines).anyMatch(line -> line.contains("Give calm, fibre, cellular or storm"));
    }

    private static String run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command.replaceFirst("^curl ", "curl -sS "))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
