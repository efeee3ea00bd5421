package io.github.flexyfleet.runtime.etk;

import io.github.flexyfleet.runtime.bundle.DeviceConfig;
import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.hub.HttpsClient;
import io.github.flexyfleet.runtime.hub.HubClient;
import io.github.flexyfleet.runtime.hub.HubClients;
import io.github.flexyfleet.runtime.hub.MessageMaker;
import io.github.flexyfleet.runtime.hub.SasToken;
import io.github.flexyfleet.runtime.port.Clock;
import io.github.flexyfleet.runtime.port.Store;
import io.github.flexyfleet.runtime.status.Alive;
import java.io.IOException;

/**
 * Makes the Flexy's MQTT clients, with the options that IoT Hub needs (flexy-etk 1.2, azure-iot-hub 1), and clients that
 * post over HTTPS.
 */
public final class EtkHubClients implements HubClients {
    private static final String API_VERSION = "2021-04-12";

    /** Of the Device Provisioning Service (azure-iot-hub 3). */
    private static final String DPS_API_VERSION = "2019-03-31";

    /**
     * A clean session: what an unclean one means to the native client is not known (INFERRED, flexy-etk 1.2), and the
     * link subscribes at every connection anyway.
     */
    private static final String CLEAN_SESSION = "1";

    private final int boot;
    private final Clock clock;
    private final Store store;
    private final Alive alive;

    /**
     * Clients of this start of the runtime, by this clock and watched over; what HTTPS needs to keep for a moment lies in
     * the store.
     */
    public EtkHubClients(int boot, Clock clock, Store store, Alive alive) {
        this.boot = boot;
        this.clock = clock;
        this.store = store;
        this.alive = alive;
    }

    public HubClient create(RunningBundle bundle, String hub) throws IOException {
        DeviceConfig config = bundle.config;
        if (config.https) {
            return new HttpsClient(new EtkHttp(), store, clock, alive, bundle);
        }
        EtkHubClient client = EtkHubClient.open(config.device, hub == null ? config.dpsHost : hub, alive);
        try {
            configure(client, bundle, hub);
        } catch (IOException e) {
            client.close();
            throw e;
        }
        return client;
    }

    private void configure(EtkHubClient client, RunningBundle bundle, String hub) throws IOException {
        DeviceConfig config = bundle.config;
        client.option("PORT", Integer.toString(hub == null ? config.dpsPort : config.port));
        client.option("KEEPALIVE", Integer.toString(config.keepAliveSeconds));
        client.option("TLSVERSION", "tlsv1.2");
        client.option("PROTOCOLVERSION", "3.1.1");
        client.option("CLEANSESSION", CLEAN_SESSION);
        client.option("CAFILE", bundle.rootsPath);
        if (!config.sas) {
            // No password: with X.509 the hub wants none.
            client.option("CERTFILE", bundle.certificatePath);
            client.option("KEYFILE", bundle.keyPath);
        }
        client.option(
                "USERNAME",
                hub == null
                        ? config.idScope + "/registrations/" + config.device + "/api-version=" + DPS_API_VERSION
                        : hub + '/' + config.device + "/?api-version=" + API_VERSION);
        if (hub == null) {
            return;
        }
        if (config.sas) {
            // After USERNAME (flexy-etk 1.2).
            client.option("PASSWORD", SasToken.make(bundle, clock.now()));
        }
        client.option("WILLTOPIC", MessageMaker.willTopic(bundle, boot));
        // ASCII, since an option is text in the VM's own charset. For readers of classic payloads no tag at all.
        client.option(
                "WILLPAYLOAD",
                config.typed ? "{\"device\":\"" + config.device + "\",\"kind\":\"lost\",\"values\":[]}" : "{}");
    }
}
