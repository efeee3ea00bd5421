package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.BundleFile;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Targets for tests. */
public final class Targets {
    /** A digest that no target has. */
    public static final Digest OTHER = Digest.of(new byte[] {1});

    private Targets() {}

    /** A device with a bundle of its own. */
    public static DeviceTarget target(String id) {
        BundleFile file = new BundleFile("device.json", id.getBytes(StandardCharsets.UTF_8), false);
        DeviceId device = new DeviceId(id);
        return new DeviceTarget(
                device,
                "brussels",
                "Name of " + id,
                Optional.of("2005-0001-25"),
                Bundle.of(device, List.of(file)),
                new Fingerprint("AB".repeat(32)),
                FakeGateway.someEnd());
    }
}
