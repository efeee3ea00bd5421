package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The goals that are called between rollouts, as a user calls them and sees what they say: real Maven processes. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandingGoalsInMavenIT {
    private static final String REHEARSAL = ProjectInMaven.REHEARSAL;
    private static final String MESSAGE = "\\[INFO\\] [0-9T: .Z-]+  pump-1  (change|full) all  #[0-9]+/[0-9]+"
            + "  lag [0-9.]+s  cfg [0-9a-f]{12}  fp [0-9A-Fa-f]{12}  [A-Z][A-Za-z]+=[-0-9].*";

    @TempDir
    static Path project;

    private RealMaven maven;
    private List<String> output;

    @BeforeAll
    void deploy() throws Exception {
        RealMaven.writePom(project);
        maven = new RealMaven(project);
        output = maven.output();
        Files.writeString(project.resolve("fleet.yaml"), WrittenFleet.ofPumps(1, "20s"));
        assertThat(maven.run("flexy:deploy", REHEARSAL)).isZero();
    }

    @BeforeEach
    void clear() {
        output.clear();
    }

    @Test
    void whatArrivesIsWatchedAsLinesAndAsJson() throws Exception {
        assertThat(maven.run(
                        "flexy:watch", REHEARSAL, "-Dflexy.count=3", "-Dflexy.for=60s", "-Dflexy.kinds=change,full"))
                .isZero();
        assertThat(output)
                .as("all kinds are counted, and two are shown")
                .filteredOn(line -> line.contains("  pump-1  "))
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(3)
                .allMatch(line -> line.matches(MESSAGE));
        assertThat(output)
                .anyMatch(line -> line.matches("\\[INFO\\] 3 messages of 1 of 1 devices; 0 missing, 0 came twice"));

        output.clear();
        assertThat(maven.run("flexy:watch", REHEARSAL, "-Dflexy.json=true", "-Dflexy.count=2", "-Dflexy.tags=Lev*"))
                .isZero();
        List<JsonNode> messages = output.stream()
                .filter(line -> line.startsWith("{"))
                .map(JsonMapper.shared()::readTree)
                .toList();
        assertThat(messages).hasSize(2).allSatisfy(message -> {
            assertThat(message.path("device").asString("")).isEqualTo("pump-1");
            assertThat(message.path("site").asString("")).isEqualTo("north");
            assertThat(message.path("values").propertyNames()).isSubsetOf("Level");
        });
        assertThat(output).noneMatch(line -> line.contains("messages of"));

        output.clear();
        assertThat(maven.run("flexy:watch", REHEARSAL, "-Dflexy.device=pump-7")).isNotZero();
        assertThat(output).anyMatch(line -> line.contains("the fleet file has no device \"pump-7\""));
    }

    @Test
    void aHealthyDeviceHasNothingWrong() throws Exception {
        assertThat(maven.run("flexy:doctor", REHEARSAL, "-Dflexy.device=pump-1"))
                .isZero();
        assertThat(output)
                .contains("[INFO] this machine, Talk2M and the hub", "[INFO] pump-1")
                .anyMatch(line -> line.startsWith("[INFO]   ok  "))
                .anyMatch(line -> line.endsWith("nothing is wrong with what could be looked at"))
                .noneMatch(line -> line.contains(" FLX"));

        output.clear();
        assertThat(maven.run("flexy:doctor", REHEARSAL, "-Dflexy.device=Pump-1"))
                .isNotZero();
        assertThat(output)
                .anyMatch(line -> line.contains("the fleet file has no device \"Pump-1\"; upper and lower case count"));
    }

    @Test
    void howDevicesAreGoesIntoAFile() throws Exception {
        assertThat(maven.run("flexy:metrics", REHEARSAL)).isZero();
        Path usual = project.toRealPath().resolve("target/flexy/metrics.prom");
        assertThat(output).contains("[INFO] metrics: " + usual);
        assertThat(usual)
                .content()
                .contains("flexy_debts{fleet=\"mine\"} 0.0\n")
                .containsPattern("(?m)^flexy_device_up\\{[^}]*device=\"pump-1\"[^}]*\\} 1\\.0$")
                .containsPattern("(?m)^flexy_device_current\\{[^}]*device=\"pump-1\"[^}]*\\} 1\\.0$")
                .contains("flexy_device_certificate_expiry_timestamp_seconds")
                .endsWith("# EOF\n");

        output.clear();
        assertThat(maven.run("flexy:metrics", REHEARSAL, "-Dflexy.metrics=out/flexy.prom"))
                .isZero();
        assertThat(project.resolve("out/flexy.prom")).content().contains("flexy_device_up");
    }

    @Test
    void whatNeedsSomebodyIsToldInTheFormThatIsWanted() throws Exception {
        assertThat(maven.run("flexy:notify", REHEARSAL)).isNotZero();
        assertThat(output).anyMatch(line -> line.contains("FLEXY_NOTIFY_URL"));

        Queue<String> received = new ConcurrentLinkedQueue<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            assertThat(notifies(receiver)).isZero();
            assertThat(output).anyMatch(line -> line.endsWith("nothing that needs anybody"));
            assertThat(received).isEmpty();

            assertThat(notifies(receiver, "-Dflexy.expiry=3660d", "-Dflexy.notify=expiry"))
                    .isZero();
            JsonNode notice = JsonMapper.shared().readTree(received.remove());
            assertThat(notice.path("type").asString("")).isEqualTo("flexy.expiry");
            assertThat(notice.path("data").path("fleet").asString("")).isEqualTo("mine");
            assertThat(notice.path("data")
                            .path("devices")
                            .path(0)
                            .path("device")
                            .asString(""))
                    .isEqualTo("pump-1");

            assertThat(notifies(receiver, "-Dflexy.expiry=3660d", "-Dflexy.notifyForm=slack"))
                    .isZero();
            assertThat(received)
                    .singleElement()
                    .satisfies(
                            text -> assertThat(text).startsWith("{\"text\":\"*").contains("pump-1"));

            receiver.removeContext("/");
            assertThat(notifies(receiver, "-Dflexy.expiry=3660d"))
                    .as("a job of the night that reaches nobody must not look well")
                    .isNotZero();
            assertThat(output)
                    .anyMatch(line -> line.contains("expiry was not told: the webhook answered with HTTP 404"))
                    .noneMatch(line -> line.contains("at io.github.flexyfleet") || line.contains("/hook"));
        } finally {
            receiver.stop(0);
        }
    }

    private int notifies(HttpServer receiver, String... more) throws Exception {
        output.clear();
        InvocationRequest request = maven.request("flexy:notify", REHEARSAL);
        request.addArgs(List.of(more));
        request.setBatchMode(true);
        request.addShellEnvironment(
                "FLEXY_NOTIFY_URL", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
        request.setOutputHandler(output::add);
        return RealMaven.exitCode(request);
    }

    @Test
    void aSpareGatewayIsProbed() throws Exception {
        assertThat(maven.run("flexy:probe", REHEARSAL)).isNotZero();
        assertThat(output).anyMatch(line -> line.contains("-Dflexy.device=ID"));

        Files.writeString(
                project.resolve("spare.yaml"), WrittenFleet.ofPumps(1, "20s") + "      spare: {name: Spare gateway}\n");
        output.clear();
        assertThat(maven.run(
                        "flexy:probe",
                        REHEARSAL,
                        "-Dflexy.fleetFile=spare.yaml",
                        "-Dflexy.device=spare",
                        "-Dflexy.probe.hub=false"))
                .isZero();
        assertThat(output)
                .anyMatch(line -> line.matches("\\[INFO\\] gateway [0-9-]+, model [0-9]+, firmware .+"))
                .anyMatch(line -> line.matches("\\[INFO\\] FACT +ANSWER +ASSUMED +WHAT IT SAYS +SOURCE"))
                .anyMatch(line -> line.matches("\\[INFO\\] [0-9]+ of [0-9]+ facts found out; 0 other than assumed"))
                .anyMatch(line -> line.matches(
                        "\\[INFO\\] profile: (.*profile-[0-9-]+\\.json); rehearse with it: -Dflexy.profile=\\1"));
        assertThat(project.resolve("target/flexy/probe")).isDirectoryContaining("glob:**/profile-*.json");
    }
}
