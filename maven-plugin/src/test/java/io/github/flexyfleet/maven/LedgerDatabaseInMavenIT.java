package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.RehearsalWorld;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A ledger in a database as a user meets it: Maven processes that know of each other by the database alone. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LedgerDatabaseInMavenIT {
    private static final String LEDGER_PASSWORD = "planted-7f3c-of-the-ledger";

    private final Queue<String> output = new ConcurrentLinkedQueue<>();

    @TempDir
    Path folder;

    @Test
    void aSecondProcessFindsTheRecordOfTheFirstAndDoesNothingAgain() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            letIn(server);
            // To install the runtime takes a real deploy 40 s more, and is not what this is about.
            assertThat(fleet.deploy(Duration.ofSeconds(40)).done()).isTrue();
            Path project = folder.resolve("project");
            RealMaven.writePom(project);
            RehearsalWorld world = fleet.surroundings().world();
            fitToWorld(project, world);
            String ledger = "-Dflexy.ledger=jdbc:postgresql://127.0.0.1:" + server.getPort() + "/fleet";
            String messages = "-Dflexy.messages=false";

            assertThat(run(project, environment(world, LEDGER_PASSWORD), "flexy:deploy", ledger, messages))
                    .isZero();
            assertThat(output).anyMatch(line -> line.contains("1 confirmed. "));
            assertThat(project.resolve(".flexy/ledger"))
                    .as("a ledger in a folder")
                    .doesNotExist();

            List<String> first = List.copyOf(output);
            output.clear();
            assertThat(run(
                            project,
                            environment(world, LEDGER_PASSWORD),
                            "flexy:history",
                            "flexy:deploy",
                            "flexy:history",
                            ledger,
                            messages))
                    .isZero();
            assertThat(output.stream().filter(line -> line.matches(".* 1 .* done \\(1 confirmed\\)")))
                    .as("the first rollout, before and after the second one")
                    .hasSize(2);
            assertThat(output)
                    .anyMatch(line -> line.contains("no device was written to"))
                    .anyMatch(line -> line.matches(".* 2 .* nothing to do \\(1 unchanged\\)"));

            assertThat(run(project, environment(world, LEDGER_PASSWORD + "x"), "flexy:history", ledger))
                    .isNotZero();
            assertThat(output).anyMatch(line -> line.contains("FLX3075") && line.contains("authentication failed"));

            output.addAll(first);
            assertThat(output)
                    .noneMatch(line -> line.contains(LEDGER_PASSWORD))
                    .as("nobody asked for the talk of the pool of connections")
                    .noneMatch(line -> line.contains("] flexyfleet-ledger"));
            assertNoPasswordBelow(project);
        }
    }

    private static void assertNoPasswordBelow(Path project) throws IOException {
        try (Stream<Path> files = Files.walk(project).filter(Files::isRegularFile)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(LEDGER_PASSWORD);
            }
        }
    }

    /** The database lets nobody in without the password. */
    private static void letIn(EmbeddedPostgres server) throws SQLException, IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE flexy LOGIN PASSWORD '" + LEDGER_PASSWORD + "'");
            statement.execute("CREATE DATABASE fleet OWNER flexy");
            try (ResultSet file = statement.executeQuery("SHOW hba_file")) {
                assertThat(file.next()).isTrue();
                Files.writeString(Path.of(file.getString(1)), "host all all 127.0.0.1/32 scram-sha-256\n");
            }
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    /**
     * The fleet file says what is different from the real world: where gateways get the runtime, and the root of the hub.
     * Without that root no data would arrive, and a deploy would wait five minutes for it.
     */
    private static void fitToWorld(Path project, RehearsalWorld world) throws Exception {
        String pem = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(world.rootCertificate().getEncoded());
        Files.writeString(
                project.resolve("world.pem"),
                "-----BEGIN CERTIFICATE-----\n" + pem + "\n-----END CERTIFICATE-----\n",
                StandardCharsets.US_ASCII);
        Files.writeString(
                project.resolve("fleet.yaml"),
                "runtime: {url: '" + RehearsalSpec.RUNTIME_URL + "'}\nroots: [world.pem]\n",
                StandardOpenOption.APPEND);
    }

    private int run(Path project, Map<String, String> environment, String... arguments) throws Exception {
        InvocationRequest request = new RealMaven(project).request(arguments);
        request.setBatchMode(true);
        environment.forEach(request::addShellEnvironment);
        request.setDebug(true);
        request.setShowErrors(true);
        request.setOutputHandler(output::add);
        return RealMaven.exitCode(request);
    }

    private Map<String, String> environment(RehearsalWorld world, String ledgerPassword) throws Exception {
        Map<String, String> all = WayIntoWorld.environment(world, folder);
        all.put("FLEXY_LEDGER_USER", "flexy");
        all.put("FLEXY_LEDGER_PASSWORD", ledgerPassword);
        return all;
    }
}
