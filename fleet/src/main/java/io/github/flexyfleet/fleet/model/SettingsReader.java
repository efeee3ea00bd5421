package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.source.Located;
import io.github.flexyfleet.fleet.source.SchemaResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Resolves layers to the settings of a device. */
final class SettingsReader {
    private static final Duration DEFAULT_HEARTBEAT = Duration.ofMinutes(15);
    private static final Duration DAY = Duration.ofDays(1);

    private final TagGroupReader tagGroups;
    private final WritableReader writable;
    private final TagLists tagLists;
    private final TraitsReader traits;
    private final HubTier tier;
    private final Findings findings;

    SettingsReader(SchemaResult schema, TagLists tagLists, HubTier tier, Findings findings) {
        this.tagGroups = new TagGroupReader(schema, findings);
        this.writable = new WritableReader(findings);
        this.tagLists = tagLists;
        this.traits = new TraitsReader(schema, findings);
        this.tier = tier;
        this.findings = findings;
    }

    DeviceSettings read(Layers layers) {
        Duration heartbeat = layers.leaf("heartbeat")
                .flatMap(leaf ->
                        Scalars.duration(leaf.value(), Duration.ZERO, DAY, FindingCode.HEARTBEAT_RANGE, findings))
                .orElse(DEFAULT_HEARTBEAT);
        List<TagGroup> groups = tagGroups.read(layers);
        HubAccess hubAccess = HubAccessReader.read(layers, secret(layers, "sas", "secret"), groups, findings);
        checkHistory(layers, groups, hubAccess);
        List<Writable> rules = writable.read(layers);
        Optional<TagList> tags = tagLists.read(layers, groups, rules);
        tags.ifPresent(list -> writable.checkTexts(rules, list));
        return new DeviceSettings(
                groups,
                heartbeat,
                CertificateReader.read(layers, secret(layers, "certificate", "secret"), findings),
                hubAccess,
                access(layers),
                secret(layers, "secret"),
                simData(layers),
                SpoolReader.read(layers, findings),
                rules,
                tags,
                traits.read(layers));
    }

    /** What was caught up is known by what the hub confirms: by the twin, or by the answer to each post. */
    private void checkHistory(Layers layers, List<TagGroup> groups, HubAccess hubAccess) {
        if (tier.twins() || hubAccess.transport() == HubAccess.Transport.HTTPS) {
            return;
        }
        groups.stream()
                .filter(group -> group.push().history())
                .flatMap(group -> layers.leaf("tagGroups", group.name(), "history").stream())
                .forEach(leaf -> findings.add(
                        FindingCode.HISTORY_NEEDS_ANSWERS,
                        leaf.value().span(),
                        "a hub of tier " + tier + " never tells a device what it has read"));
    }

    private static DeviceSettings.Access access(Layers layers) {
        boolean takeOver = layers.leaf("takeOver")
                .filter(leaf -> Scalars.isTrue(leaf.value()))
                .isPresent();
        boolean triggered = layers.leaf("connection")
                .flatMap(leaf -> Scalars.text(leaf.value()))
                .filter(text -> text.value().equals("triggered"))
                .isPresent();
        return new DeviceSettings.Access(takeOver, triggered);
    }

    private static Optional<DataSize> simData(Layers layers) {
        return layers.leaf("simData")
                .flatMap(leaf -> Scalars.text(leaf.value()))
                .flatMap(text -> DataSize.parse(text.value()));
    }

    private Optional<SecretRef> secret(Layers layers, String... path) {
        Optional<Located<String>> name = layers.leaf(path).flatMap(leaf -> Scalars.text(leaf.value()));
        if (name.isPresent()
                && !SecretRef.isValid(name.get().value())
                && !findings.hasErrorAt(name.get().span())) {
            // Not shown: a variable may have brought in the secret itself.
            findings.add(FindingCode.INLINE_SECRET, name.get().span(), "this is not the name of a secret");
        }
        return name.map(Located::value).filter(SecretRef::isValid).map(SecretRef::new);
    }
}
