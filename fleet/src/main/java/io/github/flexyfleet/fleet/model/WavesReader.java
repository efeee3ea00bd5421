package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.source.DidYouMean;
import io.github.flexyfleet.fleet.source.ListValue;
import io.github.flexyfleet.fleet.source.Located;
import io.github.flexyfleet.fleet.source.MapEntry;
import io.github.flexyfleet.fleet.source.MapValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Puts each device of a fleet into one wave. A device that a wave names belongs to that wave; every other one to the
 * first wave that takes it.
 */
final class WavesReader {
    private static final Duration LONGEST_SOAK = Duration.ofDays(7);
    private static final int SHOWN = 3;

    private final List<Site> sites;
    private final WaveOrder order;
    private final GatesReader gatesReader;
    private final List<GateRule> gates;
    private final Findings findings;
    private final List<DeviceId> all;
    /** A name that was mistyped leaves devices without a wave: that is told already. */
    private boolean unknownNames;

    private final Set<String> labels;
    private final Map<String, DeviceId> byName = new LinkedHashMap<>();
    /** Devices that have a wave already, or are named by one. */
    private final Set<DeviceId> taken = new HashSet<>();

    /**
     * For a fleet.
     *
     * @param gates of waves that have none of their own
     */
    WavesReader(List<Site> sites, WaveOrder order, GatesReader gatesReader, List<GateRule> gates, Findings findings) {
        this.sites = sites;
        this.order = order;
        this.gatesReader = gatesReader;
        this.gates = gates;
        this.findings = findings;
        this.all = sites.stream()
                .flatMap(site -> site.devices().stream())
                .map(Device::id)
                .toList();
        all.forEach(id -> byName.put(id.value(), id));
        this.labels = sites.stream()
                .flatMap(site -> site.devices().stream())
                .flatMap(device -> device.traits().labels().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A wave as written: what it may choose from, and how many. */
    private record Draft(MapValue map, Located<String> name, Duration soak, Set<DeviceId> named) {
        boolean namesDevices() {
            return map.list("devices").isPresent();
        }

        boolean takesSome() {
            return map.get("take").isPresent();
        }
    }

    List<Wave> read(ListValue waves) {
        UniqueNames names = new UniqueNames(FindingCode.DUPLICATE_WAVE, findings);
        Map<DeviceId, Located<String>> named = new HashMap<>();
        List<Draft> drafts = new ArrayList<>();
        waves.items().stream()
                .filter(MapValue.class::isInstance)
                .map(MapValue.class::cast)
                .forEach(map -> drafts.add(draft(map, names, named)));
        taken.addAll(named.keySet());
        reportSitesInTwo(drafts);
        List<Wave> read = drafts.stream().map(this::wave).toList();
        if (!unknownNames) {
            reportInNone(waves.span());
        }
        return read;
    }

    private Draft draft(MapValue map, UniqueNames names, Map<DeviceId, Located<String>> named) {
        Located<String> name = Scalars.text(map, "name").orElse(new Located<>("", map.span()));
        names.isFirst(name.value(), name);
        Duration soak = map.get("soak")
                .flatMap(
                        value -> Scalars.duration(value, Duration.ZERO, LONGEST_SOAK, FindingCode.SOAK_RANGE, findings))
                .orElse(Duration.ZERO);
        Optional<MapEntry> besideDevices =
                map.entry("sites").or(() -> map.entry("labels")).or(() -> map.entry("take"));
        if (map.list("devices").isPresent() && besideDevices.isPresent()) {
            findings.add(
                    FindingCode.WAVE_CHOOSES_TWICE,
                    besideDevices.get().keySpan(),
                    "wave " + Text.quote(name.value()) + " names devices, and has "
                            + besideDevices.get().name() + " beside them");
        }
        Set<DeviceId> devices = new LinkedHashSet<>();
        for (Located<String> id : texts(map, "devices")) {
            Optional<DeviceId> device = Optional.ofNullable(byName.get(id.value()));
            if (device.isEmpty()) {
                unknown("device", id, byName.keySet());
            } else if (named.putIfAbsent(device.get(), id) != null) {
                findings.add(
                        FindingCode.DEVICE_IN_TWO_WAVES,
                        id.span(),
                        "device " + Text.quote(id.value()) + " is in two waves",
                        FindingCode.DEVICE_IN_TWO_WAVES.mend(),
                        named.get(device.get()).span());
            } else {
                devices.add(device.get());
            }
        }
        return new Draft(map, name, soak, devices);
    }

    private Wave wave(Draft draft) {
        List<DeviceId> mine;
        if (draft.namesDevices()) {
            mine = all.stream().filter(draft.named()::contains).toList();
        } else {
            List<DeviceId> matching = matching(draft);
            List<DeviceId> free =
                    matching.stream().filter(id -> !taken.contains(id)).toList();
            mine = draft.takesSome() ? order.first(free, count(draft, matching.size())) : free;
        }
        taken.addAll(mine);
        if (mine.isEmpty() && !findings.hasErrors()) {
            findings.add(
                    FindingCode.EMPTY_WAVE,
                    draft.name().span(),
                    "wave " + Text.quote(draft.name().value()) + " takes no device");
        }
        return new Wave(
                draft.name().value(),
                mine,
                draft.soak(),
                gatesReader.read(draft.map()).orElse(gates),
                Scalars.text(draft.map(), "approve")
                        .filter(text -> text.value().equals("manual"))
                        .isPresent());
    }

    private List<DeviceId> matching(Draft draft) {
        Optional<Set<String>> wantedSites =
                wanted(draft, "sites", "site", sites.stream().map(Site::name).toList());
        Optional<Set<String>> wantedLabels = wanted(draft, "labels", "label", labels);
        return sites.stream()
                .filter(site -> wantedSites.isEmpty() || wantedSites.get().contains(site.name()))
                .flatMap(site -> site.devices().stream())
                .filter(device -> wantedLabels.isEmpty()
                        || device.traits().labels().stream().anyMatch(wantedLabels.get()::contains))
                .map(Device::id)
                .toList();
    }

    /** The names that a wave gives, empty when it gives none; those that nobody has are told. */
    private Optional<Set<String>> wanted(Draft draft, String key, String kind, Collection<String> known) {
        if (draft.map().list(key).isEmpty()) {
            return Optional.empty();
        }
        Set<String> wanted = new HashSet<>();
        for (Located<String> name : texts(draft.map(), key)) {
            if (!known.contains(name.value())) {
                unknown(kind, name, known);
            }
            wanted.add(name.value());
        }
        return Optional.of(wanted);
    }

    /** A number, or a share of all that the wave may choose from, whether or not an earlier wave has taken them. */
    private static int count(Draft draft, int matching) {
        return Scalars.integer(draft.map(), "take")
                .or(() -> Scalars.text(draft.map(), "take")
                        .flatMap(text -> Share.parse(text.value()))
                        .map(share -> share.of(matching)))
                .orElse(0);
    }

    /** A site that two waves take whole: one of them would silently get nothing. */
    private void reportSitesInTwo(List<Draft> drafts) {
        Map<String, Located<String>> whole = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            if (draft.takesSome()
                    || draft.namesDevices()
                    || draft.map().list("labels").isPresent()) {
                continue;
            }
            for (Located<String> site : texts(draft.map(), "sites")) {
                Located<String> first = whole.putIfAbsent(site.value(), site);
                if (first != null) {
                    findings.add(
                            FindingCode.DEVICE_IN_TWO_WAVES,
                            site.span(),
                            "the devices of site " + Text.quote(site.value()) + " are in two waves",
                            FindingCode.DEVICE_IN_TWO_WAVES.mend(),
                            first.span());
                }
            }
        }
    }

    private void reportInNone(Span place) {
        List<DeviceId> left = all.stream().filter(id -> !taken.contains(id)).toList();
        if (left.isEmpty()) {
            return;
        }
        String shown = left.stream().limit(SHOWN).map(DeviceId::value).collect(Collectors.joining(", "));
        String more = left.size() > SHOWN ? " and " + (left.size() - SHOWN) + " more" : "";
        findings.add(
                FindingCode.DEVICE_IN_NO_WAVE,
                place,
                (left.size() == 1 ? "1 device is" : left.size() + " devices are") + " in no wave: " + shown + more);
    }

    private void unknown(String kind, Located<String> name, Collection<String> known) {
        unknownNames = true;
        findings.add(
                FindingCode.UNKNOWN_IN_WAVE,
                name.span(),
                kind + " " + Text.quote(name.value()) + " is not of this fleet",
                DidYouMean.suggest(name.value(), known)
                        .map(meant -> "did you mean " + meant + "?")
                        .orElse(FindingCode.UNKNOWN_IN_WAVE.mend()));
    }

    private static List<Located<String>> texts(MapValue map, String key) {
        return map.list(key).map(ListValue::items).orElse(List.of()).stream()
                .flatMap(item -> Scalars.text(item).stream())
                .toList();
    }
}
