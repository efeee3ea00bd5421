package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.HubSettings;
import io.github.flexyfleet.fleet.model.Site;
import io.github.flexyfleet.simulator.Gateways;
import io.github.flexyfleet.simulator.WorldSpec;
import io.github.flexyfleet.simulator.flexy.FlexySpec;
import io.github.flexyfleet.simulator.hub.HubLimits;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a rehearsal world holds for a fleet, or without one. */
final class RehearsalSpec {
    /** Used when the fleet file names no place for the runtime. */
    static final String RUNTIME_URL = "https://downloads.flexyfleet.example/flexyfleet-runtime.jar";

    /** Of the world's Device Provisioning Service; the fleet file names that for devices only. */
    private static final String DPS_HOST = "rehearsal.azure-devices-provisioning.net";

    private RehearsalSpec() {}

    /**
     * The fleet's first account, hub and gateways.
     *
     * @throws IOException when two accounts have a gateway of the same name: the world has one account for all, and in
     *     an account names are unique
     */
    static WorldSpec of(Fleet fleet, BundledRuntime runtime) throws IOException {
        Map<String, Device> byName = new HashMap<>();
        for (Device device : fleet.devices()) {
            Device other = byName.putIfAbsent(device.talk2mName(), device);
            if (other != null) {
                throw new IOException("the rehearsal world has one Talk2M account for all of the fleet's, and devices "
                        + other.id() + " (account " + other.account() + ") and " + device.id() + " (account "
                        + device.account() + ") are both named " + Text.quote(device.talk2mName())
                        + " there; rehearse a copy of the fleet file in which one has another name");
            }
        }
        WorldSpec spec = new WorldSpec(
                        fleet.talk2m().account(),
                        fleet.hub().host(),
                        fleet.hub().tier().name(),
                        gateways(fleet),
                        runtimeUrl(fleet),
                        runtime.jar())
                .with(HubLimits.standard(fleet.hub().units()))
                .withProbe(ProbeJar.load().content());
        WorldSpec managed = fleet.hub().access() == HubSettings.Access.ENTRA
                ? spec.withManagement(fleet.hub().managementHost())
                : spec;
        return fleet.hub()
                .provisioning()
                .map(dps -> managed.with(new WorldSpec.Dps(dps.host(), DPS_HOST, dps.idScope())))
                .orElse(managed);
    }

    /** The same, or two gateways of nobody's. */
    static WorldSpec of(Optional<Fleet> fleet, BundledRuntime runtime) throws IOException {
        return fleet.isPresent() ? of(fleet.get(), runtime) : standard(runtime);
    }

    /** Where the fleet's gateways find the runtime. */
    static String runtimeUrl(Fleet fleet) {
        return fleet.runtime().map(source -> source.url().toString()).orElse(RUNTIME_URL);
    }

    /** Two gateways of nobody's. */
    static WorldSpec standard(BundledRuntime runtime) throws IOException {
        ZoneId zone = ZoneId.of("Europe/Brussels");
        return new WorldSpec(
                        "rehearsal",
                        "rehearsal.azure-devices.net",
                        "S1",
                        List.of(
                                Gateways.gateway("Pump station 1", "2005-0001-25", zone, 1),
                                Gateways.gateway("Pump station 2", "2005-0002-25", zone, 2)),
                        RUNTIME_URL,
                        runtime.jar())
                .withProbe(ProbeJar.load().content());
    }

    /** The virtual gateways of a fleet; a device without a serial number in the fleet file gets one made up. */
    private static List<FlexySpec> gateways(Fleet fleet) {
        List<FlexySpec> gateways = new ArrayList<>();
        for (Site site : fleet.sites()) {
            for (Device device : site.devices()) {
                int number = gateways.size() + 1;
                String serial =
                        device.serial().orElseGet(() -> String.format(Locale.ROOT, "1999-%04d-21", number % 10_000));
                gateways.add(Gateways.gateway(device.talk2mName(), serial, site.timeZone(), number));
            }
        }
        return gateways;
    }
}
