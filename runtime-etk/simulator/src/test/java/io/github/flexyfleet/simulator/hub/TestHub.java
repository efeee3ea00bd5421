package io.github.flexyfleet.simulator.hub;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedListener;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import okhttp3.Request;
import okhttp3.RequestBody;

/** A hub for one test class, with clients for both of its sides. */
final class TestHub {
    static final String HOST = "eWONPROJECT.azure-devices.net";
    static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    final TestNet net;
    final TestCertificates certificates;
    private final Path directory;
    HubFaults faults = HubFaults.NONE;
    HubLimits limits = HubLimits.standard(1);
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
        hub = IotHub.start(new IotHub.Offer(HOST, tier, KEY, kept, faults, limits), net.room());
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
        return mqtt(id, userName, Optional.empty(), Optional.ofNullable(keys), onEnd);
    }

    private Mqtt3BlockingClient mqtt(
            String id,
            String userName,
            Optional<String> password,
            Optional<KeyManagerFactory> keys,
            MqttClientDisconnectedListener onEnd)
            throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(WebClient.store(net.ca.certificate()));
        return MqttClient.builder()
                .useMqttVersion3()
                .identifier(id)
                .serverAddress(deviceEndpoint())
                .sslConfig(MqttClientSslConfig.builder()
                        .keyManagerFactory(keys.orElse(null))
                        .trustManagerFactory(trust)
                        .protocols(List.of("TLSv1.2"))
                        .build())
                .simpleAuth(
                        password.isEmpty()
                                ? Mqtt3SimpleAuth.builder().username(userName).build()
                                : Mqtt3SimpleAuth.builder()
                                        .username(userName)
                                        .password(password.get().getBytes(StandardCharsets.UTF_8))
                                        .build())
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

    /** Registers a device with these keys. */
    void register(String id, String primary, String secondary) throws HubRefusal {
        hub.registry().create(new DeviceSettings(id, true, "", new DeviceAuthentication.Sas(primary, secondary)));
    }

    /** A client that shows no certificate, but a password. */
    Mqtt3BlockingClient mqttBy(String password, String id, MqttClientDisconnectedListener onEnd) throws Exception {
        return mqtt(id, HOST + "/" + id + "/?api-version=2021-04-12", Optional.of(password), Optional.empty(), onEnd);
    }

    /** A call as a device makes it, with nothing but these headers. */
    WebClient.Reply post(String path, byte[] body, Map<String, String> headers) throws IOException {
        Request.Builder request =
                new Request.Builder().url("https://" + HOST + path).post(RequestBody.create(body));
        headers.forEach(request::header);
        return client.send(request.build());
    }

    /** A device's key, made of a text. */
    static String key(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A device's own token. */
    static String deviceToken(String id, String key, long end) {
        return sign(HOST.toLowerCase(Locale.ROOT) + "/devices/" + id, key, end);
    }

    static String token(String host, String key, long end) {
        return sign(host.toLowerCase(Locale.ROOT), key, end) + "&skn=iothubowner";
    }

    private static String sign(String signed, String key, long end) {
        try {
            String resource = URLEncoder.encode(signed, StandardCharsets.UTF_8);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
            byte[] signature = mac.doFinal((resource + "\n" + end).getBytes(StandardCharsets.UTF_8));
            return "SharedAccessSignature sr=" + resource + "&sig="
                    + URLEncoder.encode(Base64.getEncoder().encodeToString(signature), StandardCharsets.UTF_8)
                    + "&se=" + end;
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
