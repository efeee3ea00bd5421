package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.flexyfleet.simulator.RehearsalWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deploys with {@code mvn -X -e} leave no secret in the log, on a command line, in a report or in the state folder. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SecrecyInMavenIT {
    /** Lines of output between two looks at the processes. */
    private static final int LOOK_EVERY = 50;

    private final Queue<String> output = new ConcurrentLinkedQueue<>();
    private final Queue<String> processes = new ConcurrentLinkedQueue<>();
    private final PlantedSecrets secrets = new PlantedSecrets();

    /** What a webhook and a collector were shown, and what they answer. */
    private final Queue<String> shown = new ConcurrentLinkedQueue<>();

    private volatile int answer = 200;

    @TempDir
    Path folder;

    @Test
    void aRehearsedDeployThatSucceeds() throws Exception {
        new RehearsedFleet(folder, 1, "S1").close();
        Path project = folder.resolve("project");
        Path rehearsal = project.resolve("target/flexy/rehearsal");
        PlantedSecrets.plant(rehearsal.resolve("world"));
        RealMaven.writePom(project);

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
        RealMaven.writePom(project);
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
    void aDeployWhoseEndIsToldToAWebhookAndACollector() throws Exception {
        Path world = folder.resolve("project/target/flexy/rehearsal/world");
        PlantedSecrets.plant(world);
        PlantedSecrets.plant(folder.resolve("rehearsal/world"));
        String phrase;
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            fleet.setDefault("certificate: {custody: keystore, issuer: ca}");
            phrase = RehearsalSurroundings.phrase(fleet.surroundings().world()).reveal();
        }
        secrets.add(phrase);
        Path project = folder.resolve("project");
        RealMaven.writePom(project);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::hear);
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        Map<String, String> environment = PlantedSecrets.environment(address);
        String[] deploy = {
            "flexy:deploy",
            "-Dflexy.rehearsal=true",
            "-Dflexy.notify=halt,debt,expiry",
            "-Dflexy.expiry=3660d",
            "-Dflexy.metrics=target/rollout.prom," + address
        };
        try {
            assertThat(run(project, environment, deploy)).isZero();
            assertThat(output).anyMatch(line -> line.contains("told: expiry"));
            assertThat(shown)
                    .as("both were shown what they want")
                    .anyMatch(line -> line.contains("/hook/" + PlantedSecrets.WEBHOOK) && line.contains("v1,"))
                    .anyMatch(line -> line.contains("/v1/traces Bearer " + PlantedSecrets.COLLECTOR));
            assertThat(project.resolve("target/rollout.prom")).isRegularFile();
            answer = 401;
            assertThat(run(project, environment, deploy)).isZero();
            assertThat(output)
                    .anyMatch(line -> line.contains("expiry was not told"))
                    .anyMatch(line -> line.contains("did not take the trace"));
        } finally {
            server.stop(0);
        }
        assertThat(run(project, environment, "flexy:notify", "-Dflexy.rehearsal=true", "-Dflexy.expiry=3660d"))
                .as("it has told nobody")
                .isNotZero();
        assertThat(output).anyMatch(line -> line.contains("the webhook cannot be reached"));
        assertThat(run(project, environment, "flexy:metrics", "-Dflexy.rehearsal=true", "-Dflexy.metrics=" + address))
                .isNotZero();
        assertThat(output).anyMatch(line -> line.contains("flexy:metrics writes files only"));

        assertThat(secrets.addKeystores(project.resolve("target"), phrase))
                .as("keys of the device, of the authority and of its root")
                .isEqualTo(3);
        assertNoSecretOutside(project, world);
    }

    private void hear(HttpExchange call) throws IOException {
        shown.add(call.getRequestURI() + " " + call.getRequestHeaders().getFirst("Authorization") + " "
                + call.getRequestHeaders().getFirst("webhook-signature"));
        call.getRequestBody().readAllBytes();
        call.sendResponseHeaders(answer, -1);
        call.close();
    }

    @Test
    void passPhrasesAndConnectionStringsOfTheEnvironment() throws Exception {
        PlantedSecrets.plant(folder.resolve("rehearsal/world"));
        Path project = folder.resolve("project");
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            fleet.setDefault("certificate: {custody: keystore, issuer: ca}");
            RealMaven.writePom(project);
            Map<String, String> all = new HashMap<>(PlantedSecrets.environment("http://127.0.0.1:9"));
            all.putAll(environment(fleet.surroundings().world(), "", ""));

            assertThat(run(project, all, "flexy:ca", "-Dflexy.create=true")).isZero();
            // One letter is wrong: whoever shows what was sent shows nearly all of the secret.
            all.put("FLEXY_TALK2M_PASSWORD", PlantedSecrets.TALK2M + "x");
            // The connection string of the hub's messages lacks its EntityPath.
            assertThat(run(project, all, "flexy:deploy")).isNotZero();
            assertThat(output).anyMatch(line -> line.contains("EntityPath is missing"));
            all.remove("FLEXY_EVENT_HUB_CONNECTION_STRING");
            assertThat(run(project, all, "flexy:deploy")).isNotZero();
            assertThat(output).anyMatch(line -> line.contains("FLX3016"));
            all.put("FLEXY_KEYSTORE_PASSWORD", PlantedSecrets.KEYSTORE + "x");
            all.put("FLEXY_CA_PASSWORD", PlantedSecrets.AUTHORITY + "x");
            assertThat(run(project, all, "flexy:deploy")).isNotZero();
            assertThat(run(project, all, "flexy:ca", "-Dflexy.verificationCode=A1B2"))
                    .isNotZero();
            // A PIN is given where the phrase is; this module is no module.
            String module = "-Dflexy.tokenModule=" + project;
            assertThat(run(project, all, "flexy:ca", "-Dflexy.create=true", module, "-Dflexy.tokenSlot=0"))
                    .isNotZero();
            Path fleetFile = project.resolve("fleet.yaml");
            Files.writeString(
                    fleetFile,
                    Files.readString(fleetFile)
                            .replace("hub: {", "hub: {provisioning: dps, dps: {idScope: 0ne00ABCDEF}, "));
            all.put("FLEXY_DPS_CONNECTION_STRING", "HostName=" + PlantedSecrets.DPS_KEY);
            assertThat(run(project, all, "flexy:deploy")).isNotZero();
        }
        assertThat(output).as("a stack trace was shown").anyMatch(line -> line.startsWith("Caused by: "));
        assertThat(secrets.addKeystores(project.resolve(".flexy"), PlantedSecrets.KEYSTORE, PlantedSecrets.AUTHORITY))
                .as("keys of the device, of the authority and of its root")
                .isEqualTo(3);
        assertNoSecretOutside(project, project.resolve("none"));
    }

    @Test
    void deploysThatFailWithCredentialsOfTheEnvironment() throws Exception {
        PlantedSecrets.plant(folder.resolve("rehearsal/world"));
        Path project = folder.resolve("project");
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            RealMaven.writePom(project);
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
        assertThat(assertNoSecretOutside(project, world))
                .as("key files were searched")
                .isPositive();
    }

    /** But for the world and key files; answers how many of those hold one. */
    private long assertNoSecretOutside(Path project, Path world) throws IOException {
        assertThat(output).as("it was a debug log").anyMatch(line -> line.startsWith("[DEBUG] "));
        assertThat(processes).as("Maven's process was seen").anyMatch(line -> line.contains("flexy:deploy"));
        secrets.assertNoneIn("the log", String.join("\n", output));
        secrets.assertNoneIn("command lines", String.join("\n", processes));
        secrets.assertNoneInFilesBelow(temporary(), file -> false);
        return secrets.assertNoneInFilesBelow(
                project, file -> file.startsWith(world) || file.toString().endsWith(".key"));
    }

    private int run(Path project, Map<String, String> environment, String... arguments) throws Exception {
        InvocationRequest request = new RealMaven(project).request(arguments);
        request.setBatchMode(true);
        request.setDebug(true);
        request.setShowErrors(true);
        environment.forEach(request::addShellEnvironment);
        request.addShellEnvironment(
                "MAVEN_OPTS", environment.getOrDefault("MAVEN_OPTS", "") + " -Djava.io.tmpdir=" + temporary());
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
        return RealMaven.exitCode(request);
    }

    private Path temporary() throws IOException {
        return Files.createDirectories(folder.resolve("temporary"));
    }

    private Map<String, String> environment(RehearsalWorld world, String afterTalk2m, String afterDevice)
            throws IOException, GeneralSecurityException {
        Map<String, String> all = WayIntoWorld.environment(world, folder);
        all.put("FLEXY_TALK2M_PASSWORD", PlantedSecrets.TALK2M + afterTalk2m);
        all.put("FLEXY_TALK2M_DEVELOPER_ID", PlantedSecrets.DEVELOPER);
        all.put("FLEXY_DEVICE_PASSWORD", PlantedSecrets.DEVICE + afterDevice);
        return all;
    }
}
