package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.source.MapEntry;
import io.github.flexyfleet.fleet.source.ScalarKind;
import io.github.flexyfleet.fleet.source.ScalarValue;
import io.github.flexyfleet.fleet.source.Wildcard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Resolves layers to the tags of a device that the hub may write. */
final class WritableReader {
    private static final String KEY = "writable";
    private static final int LONGEST_NUMBER = 24;
    /** The runtime takes no more of them. */
    private static final int MOST = 200;

    private final Findings findings;

    WritableReader(Findings findings) {
        this.findings = findings;
    }

    /** What may be written, sorted by pattern; {@code false} in a stronger layer takes a pattern away. */
    List<Writable> read(Layers layers) {
        List<Writable> rules = new ArrayList<>();
        for (String pattern : layers.names(KEY)) {
            List<MapEntry> mentions = layers.entries(KEY, pattern);
            if (mentions.isEmpty()) {
                continue; // empty in every layer says nothing
            }
            MapEntry last = mentions.get(mentions.size() - 1);
            boolean takenAway = last.value() instanceof ScalarValue && !Scalars.isTrue(last.value());
            Writable rule =
                    new Writable(pattern, limit(layers, pattern, "min"), limit(layers, pattern, "max"), last.keySpan());
            if (!takenAway && limitsAreOrdered(layers, rule)) {
                rules.add(rule);
            }
        }
        if (rules.size() > MOST) {
            findings.add(
                    FindingCode.OUT_OF_RANGE,
                    rules.get(MOST).span(),
                    "a device has more than " + MOST + " writable names",
                    "write one name with * for several tags");
        }
        return rules;
    }

    private static Optional<BigDecimal> limit(Layers layers, String pattern, String which) {
        return layers.leaf(KEY, pattern, which)
                .map(Resolution::value)
                .filter(value -> value instanceof ScalarValue scalar
                        && (scalar.kind() == ScalarKind.INTEGER || scalar.kind() == ScalarKind.DECIMAL)
                        && scalar.text().length() <= LONGEST_NUMBER)
                .map(value -> new BigDecimal(((ScalarValue) value).text()));
    }

    private boolean limitsAreOrdered(Layers layers, Writable rule) {
        if (rule.min().isEmpty()
                || rule.max().isEmpty()
                || rule.min().get().compareTo(rule.max().get()) <= 0) {
            return true;
        }
        findings.add(
                FindingCode.WRITABLE_LIMITS_REVERSED,
                layers.leaf(KEY, rule.pattern(), "max").orElseThrow().value().span(),
                "writable " + Text.quote(rule.pattern()) + " lets no number pass: max is below min",
                FindingCode.WRITABLE_LIMITS_REVERSED.mend(),
                layers.leaf(KEY, rule.pattern(), "min").orElseThrow().value().span());
        return false;
    }

    /** Tells of limits on tags that the list knows to be strings. */
    void checkTexts(List<Writable> rules, TagList tags) {
        for (Writable rule : rules) {
            tags.tags().stream()
                    .filter(tag -> rule.hasLimits()
                            && tag.type().equals(Optional.of(TagType.STRING))
                            && Wildcard.matches(rule.pattern(), tag.name()))
                    .findFirst()
                    .ifPresent(tag -> findings.add(
                            FindingCode.WRITABLE_TEXT_LIMITS,
                            rule.span(),
                            "writable " + Text.quote(rule.pattern()) + " has limits, which let no text pass, and tag "
                                    + Text.quote(tag.name()) + " is a string"));
        }
    }

    /** Tells of devices to which the hub cannot write at all. */
    static void checkTwins(HubSettings hub, List<Site> sites, Findings findings) {
        for (Site site : sites) {
            for (Device device : site.devices()) {
                boolean https = device.hubAccess().transport() == HubAccess.Transport.HTTPS;
                String what = https
                        ? "the hub cannot write tags of a device that posts over HTTPS"
                        : "a hub of tier " + hub.tier() + " cannot write tags";
                if (https || !hub.tier().twins()) {
                    device.writable()
                            .forEach(rule -> findings.add(
                                    FindingCode.WRITABLE_WITHOUT_TWIN,
                                    rule.span(),
                                    what + ": it has neither methods nor a twin"));
                }
            }
        }
    }
}
