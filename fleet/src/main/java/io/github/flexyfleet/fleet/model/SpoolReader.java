package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Text;
import java.time.Duration;
import java.util.Optional;

/** Reads where messages wait for the hub; each value of it is inherited on its own. */
final class SpoolReader {
    /** Below, a part of it would hold only a few messages; above, a small split of the Flexy's flash has no room. */
    private static final long MIN_SIZE = 250_000;

    private static final long MAX_SIZE = 16_000_000;
    private static final Duration MIN_AGE = Duration.ofHours(1);
    private static final Duration MAX_AGE = Duration.ofDays(366);
    /** The hub is asked every 5 s what it has read; what it confirms in time must not be written. */
    private static final Duration MIN_WRITE = Duration.ofSeconds(10);

    private static final Duration MAX_WRITE = Duration.ofHours(1);

    private SpoolReader() {}

    static Spool read(Layers layers, Findings findings) {
        boolean stops = layers.leaf("spool", "full")
                .flatMap(leaf -> Scalars.text(leaf.value()))
                .filter(text -> text.value().equals("stop"))
                .isPresent();
        return new Spool(
                size(layers, findings).orElse(Spool.BUILT_IN.size()),
                duration(layers, "age", MIN_AGE, MAX_AGE, findings).orElse(Spool.BUILT_IN.age()),
                duration(layers, "write", MIN_WRITE, MAX_WRITE, findings).orElse(Spool.BUILT_IN.write()),
                stops);
    }

    private static Optional<Duration> duration(
            Layers layers, String key, Duration min, Duration max, Findings findings) {
        return layers.leaf("spool", key)
                .flatMap(leaf -> Scalars.duration(leaf.value(), min, max, FindingCode.SPOOL_RANGE, findings));
    }

    private static Optional<DataSize> size(Layers layers, Findings findings) {
        Optional<Resolution> leaf = layers.leaf("spool", "size");
        Optional<DataSize> size =
                leaf.flatMap(found -> Scalars.text(found.value())).flatMap(text -> DataSize.parse(text.value()));
        size.filter(found -> found.bytes() < MIN_SIZE || found.bytes() > MAX_SIZE)
                .ifPresent(found -> findings.add(
                        FindingCode.SPOOL_RANGE,
                        leaf.orElseThrow().value().span(),
                        Text.quote(Scalars.text(leaf.orElseThrow().value())
                                        .orElseThrow()
                                        .value())
                                + (found.bytes() < MIN_SIZE ? " is too small" : " is too large")));
        return size;
    }
}
