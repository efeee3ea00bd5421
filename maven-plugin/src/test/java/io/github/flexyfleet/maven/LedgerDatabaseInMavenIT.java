package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.RehearsalWorld;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A ledger in a database as a user meets it: Maven deploys to a world as to the real one, alone and as one of several runners. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LedgerDatabaseInMavenIT {
    private static final String STORE_PASSWORD = "changeit";

    private final Queue<String> output = new ConcurrentLinkedQueue<>();

    @TempDir
    Path folder;

    @Test
    void deploysLeaveTheirRecordInTheDatabaseAndHistoryReadsIt() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            Path project = folder.resolve("project");
            new RealMaven(project).writePom();
            String ledger = "-Dflexy.ledger=jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
            Map<String, String> environment = environment(fleet.surroundings().world());

            assertThat(run(project, environment, "flexy:deploy", ledger, "-Dflexy.messages=false"))
                    .isZero();
            assertThat(output).anyMatch(line -> line.contains("1 confirmed"));
            assertThat(project.resolve(".flexy/ledger"))
                    .as("nothing of it in a folder")
                    .doesNotExist();

            output.clear();
            assertThat(run(
                            project,
                            environment,
                            "flexy:deploy",
                            ledger,
                            "-Dflexy.messages=false",
                            "-Dflexy.runners=build-7"))
                    .isZero();
            assertThat(output).anyMatch(line -> line.contains("all 1 devices") || line.contains("1 unchanged"));

            output.clear();
            assertThat(run(project, environment, "flexy:history", ledger)).isZero();
            assertThat(output).anyMatch(line -> line.matches(".*\\b1\\b.*done.*"));
            assertThat(String.join("\n", output)).doesNotContain(server.getJdbcUrl("postgres", "postgres"));
        }
    }

    private int run(Path project, Map<String, String> environment, String... arguments) throws Exception {
        InvocationRequest request = new RealMaven(project).request(arguments);
        request.setBatchMode(true);
        environment.forEach(request::addShellEnvironment);
        request.setOutputHandler(output::add);
        InvocationResult result = RealMaven.invoker().execute(request);
        assertThat(result.getExecutionException()).isNull();
        return result.getExitCode();
    }

    /** The way to the world as to the real one, from behind a proxy. */
    private Map<String, String> environment(RehearsalWorld world) throws Exception {
        InetSocketAddress proxy = world.proxy();
        Map<String, String> all = new TreeMap<>();
        all.put(
                "MAVEN_OPTS",
                String.join(
                        " ",
                        List.of(
                                "-Dhttps.proxyHost=" + proxy.getAddress().getHostAddress(),
                                "-Dhttps.proxyPort=" + proxy.getPort(),
                                "-Djavax.net.ssl.trustStore=" + trustStore(world),
                                "-Djavax.net.ssl.trustStorePassword=" + STORE_PASSWORD)));
        all.put("FLEXY_TALK2M_USER", world.talk2m().user());
        all.put("FLEXY_TALK2M_PASSWORD", world.talk2m().password());
        all.put("FLEXY_TALK2M_DEVELOPER_ID", world.talk2m().developerId());
        all.put("FLEXY_DEVICE_USER", world.device().user());
        all.put("FLEXY_DEVICE_PASSWORD", world.device().password());
        all.put("FLEXY_HUB_CONNECTION_STRING", world.hubConnectionString());
        all.put("FLEXY_LEDGER_USER", "postgres");
        all.put("FLEXY_LEDGER_PASSWORD", "postgres");
        return all;
    }

    private Path trustStore(RehearsalWorld world) throws Exception {
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
