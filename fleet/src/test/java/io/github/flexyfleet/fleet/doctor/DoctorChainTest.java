package io.github.flexyfleet.fleet.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.IdentityMark;
import io.github.flexyfleet.fleet.hub.IotHubFailure;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus.LinkState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is broken beside the way of the data does not hide what is broken on it, and what was not looked at is named. */
class DoctorChainTest {
    private static final String OTHER = "CD".repeat(32);
    private static final String ANOTHER_DIGEST = "0123456789abcdef".repeat(4);

    private final Ward ward = new Ward();

    private void unconnected(String reason) {
        ward.link = LinkState.DISCONNECTED;
        ward.reason = Optional.of(reason);
    }

    /** The machine keeps another pair than the device has, so it expects another digest, too. */
    private void otherCertificate() {
        ward.fingerprint = Optional.of(new Fingerprint(OTHER));
        ward.thumbprint = OTHER;
        ward.runs(ANOTHER_DIGEST);
    }

    private void revoked() {
        ward.enabled = false;
        ward.statusReason = IdentityMark.revokedBy("plant", Instant.EPOCH).text();
    }

    private List<Link> links() throws InterruptedException {
        return ward.examine().devices().get(ward.target.device());
    }

    private Verdict verdict(String link) throws InterruptedException {
        return links().stream()
                .filter(each -> each.name().equals(link))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    private void finds(DoctorCode... codes) throws InterruptedException {
        DoctorReport report = ward.examine();
        assertThat(report.problems())
                .as("%s", report.lines())
                .extracting(Verdict.Problem::code)
                .containsExactly(codes);
    }

    @Test
    void aMissingRightHidesNothing() throws Exception {
        ward.logs = Optional.of(ProblemCode.RIGHT_MISSING);
        unconnected("name");

        finds(DoctorCode.RIGHT_MISSING, DoctorCode.NAME);
    }

    @Test
    void anotherConfigurationIsLookedAtAsItIs() throws Exception {
        ward.runs(ANOTHER_DIGEST);

        finds(DoctorCode.OTHER_CONFIGURATION);
        assertThat(verdict("a message asked for and seen"))
                .isInstanceOfSatisfying(
                        Verdict.Ok.class,
                        ok -> assertThat(ok.words())
                                .contains("under the configuration and certificate that it says it has"));
    }

    @Test
    void whyADeployWentBackIsTold() throws Exception {
        ward.runs(ANOTHER_DIGEST);
        unconnected("tcp");

        finds(DoctorCode.OTHER_CONFIGURATION, DoctorCode.PORT);
    }

    @Test
    void anOlderRuntimeHidesNothing() throws Exception {
        ward.version = "0.0.9";
        ward.enabled = false;

        finds(DoctorCode.OTHER_RUNTIME, DoctorCode.IDENTITY_DISABLED);
    }

    @Test
    void whatWasDroppedOnceDoesNotKeepMessagesFromBeingProven() throws Exception {
        ward.dropped = 5;
        ward.sends = false;

        finds(DoctorCode.DROPPED, DoctorCode.NO_MESSAGE);
    }

    @Test
    void whatIsBehindIsNamedInOneLine() throws Exception {
        unconnected("tcp");

        assertThat(links()).hasSize(12);
        assertThat(ward.examine().lines())
                .endsWith("  not looked  certificate, identity in the hub, connection to the hub, tags and messages, a"
                        + " message asked for and seen: nothing can be told behind FLX4034");
    }

    @Test
    void whatWasRevokedIsNoOtherCertificate() throws Exception {
        otherCertificate();
        revoked();
        unconnected("turned-away");

        finds(DoctorCode.IDENTITY_REVOKED);
        assertThat(ward.examine().lines())
                .anyMatch(line ->
                        line.startsWith("  not looked  certificate: the one on the device was revoked, see below"));
    }

    @Test
    void whatWasRevokedIsNotMerelyUnassigned() throws Exception {
        otherCertificate();
        revoked();
        ward.assigned = Optional.of("");
        unconnected("dps-refused");

        finds(DoctorCode.IDENTITY_REVOKED);
    }

    @Test
    void whatWasRevokedIsTheSameOfAnotherKind() throws Exception {
        revoked();
        ward.authentication = "certificateAuthority";

        finds(DoctorCode.IDENTITY_REVOKED);
    }

    @Test
    void anotherCertificateThatTheHubTrustsIsAllThatIsWrong() throws Exception {
        otherCertificate();

        finds(DoctorCode.CERTIFICATE_DIFFERS);
        assertThat(verdict("configuration"))
                .isInstanceOfSatisfying(
                        Verdict.NotLooked.class,
                        not -> assertThat(not.why()).contains("with another certificate, see below"));
        assertThat(verdict("a message asked for and seen")).isInstanceOf(Verdict.Ok.class);
    }

    @Test
    void theMendDoesNotBeginWithADeployFromTheWrongMachine() {
        assertThat(DoctorCode.CERTIFICATE_DIFFERS.mend())
                .startsWith("If another machine deploys this fleet, work there")
                .endsWith("run flexy:deploy here, which brings the certificate that is kept here.");
    }

    @Test
    void aRenewalThatNobodyHasDeployedYetIsNoFault() throws Exception {
        otherCertificate();
        ward.kept = (device, print) -> print.hex().equals(OTHER);

        finds();
        assertThat(ward.examine().lines())
                .anyMatch(line -> line.contains("certificate: kept here with its key")
                        && line.endsWith("a newer one is made, and not deployed yet"));
    }

    @Test
    void aMachineWithoutThePairSaysSoAndFindsNothing() throws Exception {
        ward.withoutPair();

        finds();
        assertThat(links())
                .filteredOn(link -> link.verdict() instanceof Verdict.NotLooked)
                .extracting(Link::name)
                .containsExactly("configuration", "certificate");
        assertThat(ward.examine().lines())
                .anyMatch(
                        line -> line.startsWith("  not looked  certificate: by the device's own word valid for another"
                                        + " 99 days; no pair of certificate and key is kept here")
                                && line.contains("flexy.stateFolder"))
                .anyMatch(line -> line.endsWith("identity in the hub: registered, enabled, thumbprint equal"));
    }

    @Test
    void aMachineWithoutThePairComparesTheDevicesOwnCertificate() throws Exception {
        ward.withoutPair();
        ward.thumbprint = OTHER;

        finds(DoctorCode.THUMBPRINT);
    }

    @Test
    void aMachineWithoutThePairAndWithoutTalk2mComparesNothing() throws Exception {
        ward.withoutPair();
        ward.account = Optional.of(ProblemCode.TALK2M);

        finds(DoctorCode.TALK2M_UNREACHABLE);
        assertThat(verdict("identity in the hub"))
                .isEqualTo(new Verdict.Ok(
                        "registered, enabled; its thumbprint was not compared, since none is known here"));
    }

    @Test
    void withoutARegistryAnotherCertificateIsTold() throws Exception {
        otherCertificate();
        ward.registry = Optional.of(new IotHubFailure.Unauthorized());

        finds(DoctorCode.HUB_REFUSED, DoctorCode.CERTIFICATE_DIFFERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"certificate-early", "certificate-expired", "dps-refused", "what-comes"})
    void theNetworkIsNotPraisedForAReasonThatShowsNothingOfIt(String reason) throws Exception {
        unconnected(reason);

        assertThat(verdict("network at the device"))
                .isInstanceOfSatisfying(
                        Verdict.NotLooked.class, not -> assertThat(not.why()).contains("(" + reason + ")"));
    }

    @Test
    void theNetworkIsNotPraisedWhileTheDeviceTries() throws Exception {
        ward.link = LinkState.CONNECTING;

        assertThat(verdict("network at the device"))
                .isInstanceOfSatisfying(
                        Verdict.NotLooked.class, not -> assertThat(not.why()).endsWith("connecting and no reason"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "turned-away", "no-answer", "duplicate", "client", "throttled"})
    void aReasonFromBehindThePortProvesThePort(String reason) throws Exception {
        unconnected(reason);

        assertThat(verdict("network at the device")).isInstanceOf(Verdict.Ok.class);
    }
}
