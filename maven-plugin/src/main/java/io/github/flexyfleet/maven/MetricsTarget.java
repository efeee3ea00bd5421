package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.report.RolloutStory;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.telemetry.RolloutMetrics;
import io.github.flexyfleet.fleet.telemetry.RolloutTraces;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoFailureException;

/** Where figures of a rollout go: OpenMetrics text into a file, or a trace to an OpenTelemetry collector. */
sealed interface MetricsTarget {
    /** What somebody meant as an address, whether it is one or not; a drive of Windows has one letter. */
    Pattern ADDRESS = Pattern.compile("(?i)(https?:|[a-z][a-z0-9+.-]+://).*");

    /**
     * What a parameter says: each of its parts that looks like an address is a collector's, anything else a file's name.
     *
     * @param texts parts of the parameter; blank ones say nothing
     * @param headers that a collector wants
     * @param folder from which files are seen
     * @throws MojoFailureException when one is neither; it does not show what was given, which may hold a password
     */
    static List<MetricsTarget> read(List<String> texts, Map<String, Secret> headers, Path folder)
            throws MojoFailureException {
        List<MetricsTarget> targets = new ArrayList<>();
        for (String text : texts) {
            if (!text.isBlank()) {
                targets.add(of(text.strip(), headers, folder));
            }
        }
        return targets;
    }

    /**
     * The same for a goal that makes no trace.
     *
     * @param usual the file, unless one is named
     */
    static List<TextFile> files(List<String> texts, Path folder, Path usual) throws MojoFailureException {
        List<TextFile> files = new ArrayList<>();
        for (MetricsTarget target : read(texts, Map.of(), folder)) {
            if (!(target instanceof TextFile file)) {
                throw new MojoFailureException("flexy.metrics names a collector, and flexy:metrics writes files only;"
                        + " nothing was done. Give it a file, such as target/flexy/metrics.prom, or leave it out; a"
                        + " collector gets a rollout's trace from flexy:deploy");
            }
            files.add(file);
        }
        return files.isEmpty() ? List.of(new TextFile(usual)) : files;
    }

    private static MetricsTarget of(String text, Map<String, Secret> headers, Path folder) throws MojoFailureException {
        if (ADDRESS.matcher(text).matches()) {
            return Addresses.read(text)
                    .filter(address -> address.getRawQuery() == null)
                    .map(address -> new Collector(address, headers))
                    .orElseThrow(() -> new MojoFailureException(
                            "flexy.metrics is no address of a collector; nothing was done. Write it as"
                                    + " https://HOST:4318, and what it wants of secrets into OTEL_EXPORTER_OTLP_HEADERS or"
                                    + " the <server> flexy-otlp of settings.xml"));
        }
        try {
            return new TextFile(folder.resolve(text));
        } catch (InvalidPathException e) {
            throw new MojoFailureException("flexy.metrics is no file's name and no address; nothing was done. Give a"
                    + " file, such as target/flexy/rollout.prom, or https://HOST:4318");
        }
    }

    /** Brings the figures there; answers why not, if so. */
    Optional<String> tell(RolloutResult result, RolloutStory story);

    /** What it is, for messages. */
    String words();

    /** A file that takes the place of the one before at once, so that nobody reads half of it. */
    record TextFile(Path file) implements MetricsTarget {
        /** Whoever collects metrics is another user; there is no secret in them. */
        private static final String READABLE = "rw-r--r--";

        @Override
        public Optional<String> tell(RolloutResult result, RolloutStory story) {
            return write(RolloutMetrics.text(result));
        }

        @Override
        public String words() {
            return "the file " + file;
        }

        Optional<String> write(String text) {
            try {
                Path folder = file.toAbsolutePath().getParent();
                Files.createDirectories(folder);
                Path fresh = Files.createTempFile(folder, "." + file.getFileName(), ".tmp", rights(folder));
                try {
                    Files.writeString(fresh, text);
                    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    Files.deleteIfExists(fresh);
                }
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of("metrics could not be written to " + file + ": " + e.getMessage());
            }
        }

        /** Given when the file is made, so that the user's umask may take from them. */
        private static FileAttribute<?>[] rights(Path folder) {
            return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(READABLE))
                    }
                    : new FileAttribute<?>[0];
        }
    }

    /** A collector that takes OTLP over HTTP. */
    record Collector(URI endpoint, Map<String, Secret> headers) implements MetricsTarget {
        @Override
        public Optional<String> tell(RolloutResult result, RolloutStory story) {
            return RolloutTraces.send(result, story, endpoint, headers)
                    ? Optional.empty()
                    : Optional.of(words() + " did not take the trace");
        }

        @Override
        public String words() {
            return "the collector at " + endpoint.getHost();
        }
    }
}
