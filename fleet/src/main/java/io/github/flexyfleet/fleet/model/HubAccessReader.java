package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.model.HubAccess.Auth;
import io.github.flexyfleet.fleet.model.HubAccess.Transport;
import io.github.flexyfleet.fleet.source.Located;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads {@code transport}, {@code auth} and {@code sas}. */
final class HubAccessReader {
    private static final Duration SHORTEST_USE = Duration.ofHours(1);
    private static final Duration LONGEST_USE = Duration.ofDays(36_500);

    private HubAccessReader() {}

    /**
     * Reads them.
     *
     * @param secret the name that {@code sas.secret} gives, checked
     */
    static HubAccess read(Layers layers, Optional<SecretRef> secret, List<TagGroup> groups, Findings findings) {
        Optional<Located<String>> transport = text(layers, "transport");
        Optional<Located<String>> auth = text(layers, "auth");
        boolean https = is(transport, Transport.HTTPS.word());
        boolean sas = is(auth, "sas");
        if (https && !sas) {
            findings.add(
                    FindingCode.HTTPS_NEEDS_SAS,
                    transport.orElseThrow().span(),
                    "the Flexy's HTTPS client shows no certificate, so transport: https needs auth: sas");
        }
        if (https) {
            checkProperties(groups, transport.orElseThrow(), findings);
        }
        return new HubAccess(
                https ? Transport.HTTPS : Transport.MQTT,
                sas
                        ? new Auth.Sas(
                                secret,
                                rotateAfter(layers, findings),
                                auth.orElseThrow().span())
                        : new Auth.X509());
    }

    /** A stronger layer may import the keys of some devices; then the period is that of the others. */
    private static Optional<Duration> rotateAfter(Layers layers, Findings findings) {
        Optional<Resolution> period = layers.leaf("sas", "rotateAfter")
                .filter(leaf -> Scalars.text(leaf.value()).isPresent());
        Optional<String> imports = layers.leaf("sas", "secret")
                .filter(name -> Scalars.text(name.value()).isPresent())
                .map(Resolution::layer);
        if (period.isPresent() && imports.filter(period.get().layer()::equals).isPresent()) {
            findings.add(
                    FindingCode.IMPORTED_KEY_NOT_ROTATED,
                    period.get().value().span(),
                    "sas.secret names the place of a key that somebody else makes, and this tool cannot put a new one there");
        }
        return period.flatMap(leaf ->
                Scalars.duration(leaf.value(), SHORTEST_USE, LONGEST_USE, FindingCode.ROTATE_AFTER_RANGE, findings));
    }

    /** Over HTTPS properties are headers, which hold no other characters. */
    private static void checkProperties(List<TagGroup> groups, Located<String> transport, Findings findings) {
        for (TagGroup group : groups) {
            group.payload().properties().forEach((name, value) -> {
                if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
                    findings.add(
                            FindingCode.PROPERTY_NOT_ASCII,
                            transport.span(),
                            "property " + Text.quote(name) + " of tag group " + Text.quote(group.name())
                                    + " has characters that transport: https cannot carry");
                }
            });
        }
    }

    private static Optional<Located<String>> text(Layers layers, String key) {
        return layers.leaf(key).flatMap(leaf -> Scalars.text(leaf.value()));
    }

    private static boolean is(Optional<Located<String>> text, String word) {
        return text.map(Located::value).equals(Optional.of(word));
    }
}
