package io.github.flexyfleet.simulator.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.ProxySettings;
import com.microsoft.azure.sdk.iot.device.transport.NoRetry;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientRegistrationResult;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientStatus;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientSubstatus;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientTransportProtocol;
import com.microsoft.azure.sdk.iot.provisioning.device.internal.exceptions.ProvisioningDeviceClientException;
import com.microsoft.azure.sdk.iot.provisioning.device.internal.exceptions.ProvisioningDeviceHubException;
import com.microsoft.azure.sdk.iot.provisioning.service.ProvisioningServiceClient;
import com.microsoft.azure.sdk.iot.provisioning.service.Query;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.EnrollmentGroup;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.EnrollmentStatus;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.IndividualEnrollment;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.ProvisioningStatus;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.QuerySpecificationBuilder;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.QuerySpecificationBuilder.FromType;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.TwinCollection;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.TwinState;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.X509Attestation;
import com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientTooManyRequestsException;
import com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientUnathorizedException;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How devices register, and whom the service lets in, by Microsoft's own SDKs. */
class OfficialProvisioningTest extends OfficialSdks {
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
