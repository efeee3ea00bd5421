package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.simulator.hub.DeviceIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** A rehearsal world that is open, in virtual time, for a fleet of one device. */
abstract class OpenRehearsal extends VirtualRehearsal {
    static final DeviceId DEVICE = new DeviceId("pump-1");

    OpenRehearsal(Fleet fleet, Path folder) throws IOException {
        super(fleet, folder, Instant.now());
    }

    /** Writes the fleet file of that device, with these settings. */
    static Fleet fleet(Path folder, String certificate, String heartbeat) throws IOException {
        return WrittenFleet.valid(folder, """
                fleet: custody
                hub: {host: eWONPROJECT.azure-devices.net}
                talk2m: {account: demo}
                defaults:
                  certificate: %s
                  heartbeat: %s
                  tagGroups:
                    all: {groups: [A, B, C, D], push: {full: 1m}}
                sites:
                  brussels: {devices: {pump-1: {name: Pump station 1}}}
                """.formatted(certificate, heartbeat));
    }

    abstract DeviceResult deploy() throws Exception;

    final void deployWell() throws Exception {
        DeviceResult result = deploy();
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONFIRMED);
    }

    /** As the hub has it. */
    final DeviceIdentity identity() {
        return world.world().registry().find(DEVICE.value()).orElseThrow();
    }
}
