package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.report.RolloutStory;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.telemetry.RolloutMetrics;
import io.github.flexyfleet.fleet.telemetry.RolloutTraces;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;

/** Where figures of a rollout go: OpenMetrics text into a file, or a trace to an OpenTelemetry collector. */
sealed interface MetricsTarget {
    /**
     * What a parameter says: an address with http or https is a collector's, anything else a file's name.
     *
     * @param headers that a collector wants
     */
    static MetricsTarget of(String text, Map<String, Secret> headers) throws MojoFailureException {
        String scheme = text.toLowerCase(Locale.ROOT);
        if (!scheme.startsWith("http://") && !scheme.startsWith("https://")) {
            return new TextFile(Path.of(text));
        }
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
                throw new MojoFailureException(
                        "flexy.metrics is no address of a collector; nothing was done. Write it as"
                                + " https://HOST:4318, and what it wants of secrets into OTEL_EXPORTER_OTLP_HEADERS or the"
                                + " <server> flexy-otlp of settings.xml");
            }
            return new Collector(uri, headers);
        } catch (URISyntaxException e) {
            throw new MojoFailureException("flexy.metrics is no address; nothing was done", e);
        }
    }

    /** Brings the figures there; answers why not, if so. */
    Optional<String> tell(RolloutResult result, RolloutStory story);

    /** A file that takes the place of the one before at once, so that nobody reads half of it. */
    record TextFile(Path file) implements MetricsTarget {
        @Override
        public Optional<String> tell(RolloutResult result, RolloutStory story) {
            return write(RolloutMetrics.text(result));
        }

        Optional<String> write(String text) {
            try {
                Path folder = file.toAbsolutePath().getParent();
                Files.createDirectories(folder);
                Path fresh = Files.createTempFile(folder, "." + file.getFileName(), ".tmp");
                Files.writeString(fresh, text);
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of("metrics could not be written to " + file + ": " + e.getMessage());
            }
        }
    }

    /** A collector that takes OTLP over HTTP. */
    record Collector(URI endpoint, Map<String, Secret> headers) implements MetricsTarget {
        @Override
        public Optional<String> tell(RolloutResult result, RolloutStory story) {
            return RolloutTraces.send(result, story, endpoint, headers)
                    ? Optional.empty()
                    : Optional.of("the collector at " + endpoint.getHost() + " did not take the trace");
        }
    }
}
