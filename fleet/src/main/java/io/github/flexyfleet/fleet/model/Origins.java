package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.source.ListValue;
import io.github.flexyfleet.fleet.source.Located;
import io.github.flexyfleet.fleet.source.MapEntry;
import io.github.flexyfleet.fleet.source.MapValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the settings of a fleet's devices come from: worked out for a device when somebody asks. Immutable. */
public final class Origins {
    private static final List<String> FLEET_WIDE = List.of("fleet", "hub", "talk2m", "runtime", "roots");
    /** Keys of a site or device that have lines of their own, or are none of the device's settings. */
    private static final List<String> NO_SETTINGS =
            List.of("devices", "devicesFrom", "profiles", "timeZone", "name", "serial");

    private final MapValue root;
    private final Map<DeviceId, Source> sources;

    /**
     * Where one device comes from.
     *
     * @param site the map of its site
     * @param device its own map
     * @param layers of its settings, variables expanded
     */
    record Source(MapValue site, MapValue device, Layers layers) {}

    /**
     * Takes a copy.
     *
     * @param root the fleet file
     * @param sources of all devices
     */
    Origins(MapValue root, Map<DeviceId, Source> sources) {
        this.root = root;
        this.sources = Map.copyOf(sources);
    }

    /**
     * All that makes up a device's configuration: what the whole fleet shares, then the site and the device, then the
     * settings by name.
     *
     * @throws IllegalArgumentException when the device is not of this fleet
     */
    public List<ExplainedValue> of(Device device) {
        Source source = sources.get(device.id());
        if (source == null) {
            throw new IllegalArgumentException("not a device of this fleet: " + device.id());
        }
        List<ExplainedValue> found = new ArrayList<>();
        Leaves fleet = Leaves.of("fleet", root);
        FLEET_WIDE.forEach(name -> found.addAll(fleet.below(name)));
        found.add(entry("site", device.siteName(), siteSpan(device)));
        found.addAll(Leaves.of("site " + device.siteName(), source.site()).below("timeZone"));
        found.add(entry("device", device.id().value(), Optional.of(device.span())));
        Leaves own = Leaves.of("device " + device.id(), source.device());
        List<ExplainedValue> name = own.below("name");
        found.addAll(name.isEmpty() ? List.of(nameFromId(device)) : name);
        found.addAll(own.below("serial"));
        Leaves settings = Leaves.of(source.layers());
        for (String setting : settings.names("certificate", "heartbeat")) {
            if (!NO_SETTINGS.contains(setting)) {
                found.addAll(settings.below(setting));
            }
        }
        return List.copyOf(found);
    }

    /** Where the fleet's devices are listed. */
    public Span listOfDevices() {
        return root.entry("sites").map(MapEntry::keySpan).orElse(root.span());
    }

    /** Where a key of the fleet file stands. */
    public Optional<Span> placeOf(String map, String key) {
        return root.map(map)
                .flatMap(inner -> inner.entry(key))
                .or(() -> root.entry(map))
                .map(MapEntry::keySpan);
    }

    /** Where a wave of the fleet file stands; empty for one that is built in. */
    public Optional<Span> placeOfWave(String name) {
        return root.map("rollout").flatMap(rollout -> rollout.list("waves")).map(ListValue::items).stream()
                .flatMap(List::stream)
                .filter(MapValue.class::isInstance)
                .flatMap(wave -> Scalars.text((MapValue) wave, "name").stream())
                .filter(text -> text.value().equals(name))
                .map(Located::span)
                .findFirst();
    }

    /** Where one of several Talk2M accounts stands. */
    public Optional<Span> placeOfAccount(String name) {
        return root.map("talk2m")
                .flatMap(talk2m -> talk2m.map("accounts"))
                .flatMap(accounts -> accounts.entry(name))
                .map(MapEntry::keySpan);
    }

    /** Where the strongest layer says when a device sends a tag group. */
    public Optional<Span> placeOfPush(Device device, String tagGroup) {
        List<MapEntry> entries = sources.get(device.id()).layers().entries("tagGroups", tagGroup, "push");
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.get(entries.size() - 1).keySpan());
    }

    private Optional<Span> siteSpan(Device device) {
        return root.map("sites")
                .flatMap(sites -> sites.entry(device.siteName()))
                .map(MapEntry::keySpan);
    }

    private static ExplainedValue nameFromId(Device device) {
        LayerValue id = new LayerValue(device.id().value(), LayerValue.BUILT_IN, Optional.empty());
        return new ExplainedValue("name", id, List.of());
    }

    private static ExplainedValue entry(String path, String text, Optional<Span> span) {
        return new ExplainedValue(path, new LayerValue(text, "fleet", span), List.of());
    }
}
