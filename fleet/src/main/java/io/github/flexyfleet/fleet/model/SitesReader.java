package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.source.DidYouMean;
import io.github.flexyfleet.fleet.source.Expander;
import io.github.flexyfleet.fleet.source.Located;
import io.github.flexyfleet.fleet.source.MapEntry;
import io.github.flexyfleet.fleet.source.MapValue;
import io.github.flexyfleet.fleet.source.ScalarKind;
import io.github.flexyfleet.fleet.source.ScalarValue;
import io.github.flexyfleet.fleet.source.SchemaResult;
import io.github.flexyfleet.fleet.source.SerialNumber;
import io.github.flexyfleet.fleet.source.SourceTree;
import io.github.flexyfleet.fleet.source.Value;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads sites and devices and checks what must be unique among them. One use per fleet. */
final class SitesReader {
    private static final ZoneId DEFAULT_ZONE = ZoneId.of("UTC");

    private final SourceTree tree;
    private final String fleet;
    private final Expander expander;
    private final AccountsReader accounts;
    private final SettingsReader settings;
    private final TagLists tagLists;
    private final SchemaResult schema;
    private final Findings findings;
    private final Profiles profiles;
    private final Set<String> zones = ZoneId.getAvailableZoneIds();
    private final UniqueNames ids;
    private final UniqueNames names;
    private final UniqueNames serials;
    private final Map<DeviceId, Origins.Source> sources = new HashMap<>();

    /**
     * A site as far as its devices share it.
     *
     * @param map as in the file
     * @param layers what lies below the devices' own profiles
     * @param shared settings of devices that say nothing of their own, by the profiles that they name
     */
    private record SiteContext(String name, MapValue map, Layers layers, Map<List<String>, Resolved> shared) {}

    private record Resolved(DeviceSettings settings, Layers layers, boolean saysTagGroups) {}

    SitesReader(
            SourceTree tree,
            String fleet,
            Expander expander,
            AccountsReader accounts,
            SchemaResult schema,
            TagLists tagLists,
            HubTier tier,
            Findings findings) {
        this.tree = tree;
        this.fleet = fleet;
        this.expander = expander;
        this.accounts = accounts;
        this.settings = new SettingsReader(schema, tagLists, tier, findings);
        this.tagLists = tagLists;
        this.schema = schema;
        this.findings = findings;
        this.profiles = new Profiles(tree, findings);
        this.ids = new UniqueNames(FindingCode.DUPLICATE_DEVICE_ID, findings);
        this.names = new UniqueNames(FindingCode.DUPLICATE_TALK2M_NAME, findings);
        this.serials = new UniqueNames(FindingCode.DUPLICATE_SERIAL, findings);
    }

    List<Site> read() {
        MapValue root = tree.root();
        Layer defaults = Layer.of("defaults", root.map("defaults").orElse(MapValue.empty(root.span())));
        Map<String, MapEntry> entries = root.map("sites").map(MapValue::entries).orElse(Map.of());
        List<Site> sites = new ArrayList<>();
        for (MapEntry entry : entries.values()) {
            if (entry.value() instanceof MapValue site) {
                sites.add(site(entry.name(), site, new Layers(List.of(defaults))));
            }
        }
        profiles.reportUnused();
        tagLists.reportUnselecting();
        if (tree.complete() && tree.allDevices()) {
            accounts.reportUnused();
        }
        reportEmpty(root, entries);
        return sites;
    }

    /** Where each device that was read comes from, for explanations. */
    Map<DeviceId, Origins.Source> sources() {
        return sources;
    }

    private void reportEmpty(MapValue root, Map<String, MapEntry> sites) {
        boolean readable = tree.complete()
                && tree.allDevices()
                && root.get("sites").map(schema::isSound).orElse(true);
        if (!readable) {
            return;
        }
        if (ids.isEmpty()) {
            // Without any of the three keys the schema tells that sites are missing.
            Optional<MapEntry> place =
                    root.entry("sites").or(() -> root.entry("devicesFrom")).or(() -> root.entry("include"));
            place.ifPresent(entry -> findings.add(FindingCode.NO_DEVICES, entry.keySpan(), "the fleet has no device"));
            return;
        }
        for (MapEntry entry : sites.values()) {
            boolean empty = !(entry.value() instanceof MapValue site)
                    || site.map("devices")
                            .map(MapValue::entries)
                            .orElse(Map.of())
                            .isEmpty();
            if (empty) {
                findings.add(
                        FindingCode.SITE_WITHOUT_DEVICES,
                        entry.keySpan(),
                        "site " + Text.quote(entry.name()) + " has no device");
            }
        }
    }

    private Site site(String name, MapValue site, Layers defaults) {
        ZoneId timeZone = Scalars.text(site, "timeZone").flatMap(this::timeZone).orElse(DEFAULT_ZONE);
        Layers layers = defaults.with(profiles.named(site)).with(List.of(Layer.of("site " + name, site)));
        SiteContext context = new SiteContext(name, site, layers, new HashMap<>());
        List<Device> devices = new ArrayList<>();
        for (MapEntry entry :
                site.map("devices").map(MapValue::entries).orElse(Map.of()).values()) {
            device(entry, context).ifPresent(devices::add);
        }
        return new Site(name, timeZone, devices);
    }

    private Optional<ZoneId> timeZone(Located<String> name) {
        if (zones.contains(name.value())) {
            return Optional.of(ZoneId.of(name.value()));
        }
        String mend = DidYouMean.suggest(name.value(), zones)
                .map(zone -> "did you mean " + zone + "?")
                .orElse(FindingCode.BAD_TIME_ZONE.mend());
        findings.add(FindingCode.BAD_TIME_ZONE, name.span(), Text.quote(name.value()) + " is no time zone", mend);
        return Optional.empty();
    }

    private Optional<Device> device(MapEntry entry, SiteContext site) {
        String id = entry.name();
        Span span = entry.keySpan();
        boolean valid = DeviceId.isValid(id);
        if (!valid) {
            findings.add(FindingCode.BAD_DEVICE_ID, span, Text.quote(id) + " cannot be a device id");
        }
        // Two ids that differ in case only would be one folder on many machines, and a trap for people everywhere.
        boolean unique = ids.isFirst(id.toLowerCase(Locale.ROOT), new Located<>(id, span));
        MapValue device = entry.value() instanceof MapValue map ? map : MapValue.empty(span);
        Located<String> name = Scalars.text(device, "name").orElse(new Located<>(id, span));
        Optional<String> serial = serial(device);
        Resolved resolved = resolve(id, device, site);
        String account = accounts.chosenBy(resolved.layers().leaf("account"), new Located<>(id, span));
        if (unique) {
            // Two accounts may each have a Flexy of the same name.
            names.isFirst(account + "/" + name.value(), name);
        }
        if (!resolved.saysTagGroups()) {
            findings.add(
                    FindingCode.NO_TAG_GROUP, span, "device " + Text.quote(id) + " has no tag group and sends no tags");
        }
        if (!valid || !unique) {
            return Optional.empty();
        }
        Device read =
                new Device(new DeviceId(id), site.name(), account, name.value(), serial, resolved.settings(), span);
        sources.put(read.id(), new Origins.Source(site.map(), device, resolved.layers()));
        return Optional.of(read);
    }

    private Resolved resolve(String id, MapValue device, SiteContext site) {
        List<Layer> named = profiles.named(device);
        Layer own = Layer.of("device " + id, device);
        if (!own.isEmpty()) {
            return resolve(id, site.layers().with(named).with(List.of(own)), site);
        }
        List<String> key = named.stream().map(Layer::name).toList();
        Resolved shared = site.shared().get(key);
        if (shared == null) {
            Layers layers = site.layers().with(named);
            shared = resolve(id, layers, site);
            if (!layers.anyWaits()) {
                site.shared().put(key, shared);
            }
        }
        return shared;
    }

    private Resolved resolve(String id, Layers layers, SiteContext site) {
        Layers complete = layers.anyWaits()
                ? layers.map(layer -> layer.complete(expander, fleet, usable(site.name()), usable(id)))
                : layers;
        DeviceSettings read = settings.read(complete);
        // A group that is not there because of a fault is told with the fault.
        return new Resolved(read, complete, !complete.names("tagGroups").isEmpty());
    }

    /** A name that is wrong is told once, and not again wherever a variable brings it. */
    private static String usable(String name) {
        return DeviceId.isValid(name) ? name : "unnamed";
    }

    private Optional<String> serial(MapValue device) {
        Optional<Located<String>> serial = device.get("serial").flatMap(SitesReader::text);
        serial.ifPresent(text -> {
            if (SerialNumber.isValid(text.value())) {
                serials.isFirst(text.value(), text);
            } else {
                findings.add(
                        FindingCode.BAD_SERIAL,
                        text.span(),
                        Text.quote(text.value()) + " is no serial number",
                        SerialNumber.mend(text.value()).orElse(FindingCode.BAD_SERIAL.mend()));
            }
        });
        return serial.map(Located::value);
    }

    /** Also of a plain number: one who leaves out the hyphens is told of them, and not first of quotes. */
    private static Optional<Located<String>> text(Value value) {
        return value instanceof ScalarValue scalar && scalar.kind() == ScalarKind.INTEGER
                ? Optional.of(new Located<>(scalar.text(), scalar.span()))
                : Scalars.text(value);
    }
}
