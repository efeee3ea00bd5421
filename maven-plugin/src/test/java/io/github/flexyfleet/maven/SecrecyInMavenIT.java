package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.RehearsalWorld;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deploys with {@code mvn -X -e} leave no secret in the log, on a command line, in a report or in the state folder. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SecrecyInMavenIT {
    /** Lines of output between two looks at the processes. */
    private static final int LOOK_EVERY = 50;

    private static final String STORE_PASSWORD = "changeit";

    private final Queue<String> output = new ConcurrentLinkedQueue<>();
    private final Queue<String> processes = new ConcurrentLinkedQueue<>();
    private final PlantedSecrets secrets = new PlantedSecrets();

    @TempDir
    Path folder;

    @Test
    void aRehearsedDeployThatSucceeds() throws Exception {
        new RehearsedFleet(folder, 1, "S1").close();
        Path project = folder.resolve("project");
        Path rehearsal = project.resolve("target/flexy/rehearsal");
        PlantedSecrets.plant(rehearsal.resolve("world"));
        new RealMaven(project).writePom();

        assertThat(run(project, Map.of(), "flexy:deploy", "-Dflexy.rehearsal=true"))
                .isZero();

        assertThat(output)
                .anyMatch(line -> line.contains("confirmed"))
                .as("keys of a rehearsal open nothing")
                .noneMatch(line -> line.contains("unencrypted"));
        secrets.addKeys(rehearsal.resolve("certificates"));
        assertNoSecretIn(project, rehearsal.resolve("world"));
    }

    @Test
    void symmetricKeysThatAreMadeRotatedAndRevoked() throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 2, "S1")) {
            fleet.setDefault("auth: sas");
        }
        Path project = folder.resolve("project");
        Path world = project.resolve("target/flexy/rehearsal/world");
        PlantedSecrets.plant(world);
        new RealMaven(project).writePom();
        String rehearsed = "-Dflexy.rehearsal=true";

        assertThat(run(project, Map.of(), "flexy:plan", rehearsed)).isNotEqualTo(1);
        assertThat(run(project, Map.of(), "flexy:deploy", rehearsed)).isZero();
        assertThat(project.resolve("target/flexy/rehearsal/keys"))
                .as("the hub is the only store")
                .isDirectoryNotContaining("glob:**.sas");
        assertThat(run(project, Map.of(), "flexy:identities", rehearsed, "-Dflexy.rotate=pump-1"))
                .isZero();
        assertThat(run(project, Map.of(), "flexy:revoke", rehearsed, "-Dflexy.device=pump-2"))
                .isZero();
        assertThat(run(project, Map.of(), "flexy:plan", rehearsed)).isNotEqualTo(1);
        assertThat(run(project, Map.of(), "flexy:deploy", rehearsed)).isZero();
        assertThat(run(project, Map.of(), "flexy:history", rehearsed)).isZero();

        assertThat(output).anyMatch(line -> line.contains("revoked: pump-2"));
        int planted = secrets.count();
        secrets.addHubKeys(world);
        assertThat(secrets.count() - planted)
                .as("two keys for each device, one more by rotation, two by revocation")
                .isGreaterThanOrEqualTo(7);
        assertNoSecretThere(project, world);
    }

    @Test
    void deploysThatFailWithCredentialsOfTheEnvironment() throws Exception {
        PlantedSecrets.plant(folder.resolve("rehearsal/world"));
        Path project = folder.resolve("project");
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            new RealMaven(project).writePom();
            RehearsalWorld world = fleet.surroundings().world();

            // One letter is wrong: whoever shows what was sent shows nearly all of the secret.
            assertThat(run(project, environment(world, "", "x"), "flexy:deploy"))
                    .isNotZero();
            assertThat(output)
                    .anyMatch(line -> line.contains("FLX3004"))
                    .anyMatch(
                            line -> line.contains("the private key of 1 device lies unencrypted in .flexy, mode 0600"));
            assertThat(run(project, environment(world, "x", ""), "flexy:deploy"))
                    .isNotZero();
            assertThat(output).anyMatch(line -> line.contains("FLX3016"));
        }
        assertThat(output).as("a stack trace was shown").anyMatch(line -> line.startsWith("Caused by: "));
        secrets.addKeys(project.resolve(".flexy/certificates"));
        assertNoSecretIn(project, project.resolve("none"));
        assertThat(project.resolve("target/flexy/report.json")).exists();
        assertThat(project.resolve(".flexy/calls")).isNotEmptyDirectory();
    }

    private void assertNoSecretIn(Path project, Path world) throws IOException {
        assertThat(secrets.count()).as("private keys too").isGreaterThan(20);
        assertNoSecretThere(project, world);
    }

    private void assertNoSecretThere(Path project, Path world) throws IOException {
        assertThat(output).as("it was a debug log").anyMatch(line -> line.startsWith("[DEBUG] "));
        assertThat(processes).as("Maven's process was seen").anyMatch(line -> line.contains("flexy:deploy"));
        secrets.assertNoneIn("the log", String.join("\n", output));
        secrets.assertNoneIn("command lines", String.join("\n", processes));
        assertThat(secrets.assertNoneInFilesBelow(
                        project,
                        file -> file.startsWith(world) || file.toString().endsWith(".key")))
                .as("key files were searched")
                .isPositive();
    }

    private int run(Path project, Map<String, String> environment, String... arguments) throws Exception {
        InvocationRequest request = new RealMaven(project).request(arguments);
        request.setBatchMode(true);
        request.setDebug(true);
        request.setShowErrors(true);
        environment.forEach(request::addShellEnvironment);
        AtomicInteger lines = new AtomicInteger();
        request.setOutputHandler(line -> {
            output.add(line);
            if (lines.getAndIncrement() % LOOK_EVERY == 0) {
                ProcessHandle.current()
                        .descendants()
                        .flatMap(process -> process.info().commandLine().stream())
                        .forEach(processes::add);
            }
        });
        InvocationResult result = RealMaven.invoker().execute(request);
        assertThat(result.getExecutionException()).isNull();
        return result.getExitCode();
    }

    /** The way to the world as to the real one, from behind a proxy. */
    private Map<String, String> environment(RehearsalWorld world, String afterTalk2m, String afterDevice)
            throws IOException, GeneralSecurityException {
        InetSocketAddress proxy = world.proxy();
        List<String> options = List.of(
                "-Dhttps.proxyHost=" + proxy.getAddress().getHostAddress(),
                "-Dhttps.proxyPort=" + proxy.getPort(),
                "-Djavax.net.ssl.trustStore=" + trustStore(world),
                "-Djavax.net.ssl.trustStorePassword=" + STORE_PASSWORD);
        return Map.of(
                "MAVEN_OPTS", String.join(" ", options),
                "FLEXY_TALK2M_USER", world.talk2m().user(),
                "FLEXY_TALK2M_PASSWORD", PlantedSecrets.TALK2M + afterTalk2m,
                "FLEXY_TALK2M_DEVELOPER_ID", PlantedSecrets.DEVELOPER,
                "FLEXY_DEVICE_USER", world.device().user(),
                "FLEXY_DEVICE_PASSWORD", PlantedSecrets.DEVICE + afterDevice,
                "FLEXY_HUB_CONNECTION_STRING", world.hubConnectionString());
    }

    private Path trustStore(RehearsalWorld world) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("world", world.rootCertificate());
        Path file = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, STORE_PASSWORD.toCharArray());
        }
        return file;
    }
}
