package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.model.Fleet;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An address that somebody gives may hold a password; nothing that is said of it does, not even the causes in a trace. */
class AddressesTest {
    private static final Path HERE = Path.of("");
    private static final String PASSWORD = "pa ss";

    @TempDir
    Path folder;

    @Test
    void anAddressHasAHostAndNothingToHide() {
        assertThat(Addresses.read(" https://otel.example.org:4318/v1/traces "))
                .contains(URI.create("https://otel.example.org:4318/v1/traces"));
        assertThat(Addresses.ofHost("m2web.talk2m.com:8443")).contains(URI.create("https://m2web.talk2m.com:8443"));
        assertThat(Addresses.ofHost("m2web.talk2m.com/t2mapi")).isEmpty();
        assertThat(Addresses.ofHost("m2web.talk2m.com?a=b")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https:///path",
                "https://user@host",
                "https://host#fragment",
                "https://host:65536",
                "ftp://host",
                "host",
                "https://ho st",
                ""
            })
    void allElseIsNone(String text) {
        assertThat(Addresses.read(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://u:pa ss@h",
                "https:/u:pa ss@h",
                "http:u:pa ss@h",
                "HTTPS://h:4318?key=pa ss",
                "https://h/pa ss",
                "grpc://u:pa ss@h",
                "u:pa ss\0"
            })
    void whatIsWrongWithMetricsIsSaidWithoutThem(String given) {
        assertSaidWithout(
                () -> MetricsTarget.read(List.of(given), Map.of(), HERE), "flexy.metrics", "https://HOST:4318");
        assertSaidWithout(() -> MetricsTarget.files(List.of(given), HERE, HERE), "flexy.metrics");
    }

    @Test
    void theOnesOfAWebhookOfTalk2mAndOfAProbeAsWell() throws Exception {
        Map<String, String> webhook = Map.of("FLEXY_NOTIFY_URL", "https://u:pa ss@h:99999/");
        assertSaidWithout(
                () -> reader(webhook).read(List.of(), List.of("halt"), "json", "30d"), "the webhook's address");

        CredentialReader credentials = new CredentialReader(Map.of(), id -> Optional.empty());
        assertSaidWithout(
                () -> LiveGateways.open("acme", "u:pa ss@h", 10, credentials, WebProxy.standard(), HERE),
                "flexy.import.server");

        try (RehearsedFleet rehearsed = new RehearsedFleet(folder, 1, "S1")) {
            Fleet fleet = rehearsed.fleet();
            ProbeJar jar = ProbeJar.load();
            assertSaidWithout(
                    () -> jar.settings(fleet, rehearsed.surroundings(), "https://u:pa ss@h/jar", true, false),
                    "flexy.probe.url");
            assertThat(jar.settings(fleet, rehearsed.surroundings(), "https://h/probe.jar?v=1", true, false)
                            .url())
                    .contains(URI.create("https://h/probe.jar?v=1"));
        }
    }

    private static void assertSaidWithout(ThrowingCallable doing, String... words) {
        assertThatThrownBy(doing)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll(words)
                .hasMessageContaining("nothing was done")
                .satisfies(failure -> {
                    StringWriter trace = new StringWriter();
                    failure.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain(PASSWORD);
                });
    }

    private static AftermathReader reader(Map<String, String> environment) {
        return new AftermathReader(
                new CredentialReader(environment, id -> Optional.empty()),
                WebProxy.standard(),
                HERE,
                new SystemStreamLog());
    }
}
