package io.github.flexyfleet.simulator.hub;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedListener;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import io.github.flexyfleet.simulator.net.TestNet;
import io.github.flexyfleet.simulator.net.WebClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** A hub for one test class, with clients for both of its sides. */
final class TestHub {
    static final String HOST = "eWONPROJECT.azure-devices.net";
    static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    final TestNet net;
    final TestCertificates certificates;
    private final Path directory;
    HubFaults faults = HubFaults.NONE;
    private IotHub hub;
    private WebClient client;

    TestHub(Path directory) throws Exception {
        this.directory = directory;
        this.net = new TestNet(directory.resolve("ca"));
        this.certificates = new TestCertificates();
    }

    /** Starts the hub with an empty registry. */
    IotHub start(HubTier tier) throws IOException {
        return start(tier, Files.createTempDirectory(directory, "hub"));
    }

    IotHub start(HubTier tier, Path kept) throws IOException {
        hub = IotHub.start(
                new IotHub.Offer(HOST, tier, KEY, kept, faults),
                net.ca,
                net.network,
                net.transport,
                net.workers,
                net.clock,
                net.random);
        net.closing(hub);
        client = net.client();
        return hub;
    }

    X509Certificate certificate(String name) throws Exception {
        return certificates.make(name, net.clock.instant().plus(Duration.ofDays(365)));
    }

    /** Registers a device with a new certificate. */
    X509Certificate register(String id) throws Exception {
        X509Certificate certificate = certificate(id);
        String thumbprint = TestCertificates.thumbprint(certificate, "SHA-256");
        hub.registry().create(DeviceSettings.selfSigned(id, thumbprint, thumbprint));
        return certificate;
    }

    /** The address of the device endpoint under the hub's real name, so that the client checks that name. */
    InetSocketAddress deviceEndpoint() throws IOException {
        int port = net.network.resolve(HOST, 8883).getPort();
        return new InetSocketAddress(InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1}), port);
    }

    KeyManagerFactory keyManagers(X509Certificate certificate) throws Exception {
        return certificates.keyManagers(certificate);
    }

    Mqtt3BlockingClient mqtt(String id, X509Certificate certificate, MqttClientDisconnectedListener onEnd)
            throws Exception {
        return mqtt(id, HOST + "/" + id + "/?api-version=2021-04-12", keyManagers(certificate), onEnd);
    }

    Mqtt3BlockingClient mqtt(String id, X509Certificate certificate) throws Exception {
        return mqtt(id, certificate, context -> {});
    }

    Mqtt3BlockingClient mqtt(String id, String userName, KeyManagerFactory keys, MqttClientDisconnectedListener onEnd)
            throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(WebClient.store(net.ca.certificate()));
        return MqttClient.builder()
                .useMqttVersion3()
                .identifier(id)
                .serverAddress(deviceEndpoint())
                .sslConfig(MqttClientSslConfig.builder()
                        .keyManagerFactory(keys)
                        .trustManagerFactory(trust)
                        .protocols(List.of("TLSv1.2"))
                        .build())
                .simpleAuth()
                .username(userName)
                .applySimpleAuth()
                .addDisconnectedListener(onEnd)
                .buildBlocking();
    }

    /** A service call with a good token. */
    WebClient.Reply rest(String method, String path, String body, String... headers) throws IOException {
        Map<String, String> all = new HashMap<>();
        all.put("Authorization", token(HOST, KEY, net.clock.instant().getEpochSecond() + 3600));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return client.json(method, "https://" + HOST + path, body, all);
    }

    static String token(String host, String key, long end) {
        try {
            String resource = URLEncoder.encode(host.toLowerCase(java.util.Locale.ROOT), StandardCharsets.UTF_8);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
            byte[] signature = mac.doFinal((resource + "\n" + end).getBytes(StandardCharsets.UTF_8));
            return "SharedAccessSignature sr=" + resource + "&sig="
                    + URLEncoder.encode(Base64.getEncoder().encodeToString(signature), StandardCharsets.UTF_8)
                    + "&se=" + end + "&skn=iothubowner";
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
