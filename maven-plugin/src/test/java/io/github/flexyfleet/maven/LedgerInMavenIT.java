package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ledger as a user meets it: history, lock, abort, a deploy that is stopped and gone on with. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LedgerInMavenIT extends ProjectInMaven {
    @BeforeEach
    void writeFleet() throws IOException {
        writeFleet(WrittenFleet.ofPumps(3, "20s"));
    }

    @Test
    void aStoppedDeployIsGoneOnWithAndTheHistoryTellsIt() throws Exception {
        Queue<String> notices = new ConcurrentLinkedQueue<>();
        HttpServer receiver = receiver(notices);
        Map<String, String> webhook = Map.of(
                "FLEXY_NOTIFY_URL", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/");
        Process deploy =
                maven.process(webhook, "flexy:deploy", REHEARSAL, "-Dflexy.concurrency=1", "-Dflexy.notify=halt", "-B");
        List<String> told = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(deploy.getInputStream(), StandardCharsets.UTF_8))) {
            boolean asked = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told.add(line);
                if (!asked && line.contains("sending the bundle")) {
                    asked = true;
                    // Not the process itself: that would close its output too.
                    assertThat(deploy.toHandle().destroy()).isTrue();
                }
            }
            assertThat(deploy.waitFor()).as(String.join("\n", told)).isNotZero();
        } finally {
            deploy.destroyForcibly();
        }
        assertThat(told)
                .anyMatch(line -> line.contains("stopping between devices"))
                .anyMatch(line -> line.contains("go on with mvn flexy:resume"))
                .anyMatch(line -> line.contains("1 confirmed, 2 not started"));

        assertThat(maven.run("flexy:history", REHEARSAL)).isZero();
        assertThat(output).anyMatch(line -> line.contains("halted: stopped by a signal (Ctrl-C)"));

        Process night = maven.process(webhook, "flexy:notify", REHEARSAL, "-Dflexy.notify=halt", "-B");
        String said = new String(night.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(night.waitFor()).as(said).isZero();
        receiver.stop(0);
        assertThat(notices).as("the night tells what the deploy told").hasSize(2);
        assertThat(Set.copyOf(notices)).hasSize(1);

        output.clear();
        assertThat(maven.run("flexy:resume", REHEARSAL)).isZero();
        assertThat(output).anyMatch(line -> line.contains("2 confirmed"));

        output.clear();
        assertThat(maven.run("flexy:history", REHEARSAL, "-Dflexy.rollout=1")).isZero();
        assertThat(output)
                .anyMatch(line -> line.contains("rollout 1 of mine: done"))
                .anyMatch(line -> line.matches(".*pump-1 +intent +apply [0-9a-f]{12}"))
                .anyMatch(line -> line.matches(".*pump-1 +result +confirm: done"))
                .anyMatch(line -> line.matches(".*- +resumed .*"));

        output.clear();
        assertThat(maven.run("flexy:resume", "flexy:abort", REHEARSAL)).isZero();
        assertThat(output)
                .anyMatch(line -> line.contains("nothing to resume"))
                .anyMatch(line -> line.contains("nothing runs on this fleet"));
    }

    /** Takes notices, and keeps their ids. */
    private static HttpServer receiver(Queue<String> ids) throws IOException {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            ids.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        return receiver;
    }

    @Test
    void aHoldRefusesADeployUntilItIsBrokenByItsNonce() throws Exception {
        assertThat(maven.run("flexy:lock", REHEARSAL, "-Dflexy.hold=PLC update", "-Dflexy.until=3h"))
                .isZero();
        Matcher nonce = Pattern.compile("-Dflexy\\.break=([0-9a-f]{8})").matcher(String.join("\n", output));
        assertThat(nonce.find()).isTrue();

        output.clear();
        assertThat(maven.run("flexy:deploy", REHEARSAL)).isNotZero();
        assertThat(output).anyMatch(line -> line.contains("FLX3072") && line.contains("PLC update"));

        output.clear();
        assertThat(maven.run("flexy:lock", REHEARSAL)).isZero();
        assertThat(output).anyMatch(line -> line.contains("held back by") && line.contains("(PLC update)"));
        assertThat(maven.run("flexy:lock", REHEARSAL, "-Dflexy.break=" + nonce.group(1)))
                .isZero();
        assertThat(maven.run("flexy:lock", REHEARSAL, "-Dflexy.hold=x", "-Dflexy.until=yesterday"))
                .isNotZero();
        assertThat(output).anyMatch(line -> line.contains("flexy.until is yesterday"));

        output.clear();
        assertThat(maven.run("flexy:history", REHEARSAL)).isZero();
        assertThat(output).anyMatch(line -> line.contains("no rollout yet"));
    }
}
