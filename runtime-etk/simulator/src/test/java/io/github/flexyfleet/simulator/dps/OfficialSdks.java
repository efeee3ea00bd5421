package io.github.flexyfleet.simulator.dps;

import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClient;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientRegistrationResult;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientTransportProtocol;
import com.microsoft.azure.sdk.iot.provisioning.device.internal.exceptions.ProvisioningDeviceClientException;
import com.microsoft.azure.sdk.iot.provisioning.security.SecurityProviderX509;
import com.microsoft.azure.sdk.iot.provisioning.service.ProvisioningServiceClient;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.IndividualEnrollment;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.X509Attestation;
import io.github.flexyfleet.simulator.hub.HubRefusal;
import io.github.flexyfleet.simulator.hub.HubTier;
import io.github.flexyfleet.simulator.hub.IotHub;
import io.github.flexyfleet.simulator.net.IntoTheWorld;
import io.github.flexyfleet.simulator.net.TestNet;
import java.net.Proxy;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The rehearsed Device Provisioning Service held to Microsoft's own Java SDKs, those of devices and those of service
 * clients: what they can do with it they can do with Azure. Neither of the two takes a proxy, so the JVM's sockets are sent
 * into the world for the time of a class.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OfficialSdks {
    private static final String DEVICES = "global.azure-devices-provisioning.net";
    private static final String SERVICE = "my-dps.azure-devices-provisioning.net";
    static final String HUB = "my-hub.azure-devices.net";
    private static final String ID_SCOPE = "0ne00ABCDEF";
    static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    /** Seconds; a registration takes 3, as the service says. */
    private static final int PATIENCE = 20;

    private static final int TRIES = 4;

    TestNet net;
    private Path directory;
    IotHub hub;
    ProvisioningService dps;
    ProvisioningServiceClient service;
    Proxy proxy;
    private SSLSocketFactory usualTrust;
    private ProxySelector usualProxies;

    /** The service SDK trusts what the JVM trusts, and both SDKs look at the machine's clock. */
    @BeforeAll
    void trustTheWorld(@TempDir Path made) throws Exception {
        directory = made;
        net = new TestNet(made.resolve("ca"));
        net.clock.advance(Duration.between(net.clock.instant(), Instant.now()));
        usualTrust = HttpsURLConnection.getDefaultSSLSocketFactory();
        usualProxies = ProxySelector.getDefault();
        HttpsURLConnection.setDefaultSSLSocketFactory(tls(Optional.empty()).getSocketFactory());
    }

    @AfterAll
    void trustTheUsual() throws Exception {
        HttpsURLConnection.setDefaultSSLSocketFactory(usualTrust);
        ProxySelector.setDefault(usualProxies);
        net.close();
    }

    @BeforeEach
    void start() throws Exception {
        Path kept = Files.createTempDirectory(directory, "dps");
        hub = net.closing(IotHub.start(new IotHub.Offer(HUB, HubTier.S1, KEY, kept.resolve("hub")), net.room()));
        dps = net.closing(ProvisioningService.start(
                new ProvisioningService.Offer(DEVICES, SERVICE, ID_SCOPE, KEY, kept.resolve("dps"), linked()),
                net.room()));
        dps.switches().assigning(Duration.ZERO);
        service = new ProvisioningServiceClient(dps.connectionString());
        proxy = net.proxy();
        ProxySelector.setDefault(IntoTheWorld.of(net, DEVICES, SERVICE));
    }

    @AfterEach
    void end() throws Exception {
        ProxySelector.setDefault(usualProxies);
        net.reset();
    }

    private LinkedHub linked() {
        return new LinkedHub() {
            @Override
            public String host() {
                return HUB;
            }

            @Override
            public void provision(String deviceId, String thumbprint, JsonNode initialTwin) throws DpsRefusal {
                try {
                    hub.provision(deviceId, thumbprint, initialTwin);
                } catch (HubRefusal e) {
                    throw new DpsRefusal(DpsError.UNAVAILABLE, e.getMessage());
                }
            }
        };
    }

    final SSLContext tls(Optional<TestAuthority.Device> device) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        if (device.isPresent()) {
            X509Certificate[] chain = device.get().chain().toArray(new X509Certificate[0]);
            store.setKeyEntry("device", device.get().pair().getPrivate(), new char[0], chain);
        }
        keys.init(store, new char[0]);
        return net.tls("TLSv1.2", keys.getKeyManagers());
    }

    /** A device as the SDK sees it; it trusts the world instead of Azure's roots. */
    private final class Shown extends SecurityProviderX509 {
        private final TestAuthority.Device device;

        Shown(TestAuthority.Device device) {
            this.device = device;
        }

        @Override
        public String getClientCertificateCommonName() {
            return device.id();
        }

        @Override
        public X509Certificate getClientCertificate() {
            return device.certificate();
        }

        @Override
        public Key getClientPrivateKey() {
            return device.pair().getPrivate();
        }

        @Override
        public Collection<X509Certificate> getIntermediateCertificatesChain() {
            return device.chain().subList(1, device.chain().size());
        }

        @Override
        public SSLContext getSSLContext() {
            try {
                return tls(Optional.of(device));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    /**
     * Registers. The SDK begins to wait for an answer after it has seen that its question was acknowledged, and loses one
     * that comes in between; then it is asked again. That it was too late is never the answer to a test.
     */
    final ProvisioningDeviceClientRegistrationResult register(
            TestAuthority.Device device, ProvisioningDeviceClientTransportProtocol by) throws Exception {
        for (int tries = 0; tries < TRIES; tries++) {
            ProvisioningDeviceClient client = ProvisioningDeviceClient.create(DEVICES, ID_SCOPE, by, new Shown(device));
            try {
                return client.registerDeviceSync(PATIENCE);
            } catch (ProvisioningDeviceClientException e) {
                if (!isTooLate(e)) {
                    throw e;
                }
            } finally {
                client.close();
            }
        }
        throw new AssertionError("the SDK had no answer " + TRIES + " times");
    }

    /** Of the registration itself it says so; of the question what became of it the cause does. */
    private static boolean isTooLate(ProvisioningDeviceClientException failure) {
        return String.valueOf(failure.getMessage()).startsWith("Timed out")
                || failure.getCause() instanceof TimeoutException;
    }

    final ProvisioningDeviceClientRegistrationResult register(TestAuthority.Device device) throws Exception {
        return register(device, ProvisioningDeviceClientTransportProtocol.MQTT);
    }

    final TestAuthority.Device selfSigned(String id) throws Exception {
        return TestAuthority.selfSigned(id, net.clock.instant());
    }

    static String pem(X509Certificate certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    static IndividualEnrollment enrollment(TestAuthority.Device device) throws Exception {
        return new IndividualEnrollment(
                device.id(), X509Attestation.createFromClientCertificates(pem(device.certificate())));
    }
}
