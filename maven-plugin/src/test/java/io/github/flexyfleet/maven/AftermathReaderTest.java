package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.notify.Notice;
import io.github.flexyfleet.fleet.notify.NoticeForm;
import io.github.flexyfleet.fleet.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class AftermathReaderTest {
    private static final Path FOLDER = Path.of("project").toAbsolutePath();

    @Test
    void withoutParametersNobodyHears() throws Exception {
        Aftermath nobody = reader(Map.of()).read(List.of(), List.of(), "json", "30d");

        assertThat(nobody.metrics()).isEmpty();
        assertThat(nobody.webhook()).isEmpty();
        assertThat(nobody.kinds()).isEmpty();
    }

    @Test
    void filesAndCollectorsAreToldApart() throws Exception {
        Aftermath both = reader(Map.of("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer a=b, x-scope = 7"))
                .read(List.of("target/metrics.txt", " https://otel.example.org:4318 "), List.of(), "json", "30d");

        assertThat(both.metrics().get(0)).isEqualTo(new MetricsTarget.TextFile(FOLDER.resolve("target/metrics.txt")));
        MetricsTarget.Collector collector =
                (MetricsTarget.Collector) both.metrics().get(1);
        assertThat(collector.endpoint()).hasHost("otel.example.org");
        assertThat(collector.headers())
                .containsOnly(
                        Map.entry("Authorization", Secret.of("Bearer a=b")), Map.entry("x-scope", Secret.of("7")));
    }

    @Test
    void aWebhookIsToldWhatIsAskedFor() throws Exception {
        Aftermath told = reader(Map.of("FLEXY_NOTIFY_URL", "https://hooks.example.org/T0/abc", "FLEXY_NOTIFY_KEY", "k"))
                .read(List.of(), List.of("halt", "Expiry"), "Slack", "14d");

        assertThat(told.kinds()).containsExactlyInAnyOrder(Notice.Kind.HALT, Notice.Kind.EXPIRY);
        assertThat(told.expiry()).isEqualTo(Duration.ofDays(14));
        assertThat(told.webhook().orElseThrow().form()).isEqualTo(NoticeForm.SLACK);
        assertThat(told.webhook().orElseThrow().key()).contains(Secret.of("k"));
        assertThat(told.toString()).doesNotContain("hooks.example.org");
    }

    @Test
    void whatCannotBeReadIsSaidBeforeAnythingIsDone() {
        assertRefused(Map.of(), List.of(), List.of("halt"), "FLX3018", "FLEXY_NOTIFY_URL", "flexy-notify");
        assertRefused(Map.of("FLEXY_NOTIFY_URL", "nonsense"), List.of(), List.of("halt"), "is no address");
        assertRefused(
                Map.of("FLEXY_NOTIFY_URL", "https://hooks.example.org", "FLEXY_NOTIFY_KEY", "whsec_"),
                List.of(),
                List.of("halt"),
                "the webhook's key is empty");
        assertRefused(Map.of(), List.of(), List.of("hault"), "\"hault\"", "halt, debt, expiry");
        assertRefused(Map.of(), List.of("https://user:pass@otel.example.org"), List.of(), "OTEL_EXPORTER_OTLP_HEADERS");
        assertThatThrownBy(() -> reader(Map.of()).read(List.of(), List.of(), "json", "soon"))
                .hasMessageContaining("flexy.expiry is soon");
    }

    private static void assertRefused(
            Map<String, String> environment, List<String> metrics, List<String> notices, String... words) {
        assertThatThrownBy(() -> reader(environment).read(metrics, notices, "json", "30d"))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("pass@");
    }

    private static AftermathReader reader(Map<String, String> environment) {
        return new AftermathReader(
                new CredentialReader(environment, id -> Optional.empty()),
                WebProxy.standard(),
                FOLDER,
                new SystemStreamLog());
    }
}
