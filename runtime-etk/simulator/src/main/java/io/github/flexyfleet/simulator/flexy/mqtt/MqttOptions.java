package io.github.flexyfleet.simulator.flexy.mqtt;

import io.github.flexyfleet.simulator.flexy.tls.DeviceTls;
import io.github.flexyfleet.simulator.vm.bridge.Refusal;
import io.github.flexyfleet.simulator.vm.flash.Flash;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** Options of one client by upper-case name. Not thread-safe. */
final class MqttOptions {
    private static final Set<String> NAMES = Set.of(
            "PORT",
            "KEEPALIVE",
            "PROTOCOLVERSION",
            "TLSVERSION",
            "CAFILE",
            "CERTFILE",
            "KEYFILE",
            "USERNAME",
            "PASSWORD",
            "WILLTOPIC",
            "WILLPAYLOAD",
            "WILLQOS",
            "WILLRETAIN",
            "CLEANSESSION",
            "LOG");

    private final Map<String, String> values = new HashMap<>();
    private final MqttQuirks quirks;

    MqttOptions(MqttQuirks quirks) {
        this.quirks = quirks;
    }

    void set(String name, String value) throws Refusal {
        String key = name.toUpperCase(Locale.ROOT);
        if (!NAMES.contains(key) || quirks.unknownOptions().contains(key)) {
            throw new Refusal("unknown MQTT option " + name);
        }
        if (key.equals("PORT")) {
            number(name, value, 1, 65_535);
        } else if (key.equals("KEEPALIVE")) {
            number(name, value, 0, 65_535);
        } else if (key.equals("PROTOCOLVERSION") && !Set.of("3.1", "3.1.1").contains(value)) {
            throw new Refusal("MQTT protocol version " + value);
        } else if (key.equals("TLSVERSION")
                && !Set.of("tlsv1", "tlsv1.1", "tlsv1.2").contains(value)) {
            throw new Refusal("TLS version " + value);
        }
        values.put(key, value);
    }

    private static void number(String name, String value, int low, int high) throws Refusal {
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) < low || Integer.parseInt(value) > high) {
            throw new Refusal("value of MQTT option " + name);
        }
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    int number(String name, int otherwise) {
        return text(name).map(Integer::parseInt).orElse(otherwise);
    }

    boolean flag(String name, boolean otherwise) {
        return text(name).map(value -> value.equals("1")).orElse(otherwise);
    }

    boolean tls() {
        return text("TLSVERSION").isPresent() || text("CAFILE").isPresent();
    }

    /** Trust in the authorities of CAFILE alone, all of them or the first. */
    TrustManagerFactory trust(Flash flash, Instant now) throws IOException, GeneralSecurityException {
        List<X509Certificate> roots =
                DeviceTls.certificates(flash.read(text("CAFILE").orElse("")));
        return DeviceTls.trust(quirks.severalRoots() ? roots : roots.subList(0, 1), now);
    }

    /** The client certificate, when one is given. */
    Optional<KeyManagerFactory> identity(Flash flash) throws IOException, GeneralSecurityException {
        if (text("CERTFILE").isEmpty() && text("KEYFILE").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(DeviceTls.identity(
                DeviceTls.certificates(flash.read(text("CERTFILE").orElse(""))),
                DeviceTls.key(flash.read(text("KEYFILE").orElse("")), quirks::takes)));
    }
}
