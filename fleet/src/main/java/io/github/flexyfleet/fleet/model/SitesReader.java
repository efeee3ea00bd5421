package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.source.DidYouMean;
import io.github.flexyfleet.fleet.source.Located;
import io.github.flexyfleet.fleet.source.MapEntry;
import io.github.flexyfleet.fleet.source.MapValue;
import io.github.flexyfleet.fleet.source.SchemaResult;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads sites and devices and checks what must be unique among them. One use per fleet. */
final class SitesReader {
    private static final Pattern SERIAL = Pattern.compile("[0-9]{4}-[0-9]{4}-[0-9]{2}"); // flexy-etk: SerNum
    private static final ZoneId DEFAULT_ZONE = ZoneId.of("UTC");
    private static final List<String> SETTINGS = List.of("heartbeat", "certificate", "tagGroups");

    private final SettingsReader settings;
    private final SchemaResult schema;
    private final Findings findings;
    private final Map<String, Located<String>> ids = new HashMap<>();
    private final Map<String, Located<String>> names = new HashMap<>();
    private final Map<String, Located<String>> serials = new HashMap<>();

    SitesReader(SchemaResult schema, Findings findings) {
        this.settings = new SettingsReader(schema, findings);
        this.schema = schema;
        this.findings = findings;
    }

    List<Site> read(MapValue root) {
        Layers defaults =
                new Layers(List.of(new Layer("defaults", root.map("defaults").orElse(MapValue.empty(root.span())))));
        List<Site> sites = new ArrayList<>();
        root.map("sites")
                .ifPresent(map -> map.entries().values().forEach(entry -> {
                    if (entry.value() instanceof MapValue site) {
                        sites.add(site(entry.name(), site, defaults));
                    }
                }));
        root.entry("sites").ifPresent(entry -> {
            boolean empty = sites.stream().allMatch(site -> site.devices().isEmpty());
            if (empty && schema.isSound(entry.value()) && ids.isEmpty()) {
                findings.add(FindingCode.NO_DEVICES, entry.keySpan(), "the fleet has no device");
            }
        });
        return sites;
    }

    private Site site(String name, MapValue site, Layers defaults) {
        ZoneId timeZone = Scalars.text(site, "timeZone").flatMap(this::timeZone).orElse(DEFAULT_ZONE);
        List<Device> devices = new ArrayList<>();
        Layers layers = defaults.with(new Layer("site " + name, site));
        Optional<MapValue> entries = site.map("devices");
        if (entries.isPresent()) {
            DeviceSettings shared = settings.read(layers);
            for (MapEntry entry : entries.get().entries().values()) {
                device(name, entry, layers, shared).ifPresent(devices::add);
            }
        }
        return new Site(name, timeZone, devices);
    }

    private Optional<ZoneId> timeZone(Located<String> name) {
        if (ZoneId.getAvailableZoneIds().contains(name.value())) {
            return Optional.of(ZoneId.of(name.value()));
        }
        String mend = DidYouMean.suggest(name.value(), ZoneId.getAvailableZoneIds())
                .map(zone -> "did you mean " + zone + "?")
                .orElse(FindingCode.BAD_TIME_ZONE.mend());
        findings.add(FindingCode.BAD_TIME_ZONE, name.span(), Text.quote(name.value()) + " is no time zone", mend);
        return Optional.empty();
    }

    private Optional<Device> device(String site, MapEntry entry, Layers layers, DeviceSettings shared) {
        String id = entry.name();
        Span span = entry.keySpan();
        boolean valid = DeviceId.isValid(id);
        if (!valid) {
            findings.add(FindingCode.BAD_DEVICE_ID, span, Text.quote(id) + " cannot be a device id");
        }
        // Two ids that differ in case only would be one folder on many machines, and a trap for people everywhere.
        boolean unique =
                unique(ids, id.toLowerCase(Locale.ROOT), new Located<>(id, span), FindingCode.DUPLICATE_DEVICE_ID);
        MapValue device = entry.value() instanceof MapValue map ? map : MapValue.empty(span);
        Located<String> name = Scalars.text(device, "name").orElse(new Located<>(id, span));
        if (unique) {
            unique(names, name.value(), name, FindingCode.DUPLICATE_TALK2M_NAME);
        }
        Optional<String> serial = serial(device);
        boolean alone = SETTINGS.stream().anyMatch(key -> device.get(key).isPresent());
        Layers all = alone ? layers.with(new Layer("device " + id, device)) : layers;
        DeviceSettings own = alone ? settings.read(all) : shared;
        if (all.names("tagGroups").isEmpty()) {
            findings.add(
                    FindingCode.NO_TAG_GROUP, span, "device " + Text.quote(id) + " has no tag group and sends no tags");
        }
        return valid && unique
                ? Optional.of(new Device(new DeviceId(id), site, name.value(), serial, own, span))
                : Optional.empty();
    }

    private Optional<String> serial(MapValue device) {
        Optional<Located<String>> serial = Scalars.text(device, "serial");
        serial.ifPresent(text -> {
            if (SERIAL.matcher(text.value()).matches()) {
                unique(serials, text.value(), text, FindingCode.DUPLICATE_SERIAL);
            } else {
                findings.add(FindingCode.BAD_SERIAL, text.span(), Text.quote(text.value()) + " is no serial number");
            }
        });
        return serial.map(Located::value);
    }

    /** Adds a finding when the key was seen before. */
    private boolean unique(Map<String, Located<String>> seen, String key, Located<String> word, FindingCode code) {
        Located<String> first = seen.putIfAbsent(key, word);
        if (first == null) {
            return true;
        }
        boolean same = first.value().equals(word.value());
        String what = code.title().replace("Duplicate ", "") + " " + Text.quote(word.value())
                + (same ? " is used twice" : " differs only in case from " + Text.quote(first.value()));
        findings.add(code, word.span(), what, code.mend(), first.span());
        return false;
    }
}
