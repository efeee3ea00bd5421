package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.source.DidYouMean;
import io.github.flexyfleet.fleet.source.Located;
import io.github.flexyfleet.fleet.source.MapEntry;
import io.github.flexyfleet.fleet.source.MapValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Talk2M accounts of a fleet, and which devices choose which. One use per fleet. */
final class AccountsReader {
    private static final Pattern PERCENT = Pattern.compile("([0-9]|[1-4][0-9]|50)%");

    private final MapValue talk2m;
    private final ConnectionsReader connections;
    private final Findings findings;
    private final Map<String, MapEntry> entries;
    private final Map<String, Talk2mSettings> accounts = new LinkedHashMap<>();
    private final Set<String> chosen = new HashSet<>();
    private final Set<Span> told = new HashSet<>();
    private boolean open;

    AccountsReader(MapValue root, ConnectionsReader connections, Findings findings) {
        this.talk2m = root.map("talk2m").orElse(MapValue.empty(root.span()));
        this.connections = connections;
        this.findings = findings;
        this.entries = talk2m.map("accounts").map(MapValue::entries).orElse(Map.of());
        if (entries.isEmpty()) {
            String account = Scalars.text(talk2m, "account").map(Located::value).orElse("");
            accounts.put("", settings(account, talk2m));
        }
        for (MapEntry entry : entries.values()) {
            MapValue one = entry.value() instanceof MapValue map ? map : MapValue.empty(entry.keySpan());
            accounts.put(entry.name(), settings(entry.name(), one));
        }
        talk2m.entry("account")
                .filter(account -> !entries.isEmpty())
                .ifPresent(account -> findings.add(
                        FindingCode.ACCOUNT_BESIDE_ACCOUNTS,
                        account.keySpan(),
                        "talk2m has an account beside accounts"));
    }

    /** All of them, in the file's order. */
    List<Talk2mSettings> all() {
        return new ArrayList<>(accounts.values());
    }

    /**
     * The name of the account that a device takes, as in {@link Talk2mSettings#name}.
     *
     * @param choice what its layers say
     * @param device where the device stands
     */
    String chosenBy(Optional<Resolution> choice, Located<String> device) {
        Talk2mSettings only = accounts.size() == 1 ? all().get(0) : null;
        if (choice.isEmpty()) {
            if (only == null) {
                open = true;
                findings.add(
                        FindingCode.NO_ACCOUNT_CHOSEN,
                        device.span(),
                        "device " + Text.quote(device.value())
                                + " does not say through which Talk2M account it is reached");
                return "";
            }
            chosen.add(only.name());
            return only.name();
        }
        Optional<Located<String>> text = Scalars.text(choice.get().value());
        if (text.isEmpty()) {
            return ""; // the schema check tells about it
        }
        String name = text.get().value();
        boolean theOnly = entries.isEmpty() && only != null && only.account().equals(name);
        Talk2mSettings account = theOnly ? only : accounts.get(name);
        if (account == null) {
            unknown(text.get());
            return name;
        }
        chosen.add(account.name());
        return account.name();
    }

    /** To be called when all devices are read. Silent while a device's choice is open: it may be that account. */
    void reportUnused() {
        if (open) {
            return;
        }
        for (MapEntry entry : entries.values()) {
            if (!chosen.contains(entry.name())) {
                findings.add(
                        FindingCode.UNUSED_ACCOUNT,
                        entry.keySpan(),
                        "no device is reached through Talk2M account " + Text.quote(entry.name()));
            }
        }
    }

    private void unknown(Located<String> name) {
        open = true;
        // A layer's value comes along with each of its devices, and is wrong once.
        if (told.add(name.span())) {
            Set<String> known = entries.isEmpty() ? Set.of(all().get(0).account()) : accounts.keySet();
            findings.add(
                    FindingCode.UNKNOWN_ACCOUNT,
                    name.span(),
                    "there is no Talk2M account " + Text.quote(name.value()),
                    DidYouMean.suggest(name.value(), known)
                            .map(one -> "did you mean " + Text.quote(one) + "?")
                            .orElse(FindingCode.UNKNOWN_ACCOUNT.mend()));
        }
    }

    private Talk2mSettings settings(String name, MapValue map) {
        Optional<SecretRef> secret = Scalars.text(map, "secret")
                .map(Located::value)
                .filter(SecretRef::isValid)
                .map(SecretRef::new);
        String account = Scalars.text(map, "account").map(Located::value).orElse(name);
        Talk2mAccess access = either(map, "login")
                .flatMap(holder -> Scalars.text(holder, "login"))
                .flatMap(text -> Talk2mAccess.of(text.value()))
                .orElse(Talk2mAccess.SESSION);
        MapValue server = map.get("server").isPresent() ? map : talk2m;
        return new Talk2mSettings(name, account, connections.server(server), secret, access, calls(map));
    }

    private CallLimit calls(MapValue map) {
        Optional<String> plan = either(map, "plan")
                .flatMap(holder -> Scalars.text(holder, "plan"))
                .map(Located::value);
        int ofPlan = Talk2mPlan.PRO.word().equals(plan.orElse(""))
                ? Talk2mPlan.PRO.callsPerDay()
                : CallLimit.STANDARD.perDay();
        int perDay = either(map, "callsPerDay")
                .flatMap(holder -> Scalars.integer(holder, "callsPerDay"))
                .filter(calls -> calls > 0)
                .orElse(ofPlan);
        int reserve = either(map, "reserve")
                .flatMap(holder -> Scalars.text(holder, "reserve"))
                .map(text -> PERCENT.matcher(text.value()))
                .filter(Matcher::matches)
                .map(matcher -> Integer.parseInt(matcher.group(1)))
                .orElse(CallLimit.STANDARD.reservePercent());
        return new CallLimit(perDay, reserve);
    }

    /** What stands beside accounts holds for each that does not say it itself. */
    private Optional<MapValue> either(MapValue map, String key) {
        return map.get(key).isPresent()
                ? Optional.of(map)
                : Optional.of(talk2m).filter(all -> all.get(key).isPresent());
    }
}
