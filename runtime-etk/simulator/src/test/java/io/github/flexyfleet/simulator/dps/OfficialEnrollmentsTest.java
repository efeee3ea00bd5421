package io.github.flexyfleet.simulator.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.provisioning.service.Query;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.BulkOperationMode;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.IndividualEnrollment;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.QuerySpecificationBuilder;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.QuerySpecificationBuilder.FromType;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.X509Attestation;
import com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientBadFormatException;
import com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientNotFoundException;
import com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientPreconditionFailedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What service clients make of enrollments, by Microsoft's own SDK. */
class OfficialEnrollmentsTest extends OfficialSdks {
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
}
