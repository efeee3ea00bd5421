package io.github.flexyfleet.simulator.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.ProxySettings;
import com.microsoft.azure.sdk.iot.device.transport.NoRetry;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClient;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientRegistrationResult;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientStatus;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientSubstatus;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientTransportProtocol;
import com.microsoft.azure.sdk.iot.provisioning.device.internal.exceptions.ProvisioningDeviceClientException;
import com.microsoft.azure.sdk.iot.provisioning.device.internal.exceptions.ProvisioningDeviceHubException;
import com.microsoft.azure.sdk.iot.provisioning.security.SecurityProviderX509;
import com.microsoft.azure.sdk.iot.provisioning.service.ProvisioningServiceClient;
import com.microsoft.azure.sdk.iot.provisioning.service.Query;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.BulkOperationMode;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.EnrollmentGroup;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.EnrollmentStatus;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.IndividualEnrollment;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.ProvisioningStatus;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.QuerySpecificationBuilder;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.QuerySpecificationBuilder.FromType;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.TwinCollection;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.TwinState;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.X509Attestation;
import com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientBadFormatException;
import com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientNotFoundException;
import com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientPreconditionFailedException;
import com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientTooManyRequestsException;
import com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientUnathorizedException;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import io.github.flexyfleet.simulator.hub.HubRefusal;
import io.github.flexyfleet.simulator.hub.HubTier;
import io.github.flexyfleet.simulator.hub.IotHub;
import io.github.flexyfleet.simulator.net.ConnectProxy;
import io.github.flexyfleet.simulator.net.SocksDoor;
import io.github.flexyfleet.simulator.net.TestNet;
import io.github.flexyfleet.simulator.net.WebClient;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * The rehearsed Device Provisioning Service held to Microsoft's own Java SDKs, those of devices and those of service
 * clients: what they can do with it they can do with Azure. Neither of the two takes a proxy, so the JVM's sockets are sent
 * into the world for the time of this class.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfficialProvisioningTest {
    private static final String DEVICES = "global.azure-devices-provisioning.net";
    private static final String SERVICE = "my-dps.azure-devices-provisioning.net";
    private static final String HUB = "my-hub.azure-devices.net";
    private static final String ID_SCOPE = "0ne00ABCDEF";
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    /** Seconds; a registration takes 3, as the service says. */
    private static final int PATIENCE = 20;

    private static final int TRIES = 4;

    private TestNet net;
    private Path directory;
    private IotHub hub;
    private ProvisioningService dps;
    private ProvisioningServiceClient service;
    private Proxy proxy;
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
        hub = net.closing(IotHub.start(
                new IotHub.Offer(HUB, HubTier.S1, KEY, kept.resolve("hub")),
                net.ca,
                net.network,
                net.transport,
                net.workers,
                net.clock,
                net.random));
        dps = net.closing(ProvisioningService.start(
                new ProvisioningService.Offer(DEVICES, SERVICE, ID_SCOPE, KEY, kept.resolve("dps"), linked()),
                net.ca,
                net.network,
                net.transport,
                net.workers,
                net.clock,
                net.random));
        dps.switches().assigning(Duration.ZERO);
        service = new ProvisioningServiceClient(dps.connectionString());
        SocksDoor socks = net.closing(SocksDoor.open(net.network, net.workers));
        proxy = new Proxy(
                Proxy.Type.HTTP,
                net.closing(ConnectProxy.start(net.transport, net.network)).address());
        ProxySelector.setDefault(new IntoTheWorld(new Proxy(Proxy.Type.SOCKS, socks.address())));
    }

    @AfterEach
    void end() throws Exception {
        ProxySelector.setDefault(usualProxies);
        net.reset();
    }

    /** Sends what is for the service into the world, and nothing else. */
    private static final class IntoTheWorld extends ProxySelector {
        private final Proxy world;

        IntoTheWorld(Proxy world) {
            this.world = world;
        }

        @Override
        public List<Proxy> select(URI uri) {
            boolean forTheService = List.of(DEVICES, SERVICE).contains(uri.getHost());
            return List.of(forTheService ? world : Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException error) {
            throw new AssertionError(uri + " by " + address, error);
        }
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

    private SSLContext tls(Optional<TestAuthority.Device> device) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(WebClient.store(net.ca.certificate()));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        if (device.isPresent()) {
            X509Certificate[] chain = device.get().chain().toArray(new X509Certificate[0]);
            store.setKeyEntry("device", device.get().pair().getPrivate(), new char[0], chain);
        }
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
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
    private ProvisioningDeviceClientRegistrationResult register(
            TestAuthority.Device device, ProvisioningDeviceClientTransportProtocol by) throws Exception {
        for (int tries = 0; tries < TRIES; tries++) {
            ProvisioningDeviceClient client = ProvisioningDeviceClient.create(DEVICES, ID_SCOPE, by, new Shown(device));
            try {
                return client.registerDeviceSync(PATIENCE);
            } catch (ProvisioningDeviceClientException e) {
                if (!String.valueOf(e.getMessage()).startsWith("Timed out")) {
                    throw e;
                }
            } finally {
                client.close();
            }
        }
        throw new AssertionError("the SDK had no answer " + TRIES + " times");
    }

    private ProvisioningDeviceClientRegistrationResult register(TestAuthority.Device device) throws Exception {
        return register(device, ProvisioningDeviceClientTransportProtocol.MQTT);
    }

    private TestAuthority.Device selfSigned(String id) throws Exception {
        return TestAuthority.selfSigned(id, net.clock.instant());
    }

    private static String pem(X509Certificate certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private static IndividualEnrollment enrollment(TestAuthority.Device device) throws Exception {
        return new IndividualEnrollment(
                device.id(), X509Attestation.createFromClientCertificates(pem(device.certificate())));
    }

    @ParameterizedTest
    @EnumSource(
            value = ProvisioningDeviceClientTransportProtocol.class,
            names = {"MQTT", "MQTT_WS"})
    void anEnrolledDeviceIsToldItsHubAndItsIdAndIsThereWithItsFirstTwin(ProvisioningDeviceClientTransportProtocol by)
            throws Exception {
        TestAuthority.Device device = selfSigned("pump-1");
        IndividualEnrollment wanted = enrollment(device);
        wanted.setDeviceId("pump-one");
        wanted.setInitialTwin(
                new TwinState(new TwinCollection(Map.of("site", "brussels")), new TwinCollection(Map.of("level", 5))));
        service.createOrUpdateIndividualEnrollment(wanted);

        ProvisioningDeviceClientRegistrationResult result = register(device, by);

        assertThat(result.getProvisioningDeviceClientStatus())
                .isEqualTo(ProvisioningDeviceClientStatus.PROVISIONING_DEVICE_STATUS_ASSIGNED);
        assertThat(result.getSubstatus()).isEqualTo(ProvisioningDeviceClientSubstatus.INITIAL_ASSIGNMENT);
        assertThat(result.getIothubUri()).isEqualTo(HUB);
        assertThat(result.getDeviceId()).isEqualTo("pump-one");
        assertThat(result.getRegistrationId()).isEqualTo("pump-1");
        DeviceSettings made = hub.registry().get("pump-one").settings();
        assertThat(made.authentication())
                .isEqualTo(new DeviceAuthentication.SelfSigned(
                        Certificates.thumbprint(device.certificate(), "SHA-256"), ""));
        assertThat(service.getDeviceRegistrationState("pump-1").getStatus()).isEqualTo(EnrollmentStatus.ASSIGNED);
        assertThat(service.getDeviceRegistrationState("pump-1").getAssignedHub())
                .isEqualTo(HUB);
        TwinState twin = service.getIndividualEnrollment("pump-1").getInitialTwin();
        assertThat(twin.getTags()).containsEntry("site", "brussels");
    }

    @Test
    void whoHasRegisteredConnectsToTheHubWithTheSameCertificate() throws Exception {
        TestAuthority.Device device = selfSigned("pump-1");
        service.createOrUpdateIndividualEnrollment(enrollment(device));
        ProvisioningDeviceClientRegistrationResult result = register(device);

        DeviceClient client = new DeviceClient(
                "HostName=" + result.getIothubUri() + ";DeviceId=" + result.getDeviceId() + ";x509=true",
                IotHubClientProtocol.MQTT_WS,
                ClientOptions.builder()
                        .sslContext(tls(Optional.of(device)))
                        .proxySettings(new ProxySettings(proxy))
                        .build());
        client.setRetryPolicy(new NoRetry());
        client.open(false);
        client.sendEvent(new Message("hello"), 20_000);
        client.close();

        assertThat(hub.events().since(0).get(0).deviceId()).isEqualTo("pump-1");
    }

    @Test
    void aGroupTakesWhomItsAuthorityHasSignedThroughAnotherOne() throws Exception {
        TestAuthority root = TestAuthority.root("Our root", net.clock.instant());
        TestAuthority.Device device = root.intermediate("Our plant").device("pump-1");
        EnrollmentGroup made = service.createOrUpdateEnrollmentGroup(
                new EnrollmentGroup("plant", X509Attestation.createFromRootCertificates(pem(root.certificate()))));
        assertThat(made.getEtag()).isNotEmpty();

        ProvisioningDeviceClientRegistrationResult result = register(device);

        assertThat(List.of(result.getIothubUri(), result.getDeviceId())).containsExactly(HUB, "pump-1");
        Query registered = service.createEnrollmentGroupRegistrationStateQuery(
                new QuerySpecificationBuilder("*", FromType.DEVICE_REGISTRATIONS).createSqlQuery(), "plant");
        assertThat(registered.next().getItems()).hasSize(1);

        TestAuthority.Device foreign =
                TestAuthority.root("Our root", net.clock.instant()).device("pump-2");
        assertThatThrownBy(() -> register(foreign))
                .as("an authority of the same name")
                .isInstanceOf(ProvisioningDeviceClientException.class);
        service.deleteEnrollmentGroup("plant");
        assertThatThrownBy(() -> register(device)).isInstanceOf(ProvisioningDeviceClientException.class);
    }

    /** A group admits every leaf of its authority; a device's own enrollment goes before it, whatever it says. */
    @Test
    void anEnrollmentOfTheDevicesOwnGoesBeforeTheGroup() throws Exception {
        TestAuthority plant = TestAuthority.root("Our plant", net.clock.instant());
        service.createOrUpdateEnrollmentGroup(
                new EnrollmentGroup("plant", X509Attestation.createFromRootCertificates(pem(plant.certificate()))));
        TestAuthority.Device old = plant.device("pump-1");
        TestAuthority.Device fresh = plant.device("pump-1");
        register(fresh);
        register(old);
        assertThat(hub.registry().get("pump-1").settings().authentication())
                .as("who registers last is the device")
                .isEqualTo(
                        new DeviceAuthentication.SelfSigned(Certificates.thumbprint(old.certificate(), "SHA-256"), ""));

        IndividualEnrollment own = enrollment(selfSigned("pump-1"));
        own.setProvisioningStatus(ProvisioningStatus.DISABLED);
        own = service.createOrUpdateIndividualEnrollment(own);
        assertThatThrownBy(() -> register(old)).isInstanceOf(ProvisioningDeviceClientException.class);
        assertThatThrownBy(() -> register(fresh)).isInstanceOf(ProvisioningDeviceClientException.class);
        assertThat(register(plant.device("pump-2")).getIothubUri()).isEqualTo(HUB);

        own.setAttestation(X509Attestation.createFromClientCertificates(pem(fresh.certificate())));
        own.setProvisioningStatus(ProvisioningStatus.ENABLED);
        service.createOrUpdateIndividualEnrollment(own);
        assertThat(register(fresh).getIothubUri()).isEqualTo(HUB);
        assertThatThrownBy(() -> register(old)).isInstanceOf(ProvisioningDeviceClientException.class);
        assertThat(hub.registry().get("pump-1").settings().authentication())
                .isEqualTo(new DeviceAuthentication.SelfSigned(
                        Certificates.thumbprint(fresh.certificate(), "SHA-256"), ""));
    }

    @Test
    void anAuthorityThatIsDisabledShutsOutWhomItSignedAlthoughTheRootIsEnabled() throws Exception {
        TestAuthority root = TestAuthority.root("Our root", net.clock.instant());
        TestAuthority plant = root.intermediate("Our plant");
        service.createOrUpdateEnrollmentGroup(
                new EnrollmentGroup("root", X509Attestation.createFromRootCertificates(pem(root.certificate()))));
        EnrollmentGroup disabled =
                new EnrollmentGroup("plant", X509Attestation.createFromRootCertificates(pem(plant.certificate())));
        disabled.setProvisioningStatus(ProvisioningStatus.DISABLED);
        service.createOrUpdateEnrollmentGroup(disabled);

        isDisabled(plant.device("pump-1"));

        assertThat(register(root.device("pump-2")).getIothubUri()).isEqualTo(HUB);
    }

    /** The SDK tells apart who is not let in from who is, and is told that it may not register. */
    private void isDisabled(TestAuthority.Device device) {
        assertThatThrownBy(() -> register(device)).isInstanceOf(ProvisioningDeviceHubException.class);
        assertThat(hub.registry().find(device.id())).isEmpty();
    }

    @Test
    void whoIsUnknownOrShowsAnotherCertificateIsRefused() throws Exception {
        assertThatThrownBy(() -> register(selfSigned("pump-1")))
                .as("no enrollment")
                .isInstanceOf(ProvisioningDeviceClientException.class);
        service.createOrUpdateIndividualEnrollment(enrollment(selfSigned("pump-1")));
        assertThatThrownBy(() -> register(selfSigned("pump-1")))
                .as("the same name, another key")
                .isInstanceOf(ProvisioningDeviceClientException.class);
        assertThat(hub.registry().find("pump-1")).isEmpty();
    }

    @Test
    void whoIsDisabledIsToldSo() throws Exception {
        TestAuthority.Device device = selfSigned("pump-1");
        IndividualEnrollment wanted = enrollment(device);
        wanted.setProvisioningStatus(ProvisioningStatus.DISABLED);
        service.createOrUpdateIndividualEnrollment(wanted);

        isDisabled(device);

        IndividualEnrollment read = service.getIndividualEnrollment("pump-1");
        read.setProvisioningStatus(ProvisioningStatus.ENABLED);
        service.createOrUpdateIndividualEnrollment(read);
        assertThat(register(device).getIothubUri()).isEqualTo(HUB);
    }

    @Test
    void anEnrollmentIsMadeReadChangedAndDeletedWithItsEtag() throws Exception {
        TestAuthority.Device device = selfSigned("pump-1");
        TestAuthority.Device next = selfSigned("pump-1");
        IndividualEnrollment made = service.createOrUpdateIndividualEnrollment(enrollment(device));
        assertThat(made.getEtag()).isNotEmpty();
        assertThat(made.getCreatedDateTimeUtc()).isNotNull();

        IndividualEnrollment read = service.getIndividualEnrollment("pump-1");
        assertThat(((X509Attestation) read.getAttestation())
                        .getPrimaryX509CertificateInfo()
                        .getSha256Thumbprint())
                .isEqualToIgnoringCase(Certificates.thumbprint(device.certificate(), "SHA-256"));
        read.setAttestation(
                X509Attestation.createFromClientCertificates(pem(device.certificate()), pem(next.certificate())));
        IndividualEnrollment changed = service.createOrUpdateIndividualEnrollment(read);
        assertThat(changed.getEtag()).isNotEqualTo(made.getEtag());
        assertThat(register(next).getIothubUri()).as("the second slot").isEqualTo(HUB);

        assertThatThrownBy(() -> service.createOrUpdateIndividualEnrollment(made))
                .as("its etag is old")
                .isInstanceOf(ProvisioningServiceClientPreconditionFailedException.class);
        assertThatThrownBy(() -> service.deleteIndividualEnrollment("pump-1", made.getEtag()))
                .isInstanceOf(ProvisioningServiceClientPreconditionFailedException.class);
        service.deleteIndividualEnrollment(changed);
        assertThatThrownBy(() -> service.getIndividualEnrollment("pump-1"))
                .isInstanceOf(ProvisioningServiceClientNotFoundException.class);
    }

    @Test
    void aCertificateIsInOneEnrollmentOnly() throws Exception {
        TestAuthority.Device device = selfSigned("pump-1");
        service.createOrUpdateIndividualEnrollment(enrollment(device));
        IndividualEnrollment second = new IndividualEnrollment(
                "pump-2", X509Attestation.createFromClientCertificates(pem(device.certificate())));

        assertThatThrownBy(() -> service.createOrUpdateIndividualEnrollment(second))
                .isInstanceOf(ProvisioningServiceClientBadFormatException.class);
    }

    @Test
    void aQueryComesPageByPageAndABulkWritesMany() throws Exception {
        List<IndividualEnrollment> many = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            many.add(enrollment(selfSigned("pump-" + number)));
        }
        assertThat(service.runBulkEnrollmentOperation(BulkOperationMode.CREATE, many)
                        .getSuccessful())
                .isTrue();
        assertThat(service.runBulkEnrollmentOperation(BulkOperationMode.CREATE, many.subList(0, 2))
                        .getErrors())
                .as("they are there")
                .hasSize(2);

        Query query = service.createIndividualEnrollmentQuery(
                new QuerySpecificationBuilder("*", FromType.ENROLLMENTS).createSqlQuery(), 2);
        List<Integer> pages = new ArrayList<>();
        List<String> found = new ArrayList<>();
        while (query.hasNext()) {
            Object[] page = query.next().getItems();
            pages.add(page.length);
            Arrays.stream(page)
                    .map(one -> ((IndividualEnrollment) one).getRegistrationId())
                    .forEach(found::add);
        }
        assertThat(pages).containsExactly(2, 2, 1);
        assertThat(found).containsExactly("pump-0", "pump-1", "pump-2", "pump-3", "pump-4");

        assertThat(service.runBulkEnrollmentOperation(BulkOperationMode.DELETE, many)
                        .getSuccessful())
                .isTrue();
        assertThat(dps.enrollments().list(Kind.INDIVIDUAL)).isEmpty();
    }

    @Test
    void aWrongKeyIsUnauthorizedAndTooManyCallsAreToldApart() throws Exception {
        ProvisioningServiceClient wrong = new ProvisioningServiceClient(
                dps.connectionString().replace(KEY, Base64.getEncoder().encodeToString(new byte[] {1})));
        assertThatThrownBy(() -> wrong.getIndividualEnrollment("pump-1"))
                .isInstanceOf(ProvisioningServiceClientUnathorizedException.class);
        dps.switches().throttled(true);
        assertThatThrownBy(() -> service.getIndividualEnrollment("pump-1"))
                .isInstanceOf(ProvisioningServiceClientTooManyRequestsException.class);
    }

    @Test
    void aRegistrationThatFailsAndAServiceThatRefusesEndInAnError() throws Exception {
        TestAuthority.Device device = selfSigned("pump-1");
        service.createOrUpdateIndividualEnrollment(enrollment(device));
        dps.switches().failing(Optional.of(DpsError.UNAVAILABLE));
        assertThatThrownBy(() -> register(device)).isInstanceOf(ProvisioningDeviceClientException.class);
        dps.switches().failing(Optional.empty());
        dps.switches().refusing(true);
        assertThatThrownBy(() -> register(device)).isInstanceOf(ProvisioningDeviceClientException.class);
        assertThat(hub.registry().find("pump-1")).isEmpty();
    }
}
