package io.github.flexyfleet.simulator.dps;

import io.github.flexyfleet.simulator.hub.SasVerifier;
import io.github.flexyfleet.simulator.net.HttpReply;
import io.github.flexyfleet.simulator.net.HttpsServer;
import io.github.flexyfleet.simulator.net.PrivateFiles;
import io.github.flexyfleet.simulator.net.ServerRoom;
import io.github.flexyfleet.simulator.net.ServerTls;
import io.github.flexyfleet.simulator.net.Transport;
import io.github.flexyfleet.simulator.net.WebSocketDoor;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/**
 * The Device Provisioning Service of a world: devices on port 8883 of the device host, and on port 443 by MQTT over
 * WebSocket, service clients on port 443 of the service's own host (azure-iot-hub 3). Thread-safe.
 */
public final class ProvisioningService implements AutoCloseable {
    /** The policy whose key the connection string holds. */
    public static final String POLICY = "provisioningserviceowner";

    private static final int MQTT = 8883;
    private static final int HTTPS = 443;

    /** The path of Azure's device SDK for Java 2.1.3: its URL has none, and its MQTT client then takes this one. */
    private static final String WEB_SOCKET = "/mqtt";

    private static final int LARGEST_PACKET = 64 * 1024;

    private final Offer offer;
    private final Enrollments enrollments;
    private final DpsSwitches switches;
    private final Transport.Listener devices;
    private final HttpsServer web;
    private final HttpsServer service;

    /**
     * What the service is.
     *
     * @param deviceHost host name for devices, the same for all services of Azure
     * @param serviceHost its own host name
     * @param idScope by which devices name it
     * @param key key of the policy {@value #POLICY}, in Base64
     * @param directory where enrollments and registrations are kept
     * @param hub the hub that it assigns
     */
    public record Offer(
            String deviceHost, String serviceHost, String idScope, String key, Path directory, LinkedHub hub) {
        /** Names the host only. */
        @Override
        public String toString() {
            return serviceHost;
        }
    }

    private ProvisioningService(
            Offer offer,
            Enrollments enrollments,
            DpsSwitches switches,
            Transport.Listener devices,
            HttpsServer web,
            HttpsServer service) {
        this.offer = offer;
        this.enrollments = enrollments;
        this.switches = switches;
        this.devices = devices;
        this.web = web;
        this.service = service;
    }

    /**
     * Opens the service and registers it in the network.
     *
     * @throws IOException when its folder cannot be used or no port can be had
     */
    public static ProvisioningService start(Offer offer, ServerRoom room) throws IOException {
        PrivateFiles.folder(offer.directory());
        DpsSwitches switches = new DpsSwitches();
        Enrollments enrollments = Enrollments.open(offer.directory(), room.clock(), room.random());
        Registrar registrar = Registrar.open(
                offer.directory().resolve("registrations.jsonl"),
                enrollments,
                offer.hub(),
                switches,
                room.clock(),
                room.random());
        SasVerifier tokens =
                new SasVerifier(offer.serviceHost(), POLICY, Base64.getDecoder().decode(offer.key()), room.clock());
        HttpsServer service = HttpsServer.start(
                room.transport(),
                ServerTls.web(room.ca().issue(offer.serviceHost())),
                room.workers(),
                new DpsRest(enrollments, registrar, tokens, switches));
        try {
            SslContext tls = ServerTls.hubDevices(room.ca().issue(offer.deviceHost()));
            Consumer<ChannelPipeline> mqtt = pipeline -> pipeline.addLast(new MqttDecoder(LARGEST_PACKET))
                    .addLast(MqttEncoder.INSTANCE)
                    .addLast(new DpsConnection(offer.idScope(), registrar, switches));
            WebSocketDoor door = new WebSocketDoor(WEB_SOCKET, "mqtt", LARGEST_PACKET, mqtt);
            HttpsServer web = HttpsServer.start(
                    room.transport(),
                    tls,
                    room.workers(),
                    call -> HttpReply.Answer.text(404, "Not found"),
                    List.of(door));
            try {
                Transport.Listener devices = room.transport().listen(channel -> {
                    channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                    mqtt.accept(channel.pipeline());
                });
                room.network().register(offer.serviceHost(), HTTPS, service.address());
                room.network().register(offer.deviceHost(), MQTT, devices.address());
                room.network().register(offer.deviceHost(), HTTPS, web.address());
                return new ProvisioningService(offer, enrollments, switches, devices, web, service);
            } catch (IOException | RuntimeException e) {
                web.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            service.close();
            throw e;
        }
    }

    /** Its enrollments. */
    public Enrollments enrollments() {
        return enrollments;
    }

    /** What goes wrong at it. */
    public DpsSwitches switches() {
        return switches;
    }

    /** By which devices name it. */
    public String idScope() {
        return offer.idScope();
    }

    /** The connection string of a service client; it holds the key. */
    public String connectionString() {
        return "HostName=" + offer.serviceHost() + ";SharedAccessKeyName=" + POLICY + ";SharedAccessKey=" + offer.key();
    }

    @Override
    public void close() {
        devices.close();
        web.close();
        service.close();
    }
}
