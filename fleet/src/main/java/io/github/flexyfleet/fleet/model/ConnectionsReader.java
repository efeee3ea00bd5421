package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.source.Located;
import io.github.flexyfleet.fleet.source.MapValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the hub, the M2Web server and the runtime's address. */
final class ConnectionsReader {
    private static final String DEFAULT_SERVER = "m2web.talk2m.com";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern HOST = Pattern.compile("(?=.{1,253}$)" + LABEL + "(?:\\." + LABEL + ")*");
    private static final Pattern AROUND_HOST = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://|^[^/@]*@|[:/?#].*$");

    private final Findings findings;

    ConnectionsReader(Findings findings) {
        this.findings = findings;
    }

    HubSettings hub(MapValue root) {
        MapValue hub = root.map("hub").orElse(MapValue.empty(root.span()));
        String host = host(Scalars.text(hub, "host"), "hub.host");
        Optional<String> tier = Scalars.text(hub, "tier").map(Located::value);
        return new HubSettings(
                host,
                Arrays.stream(HubTier.values())
                        .filter(known -> tier.equals(Optional.of(known.name())))
                        .findFirst()
                        .orElse(HubTier.S1),
                Scalars.integer(hub, "units").orElse(1),
                Scalars.text(hub, "access")
                        .map(Located::value)
                        .filter(HubSettings.Access.ENTRA.word()::equals)
                        .map(word -> HubSettings.Access.ENTRA)
                        .orElse(HubSettings.Access.CONNECTION_STRING),
                adopted(hub).stream().map(Located::value).collect(Collectors.toSet()),
                Scalars.text(hub, "consumerGroup").map(Located::value).orElse(HubSettings.DEFAULT_GROUP),
                provisioning(root, hub),
                management(hub));
    }

    private Optional<String> management(MapValue hub) {
        Optional<Located<String>> host = Scalars.text(hub, "management");
        return host.isEmpty() ? Optional.empty() : Optional.of(host(host, "hub.management"));
    }

    private Optional<Provisioning> provisioning(MapValue root, MapValue hub) {
        Optional<Located<String>> word = Scalars.text(hub, "provisioning");
        boolean wanted = word.map(Located::value).equals(Optional.of("dps"));
        Optional<MapValue> dps = hub.map("dps");
        Optional<String> scope =
                dps.flatMap(map -> Scalars.text(map, "idScope")).map(Located::value);
        if (!wanted) {
            dps.ifPresent(map ->
                    findings.add(FindingCode.DPS_UNUSED, map.span(), "hub.dps is there, and provisioning: dps is not"));
            return Optional.empty();
        }
        if (scope.isEmpty()) {
            findings.add(
                    FindingCode.DPS_WITHOUT_SCOPE,
                    word.orElseThrow().span(),
                    "provisioning: dps, and hub.dps names no id scope");
        }
        String fleet = Scalars.text(root, "fleet").map(Located::value).orElse("");
        Optional<Located<String>> host = dps.flatMap(map -> Scalars.text(map, "host"));
        return Optional.of(new Provisioning(
                scope.orElse(""),
                host.isEmpty() ? Provisioning.DEFAULT_HOST : host(host, "hub.dps.host"),
                dps.flatMap(map -> Scalars.text(map, "group"))
                        .map(Located::value)
                        .orElse(fleet.toLowerCase(Locale.ROOT))));
    }

    /** The service knows devices by their certificates; keys it would know by a key of its own kind. */
    void checkProvisioned(HubSettings hub, List<Site> sites) {
        if (hub.provisioning().isEmpty()) {
            return;
        }
        for (Site site : sites) {
            for (Device device : site.devices()) {
                if (device.hubAccess().auth() instanceof HubAccess.Auth.Sas sas) {
                    findings.add(
                            FindingCode.DPS_NEEDS_CERTIFICATE,
                            sas.span(),
                            "device " + Text.quote(device.id().value())
                                    + " has a key, and provisioning: dps knows certificates only");
                } else if (device.certificate().trust() == CertificateSettings.Trust.AUTHORITY) {
                    findings.add(
                            FindingCode.DPS_TRUSTS_THUMBPRINTS,
                            device.span(),
                            "device " + Text.quote(device.id().value())
                                    + " says trust: authority, and provisioning: dps makes identities with thumbprints");
                }
            }
        }
    }

    /** Says which names in {@code hub.adopt} are no device of the fleet. */
    void checkAdopted(MapValue root, List<Site> sites) {
        Set<DeviceId> known = sites.stream()
                .flatMap(site -> site.devices().stream())
                .map(Device::id)
                .collect(Collectors.toSet());
        for (Located<DeviceId> device :
                root.map("hub").map(ConnectionsReader::adopted).orElse(List.of())) {
            if (!known.contains(device.value())) {
                findings.add(
                        FindingCode.UNKNOWN_ADOPTED,
                        device.span(),
                        "hub.adopt names " + Text.quote(device.value().value()) + ", which is no device of this fleet");
            }
        }
    }

    private static List<Located<DeviceId>> adopted(MapValue hub) {
        return hub.list("adopt")
                .map(list -> list.items().stream()
                        .flatMap(item -> Scalars.text(item).stream())
                        .filter(text -> DeviceId.isValid(text.value()))
                        .map(text -> new Located<>(new DeviceId(text.value()), text.span()))
                        .toList())
                .orElse(List.of());
    }

    /** The M2Web server that a map names, or the usual one. */
    String server(MapValue talk2m) {
        Optional<Located<String>> server = Scalars.text(talk2m, "server");
        return server.isEmpty() ? DEFAULT_SERVER : host(server, "talk2m.server");
    }

    Optional<RuntimeSource> runtime(MapValue root) {
        Optional<Located<String>> text = root.map("runtime").flatMap(runtime -> Scalars.text(runtime, "url"));
        Optional<URI> url = text.map(Located::value).flatMap(ConnectionsReader::https);
        if (text.isPresent() && !text.get().value().isEmpty() && url.isEmpty()) {
            // Not shown: an address with user information holds a password.
            findings.add(
                    FindingCode.BAD_RUNTIME_URL,
                    text.get().span(),
                    "runtime.url is not an https address that a Flexy can fetch");
        }
        return url.map(RuntimeSource::new);
    }

    private static Optional<URI> https(String text) {
        try {
            URI url = new URI(text);
            boolean usable = "https".equalsIgnoreCase(url.getScheme())
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null
                    && text.chars().allMatch(c -> c < 0x7F);
            return usable ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private String host(Optional<Located<String>> text, String key) {
        String host = text.map(Located::value).orElse("");
        if (!host.isEmpty()
                && !HOST.matcher(host).matches()
                && !findings.hasErrorAt(text.orElseThrow().span())) {
            String bare = host;
            for (int part = 0; part < 3; part++) {
                bare = AROUND_HOST.matcher(bare).replaceFirst("");
            }
            String mend = HOST.matcher(bare).matches() ? "write " + bare : FindingCode.BAD_HOST.mend();
            findings.add(FindingCode.BAD_HOST, text.orElseThrow().span(), key + " is not a host name alone", mend);
        }
        return host;
    }
}
