package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.time.WorldTime;

/** What the connections and the REST calls of one hub share. */
record HubParts(
        HubTier tier,
        DeviceRegistry registry,
        TwinStore twins,
        EventLog events,
        ConnectionLog log,
        LiveSessions sessions,
        DeviceTokens tokens,
        ConnectAuthorizer authorizer,
        Telemetry telemetry,
        TwinDialogue twinDialogue,
        DirectMethods methods,
        CloudMessages cloud,
        HubFaults faults,
        HubAuthorities authorities,
        HubConfiguration configuration,
        WorldTime time) {}
