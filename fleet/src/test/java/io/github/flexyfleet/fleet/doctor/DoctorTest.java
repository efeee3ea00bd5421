package io.github.flexyfleet.fleet.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.hub.EventFeedException.Reason;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.IdentityMark;
import io.github.flexyfleet.fleet.hub.IotHubFailure;
import io.github.flexyfleet.fleet.talk2m.RuntimeState;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus.LinkState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One thing is broken at a time, and the doctor names just that. */
class DoctorTest {
    private static final Set<DoctorCode> PASSED_BY_DATA = EnumSet.of(
            DoctorCode.RIGHT_MISSING,
            DoctorCode.OTHER_RUNTIME,
            DoctorCode.OTHER_CONFIGURATION,
            DoctorCode.CERTIFICATE_DIFFERS,
            DoctorCode.DROPPED);

    private static Arguments breaks(DoctorCode code, Consumer<Ward> how) {
        return arguments(code, how);
    }

    private static Consumer<Ward> unconnected(String reason) {
        return ward -> {
            ward.link = LinkState.DISCONNECTED;
            ward.reason = Optional.of(reason);
        };
    }

    private static Consumer<Ward> disabledBy(IdentityMark mark) {
        return ward -> {
            ward.enabled = false;
            ward.statusReason = mark.text();
        };
    }

    private static Consumer<Ward> unreached(ProblemCode code) {
        return ward -> ward.unreached = Optional.of(code);
    }

    private static Consumer<Ward> inAzure(Consumer<FakeAzure> how) {
        return ward -> {
            FakeAzure azure = new FakeAzure();
            how.accept(azure);
            ward.azure = Optional.of(azure);
        };
    }

    static Stream<Arguments> allThatCanBreak() {
        return Stream.of(
                breaks(DoctorCode.TALK2M_UNREACHABLE, ward -> ward.account = Optional.of(ProblemCode.TALK2M)),
                breaks(DoctorCode.ACCOUNT_REFUSED, ward -> ward.account = Optional.of(ProblemCode.ACCOUNT_REFUSED)),
                breaks(DoctorCode.CALLS_SPENT, ward -> ward.left = 1_000),
                breaks(DoctorCode.CALLS_SPENT, ward -> ward.account = Optional.of(ProblemCode.TALK2M_LIMIT)),
                breaks(DoctorCode.CALLS_SPENT, unreached(ProblemCode.TALK2M_LIMIT)),
                breaks(
                        DoctorCode.HUB_UNREACHABLE,
                        ward -> ward.registry = Optional.of(new IotHubFailure.Unreachable("UnknownHostException"))),
                breaks(
                        DoctorCode.HUB_UNREACHABLE,
                        ward -> ward.registry = Optional.of(new IotHubFailure.Unexpected(503, ""))),
                breaks(DoctorCode.HUB_REFUSED, ward -> ward.registry = Optional.of(new IotHubFailure.Unauthorized())),
                breaks(DoctorCode.HUB_QUOTA, ward -> ward.registry = Optional.of(new IotHubFailure.QuotaExceeded())),
                breaks(
                        DoctorCode.HUB_THROTTLED,
                        ward -> ward.registry = Optional.of(new IotHubFailure.Throttled(Optional.empty()))),
                breaks(DoctorCode.HUB_THROTTLED, unconnected("throttled")),
                breaks(DoctorCode.MESSAGES_UNREACHABLE, ward -> ward.feed = Optional.of(Reason.UNREACHABLE)),
                breaks(DoctorCode.MESSAGES_REFUSED, ward -> ward.feed = Optional.of(Reason.REFUSED)),
                breaks(DoctorCode.GROUP_UNKNOWN, ward -> ward.feed = Optional.of(Reason.NOT_FOUND)),
                breaks(DoctorCode.GROUP_CROWDED, ward -> ward.feed = Optional.of(Reason.CROWDED)),
                breaks(DoctorCode.NOT_IN_ACCOUNT, unreached(ProblemCode.NOT_IN_ACCOUNT)),
                breaks(DoctorCode.OFFLINE, unreached(ProblemCode.OFFLINE)),
                breaks(DoctorCode.OTHER_MACHINE, ward -> ward.serial = "2005-0009-25"),
                breaks(DoctorCode.DEVICE_LOGIN, unreached(ProblemCode.DEVICE_LOGIN)),
                breaks(DoctorCode.RIGHT_MISSING, unreached(ProblemCode.RIGHT_MISSING)),
                breaks(DoctorCode.RIGHT_MISSING, ward -> ward.logs = Optional.of(ProblemCode.RIGHT_MISSING)),
                breaks(DoctorCode.FIRMWARE_TOO_OLD, ward -> ward.firmware = "14.4s0"),
                breaks(DoctorCode.NO_RUNTIME, unreached(ProblemCode.RUNTIME_SILENT)),
                breaks(DoctorCode.OTHER_RUNTIME, ward -> ward.version = "0.0.9"),
                breaks(DoctorCode.CRASH_LOOP, unconnected("safe-mode")),
                breaks(DoctorCode.NOTHING_DEPLOYED, ward -> ward.state = RuntimeState.EMPTY),
                breaks(DoctorCode.OTHER_CONFIGURATION, ward -> ward.runs("0123456789abcdef".repeat(4))),
                breaks(DoctorCode.CLOCK, ward -> ward.clockOff = Duration.ofMinutes(6)),
                breaks(DoctorCode.CLOCK, ward -> ward.clockOff = Duration.ofMinutes(-6)),
                breaks(DoctorCode.CLOCK, unconnected("clock")),
                breaks(DoctorCode.NO_WAN, unconnected("no-wan")),
                breaks(DoctorCode.NAME, unconnected("name")),
                breaks(DoctorCode.PORT, unconnected("tcp")),
                breaks(DoctorCode.CERTIFICATE_EXPIRED, ward -> ward.notAfter = ward.now.minusSeconds(1)),
                breaks(DoctorCode.CERTIFICATE_EXPIRED, unconnected("certificate-early")),
                breaks(DoctorCode.CERTIFICATE_DIFFERS, ward -> {
                    ward.fingerprint = Optional.of(new Fingerprint("CD".repeat(32)));
                    ward.thumbprint = "CD".repeat(32);
                }),
                breaks(DoctorCode.IDENTITY_MISSING, ward -> ward.registered = false),
                breaks(DoctorCode.IDENTITY_DISABLED, ward -> ward.enabled = false),
                breaks(DoctorCode.IDENTITY_DISABLED, disabledBy(IdentityMark.of("plant"))),
                breaks(DoctorCode.IDENTITY_DISABLED, disabledBy(IdentityMark.removedFrom("plant"))),
                breaks(DoctorCode.IDENTITY_REVOKED, disabledBy(IdentityMark.revokedBy("plant", Instant.EPOCH))),
                breaks(DoctorCode.IDENTITY_REVOKED, disabledBy(IdentityMark.keyRevokedBy("plant"))),
                breaks(DoctorCode.IDENTITY_KIND, ward -> ward.authentication = HubIdentity.SAS),
                breaks(DoctorCode.THUMBPRINT, ward -> ward.thumbprint = "CD".repeat(32)),
                breaks(DoctorCode.ANOTHER_CLIENT, unconnected("duplicate")),
                breaks(DoctorCode.ROOTS, unconnected("refused")),
                breaks(DoctorCode.ROOTS, unconnected("turned-away")),
                breaks(DoctorCode.WRONG_ROOTS, ward -> {
                    unconnected("refused").accept(ward);
                    ward.chain = List.of(Ward.certificate("another-root").certificate());
                }),
                breaks(DoctorCode.NOT_ANSWERED, unconnected("no-answer")),
                breaks(DoctorCode.NOT_CONNECTED, ward -> ward.link = LinkState.CONNECTING),
                breaks(DoctorCode.NOT_CONNECTED, unconnected("client")),
                breaks(DoctorCode.NOT_REGISTERED, ward -> ward.assigned = Optional.of("")),
                breaks(DoctorCode.NOT_REGISTERED, ward -> {
                    ward.assigned = Optional.of("h.azure-devices.net");
                    unconnected("dps-failed").accept(ward);
                }),
                breaks(DoctorCode.OTHER_HUB, ward -> ward.assigned = Optional.of("other.azure-devices.net")),
                breaks(DoctorCode.NO_TAGS, ward -> ward.tags = 0),
                breaks(DoctorCode.DROPPED, ward -> ward.dropped = 5),
                breaks(DoctorCode.NO_MESSAGE, ward -> ward.sends = false),
                breaks(DoctorCode.NO_MESSAGE, ward -> {
                    ward.sends = false;
                    ward.lateAt = 12;
                }),
                breaks(DoctorCode.NO_MESSAGE, ward -> {
                    ward.methods = false;
                    ward.makes = true;
                }),
                breaks(DoctorCode.NO_MESSAGE, ward -> {
                    ward.flushing = Optional.of(new IotHubFailure.NotFound());
                    ward.makes = true;
                }),
                breaks(DoctorCode.NOT_ASKED, ward -> ward.flushing = Optional.of(new IotHubFailure.NotFound())),
                breaks(
                        DoctorCode.HUB_THROTTLED,
                        ward -> ward.flushing = Optional.of(new IotHubFailure.Throttled(Optional.empty()))),
                breaks(DoctorCode.BODY_FORM, ward -> ward.form = DeviceMessage.BodyForm.UNTOLD),
                breaks(
                        DoctorCode.BODY_FORM,
                        ward -> ward.form = new DeviceMessage.BodyForm("application/json", "windows-1252")),
                breaks(DoctorCode.OTHER_MESSAGE, ward -> ward.sentUnder = "ffff".repeat(4)),
                breaks(DoctorCode.OTHER_TIER, inAzure(azure -> azure.sku = "B1")),
                breaks(DoctorCode.OTHER_TIER, inAzure(azure -> azure.units = 1)),
                breaks(DoctorCode.ROUTED_AWAY, inAzure(azure -> azure.fallback = false)),
                breaks(DoctorCode.SHUT_OUT, inAzure(azure -> azure.publicAccess = false)),
                breaks(DoctorCode.HUB_TOO_SMALL, inAzure(azure -> azure.most = 400)),
                breaks(DoctorCode.HUB_QUOTA, inAzure(azure -> azure.used = azure.most)),
                breaks(DoctorCode.GROUP_UNKNOWN, inAzure(azure -> azure.groups = Set.of("$Default"))),
                breaks(DoctorCode.UNKNOWN, unreached(ProblemCode.INTERNAL)));
    }

    @ParameterizedTest
    @MethodSource("allThatCanBreak")
    void theBrokenLinkIsNamedAndNothingElse(DoctorCode code, Consumer<Ward> how) throws Exception {
        Ward ward = new Ward();
        how.accept(ward);

        DoctorReport report = ward.examine();

        assertThat(report.problems())
                .as("%s", report.lines())
                .extracting(Verdict.Problem::code)
                .containsOnly(code);
        assertThat(report.problems())
                .allSatisfy(problem -> assertThat(problem.mend()).isNotBlank());
        report.devices()
                .values()
                .forEach(links -> assertThat(links.subList(broken(links) + 1, links.size()))
                        .as("behind the broken link all is looked at or nothing")
                        .allSatisfy(link -> assertThat(link.verdict())
                                .isInstanceOf(passes(links, code) ? Verdict.Ok.class : Verdict.NotLooked.class)));
    }

    private static boolean passes(List<Link> links, DoctorCode code) {
        boolean talksTo = links.get(0).verdict() instanceof Verdict.Ok;
        return talksTo && PASSED_BY_DATA.contains(code);
    }

    /** Where the first broken link is; where none is, all are before it. */
    private static int broken(List<Link> links) {
        return IntStream.range(0, links.size())
                .filter(each -> links.get(each).isBroken())
                .findFirst()
                .orElse(links.size() - 1);
    }

    @Test
    void everyCodeCanCome() {
        Set<DoctorCode> seen = allThatCanBreak()
                .map(arguments -> (DoctorCode) arguments.get()[0])
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(DoctorCode.class)));

        assertThat(seen).containsExactlyInAnyOrderElementsOf(Arrays.asList(DoctorCode.values()));
    }

    @Test
    void aHealthyDeviceHasNothing() throws Exception {
        Ward ward = new Ward();

        DoctorReport report = ward.examine();

        assertThat(report.lines())
                .isEqualTo(List.of(
                        "this machine, Talk2M and the hub",
                        "  ok          Talk2M calls of account demo: 9000 are left today",
                        "  ok          IoT Hub registry: answers, takes the login; tier S1 by the fleet file",
                        "  ok          messages at the hub: the built-in endpoint can be read",
                        "  ok          Talk2M account demo: answers, takes the login",
                        "  not looked  settings of the hub in Azure: tier, routes, retention, consumer groups, network"
                                + " rules and messages of the day: they show only with hub: {access: entra} and the role"
                                + " Reader at the hub. In the portal the hub's pages Overview, Message routing (fallback"
                                + " route on), Built-in endpoints, Networking and Metrics tell them",
                        "",
                        "pump-1",
                        "  ok          reached through Talk2M: online, the runtime answers",
                        "  ok          machine: serial 2005-0001-25, firmware 14.9",
                        "  ok          rights of the device user: Java forms, scripts and exports; 1 lines of log read."
                                + " Whether it may control the Java VM (Control JVM) was not looked at: that would stop"
                                + " the runtime",
                        "  ok          runtime: version 0.1.0",
                        "  ok          configuration: "
                                + ward.target.digest().hex().substring(0, 12),
                        "  ok          clock: right to 5 min",
                        "  ok          network at the device: it finds h.azure-devices.net and reaches its port (8883;"
                                + " 443 is not used and was not tried)",
                        "  ok          certificate: as kept here with its key, valid for another 99 days",
                        "  ok          identity in the hub: registered, enabled, thumbprint equal",
                        "  ok          connection to the hub: connected for 1140 s",
                        "  ok          tags and messages: 8 tags, 40 messages since its start, 0 waiting",
                        "  ok          a message asked for and seen: message 41 seen 0 s after it was asked for,"
                                + " under the right configuration and certificate, as JSON in UTF-8"));
    }

    @Test
    void whatTheHubHidesIsSaidWhereItMayBeTheReason() throws Exception {
        Ward ward = new Ward();
        ward.registry = Optional.of(new IotHubFailure.Unauthorized());
        unconnected("refused").accept(ward);

        assertThat(ward.examine().lines())
                .anyMatch(line -> line.contains("FLX4042") && line.contains("its identity could not be looked at"));
    }

    @Test
    void aFailedQuestionIsToldEvenWhenAMessageComes() throws Exception {
        Ward ward = new Ward();
        ward.flushing = Optional.of(new IotHubFailure.NotFound());
        ward.arrives = true;

        DoctorReport report = ward.examine();

        assertThat(report.problems()).as("%s", report.lines()).isEmpty();
        assertThat(report.lines())
                .anyMatch(line -> line.contains("it came by itself, it did not answer when the hub asked it"));
    }

    @Test
    void withoutTalk2mTheHubIsLookedAt() throws Exception {
        Ward ward = new Ward();
        ward.account = Optional.of(ProblemCode.TALK2M);

        DoctorReport report = ward.examine();

        assertThat(report.problems()).extracting(Verdict.Problem::code).containsExactly(DoctorCode.TALK2M_UNREACHABLE);
        List<Link> links = report.devices().get(ward.target.device());
        assertThat(links)
                .extracting(Link::name)
                .containsExactly("reached through Talk2M", "identity in the hub", "a message asked for and seen");
        assertThat(links.get(0).verdict()).isInstanceOf(Verdict.NotLooked.class);
        assertThat(links.subList(1, 3))
                .allSatisfy(link -> assertThat(link.verdict()).isInstanceOf(Verdict.Ok.class));
    }

    @Test
    void withoutTalk2mWhatIsWrongAtTheHubIsNamed() throws Exception {
        Ward ward = new Ward();
        ward.account = Optional.of(ProblemCode.TALK2M);
        ward.thumbprint = "CD".repeat(32);

        assertThat(ward.examine().problems())
                .extracting(Verdict.Problem::code)
                .containsExactly(DoctorCode.TALK2M_UNREACHABLE, DoctorCode.THUMBPRINT);
    }

    @Test
    void whatWasRevokedIsNotToBeEnabledByHand() throws Exception {
        Ward ward = new Ward();
        disabledBy(IdentityMark.revokedBy("plant", Instant.EPOCH)).accept(ward);

        assertThat(ward.examine().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.mend()).contains("flexy:deploy", "Do not enable it by hand"));
    }

    @Test
    void whatWasRevokedAndIsNobodysIsNotToBeEnabledByHandEither() throws Exception {
        Ward ward = new Ward();
        ward.enabled = false;
        ward.statusReason = IdentityMark.revokedOfNobody("plant");

        assertThat(ward.examine().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.mend()).contains("Delete the device", "Do not enable it"));
    }

    @Test
    void aRefusedDeviceWithAnotherRootIsTold() throws Exception {
        Ward ward = new Ward();
        unconnected("turned-away").accept(ward);
        ward.chain = List.of(Ward.certificate("another-root").certificate());

        assertThat(ward.examine().problems())
                .extracting(Verdict.Problem::what)
                .containsExactly(
                        "the hub shows this machine a certificate under another-root, and the device trusts only"
                                + " root");
    }

    @Test
    void aMendIsAStep() {
        assertThat(DoctorCode.values())
                .allSatisfy(code -> assertThat(code.mend())
                        .as(code.id())
                        .matches(
                                "(?s)(Add|Ask|Compare|Copy|Find out|Give|If|Log in|Look|Open|Read|Run|Set|Take|Update|Wait"
                                        + "|Write|With|Check)\\b.*"));
    }

    @Test
    void whatIsWrongIsToldWithItsMend() throws Exception {
        Ward ward = new Ward();
        ward.link = LinkState.DISCONNECTED;
        ward.reason = Optional.of("name");

        assertThat(ward.examine().lines())
                .containsSequence(
                        "  FLX4033     network at the device: the Flexy finds no address for the hub's name (h.azure-devices.net)",
                        "              mend: " + DoctorCode.NAME.mend());
    }
}
