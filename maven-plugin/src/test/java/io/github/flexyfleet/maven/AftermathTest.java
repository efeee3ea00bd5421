package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.notify.Notice;
import io.github.flexyfleet.fleet.notify.NoticeForm;
import io.github.flexyfleet.fleet.notify.Webhook;
import io.github.flexyfleet.fleet.report.RolloutStory;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AftermathTest {
    private static final Instant END = Instant.parse("2026-11-29T21:00:00Z");
    private static final RolloutResult HALTED = new RolloutResult(
            "waterworks",
            END.minusSeconds(60),
            END,
            List.of("canary"),
            List.of(),
            0,
            Optional.of("wave 1 went wrong"),
            List.of());

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<String> warnings = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(path.startsWith("/hook") ? 204 : 400, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void peopleHearOfAHaltBeforeACollectorThatTakesItsTime() {
        Path file = folder.resolve("rollout.prom");

        told(List.of(new MetricsTarget.Collector(address("/"), Map.of()), new MetricsTarget.TextFile(file)), "/hook");

        assertThat(asked).containsExactly("/hook", "/v1/traces");
        assertThat(file).content().contains("flexy_rollout_exit");
        assertThat(warnings).containsExactly("the collector at " + address("/").getHost() + " did not take the trace");
    }

    @Test
    void whatGoesWrongOnTheWayIsAWarningWithoutAnAddress() {
        Path file = folder.resolve("rollout.prom");
        URI unusable = URI.create("otlp://secret-host/secret-path");

        told(List.of(new MetricsTarget.Collector(unusable, Map.of()), new MetricsTarget.TextFile(file)), "/hook");
        told(List.of(), " no/secret-path");

        assertThat(asked).containsExactly("/hook");
        assertThat(file).as("the next one is told all the same").exists();
        assertThat(warnings).hasSize(2).allMatch(line -> line.contains("was not told of the rollout ("));
        assertThat(String.join("\n", warnings)).doesNotContain("secret-path");
    }

    /** A job of the night that reaches nobody must not look well. */
    @Test
    void aGoalThatOnlyTellsFailsWhenItCouldNot() throws Exception {
        List<Notice> notices = List.of(notice(Notice.Kind.HALT), notice(Notice.Kind.HALT), notice(Notice.Kind.DEBT));

        aftermath(List.of(), "/hook").deliver(notices);
        assertThat(asked).as("what was asked for").containsExactly("/hook", "/hook");
        asked.clear();

        assertThatThrownBy(() -> aftermath(List.of(), "/gone?secret").deliver(notices))
                .isInstanceOf(MojoFailureException.class)
                .hasNoCause()
                .hasMessageContaining("halt was not told: the webhook answered with HTTP 400")
                .hasMessageContaining("FLEXY_NOTIFY_URL")
                .hasMessageNotContainingAny("secret", "gone", address("/").getHost());
        assertThat(asked).as("all were tried, each three times").hasSize(6);
        assertThat(warnings).isEmpty();
    }

    private static Notice notice(Notice.Kind kind) {
        return new Notice(kind, "waterworks", END, "it is so", List.of(), "it");
    }

    private void told(List<MetricsTarget> metrics, String hook) {
        aftermath(metrics, hook).tell(HALTED, Optional.empty(), RolloutStory.NONE);
    }

    private Aftermath aftermath(List<MetricsTarget> metrics, String hook) {
        return new Aftermath(
                metrics,
                Optional.of(new Webhook.Target(
                        Secret.of(hook.startsWith("/") ? address(hook).toString() : hook),
                        Optional.empty(),
                        NoticeForm.JSON)),
                EnumSet.of(Notice.Kind.HALT),
                Duration.ofDays(30),
                WebProxy.standard(),
                pause -> {},
                new SystemStreamLog() {
                    @Override
                    public void warn(CharSequence line) {
                        warnings.add(line.toString());
                    }
                });
    }

    private URI address(String path) {
        InetSocketAddress at = server.getAddress();
        return URI.create("http://" + at.getAddress().getHostAddress() + ":" + at.getPort() + path);
    }
}
