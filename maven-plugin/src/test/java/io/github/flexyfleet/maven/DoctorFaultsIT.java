package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.doctor.DoctorCode;
import io.github.flexyfleet.fleet.doctor.DoctorReport;
import io.github.flexyfleet.fleet.doctor.Link;
import io.github.flexyfleet.fleet.doctor.Verdict;
import io.github.flexyfleet.fleet.hub.IdentityMark;
import io.github.flexyfleet.maven.Hospital.Look;
import io.github.flexyfleet.simulator.fault.Deed;
import io.github.flexyfleet.simulator.fault.Moment;
import io.github.flexyfleet.simulator.fault.Target;
import io.github.flexyfleet.simulator.flexy.FlexySpec;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import io.github.flexyfleet.simulator.hub.EtagMatch;
import io.github.flexyfleet.simulator.hub.HubConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each code of the doctor comes of the simulator's matching fault, real runtimes on virtual gateways included; and of a
 * device with which all is well it finds nothing. One world in virtual time for all, a gateway a code.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorFaultsIT {
    private static final Duration LONG = Duration.ofHours(5);
    private static final Duration SOON = Duration.ofMinutes(3);
    /** So far apart is what happens again and again. */
    private static final Duration ROUND = Duration.ofSeconds(40);
    /** For a gateway to notice what ails it. */
    private static final Duration ONSET = Duration.ofMinutes(5);

    /** Something is done to them while they have no power. */
    private static final List<String> CHANGED = List.of("swapped", "old", "emptied", "untagged");
    /** They fall ill slowly. */
    private static final List<String> SLOW = List.of("expired", "dropped");

    private static final String KEY = "A".repeat(43) + "=";

    /**
     * Shown by fakes only (DoctorTest of the fleet module): no second client of this world sends anything, the runtime marks
     * every message and takes every question, and what is not understood has no fault by its nature. This world has no Device Provisioning Service.
     */
    private static final Set<DoctorCode> BY_FAKES = EnumSet.of(
            DoctorCode.OTHER_MESSAGE,
            DoctorCode.BODY_FORM,
            DoctorCode.NOT_ASKED,
            DoctorCode.UNKNOWN,
            DoctorCode.NOT_REGISTERED,
            DoctorCode.OTHER_HUB);

    @TempDir
    static Path folder;

    private final Deque<SecondClient> intruders = new ArrayDeque<>();
    private Hospital hospital;

    /** Breaks something. */
    @FunctionalInterface
    private interface Fault {
        void strike(Hospital hospital, String name) throws Exception;
    }

    /**
     * A code and how it comes about.
     *
     * @param name the gateway; of those that suffer from the same for all, it is "well"
     * @param follows what comes of the same fault at the device
     */
    private record Case(DoctorCode code, String name, Fault fault, Look look, Set<DoctorCode> follows) {
        static Case of(DoctorCode code, String name, Fault fault) {
            return new Case(code, name, fault, Look.usual(), Set.of());
        }

        /** At the hub's settings in Azure. */
        static Case ofHub(DoctorCode code, Consumer<HubConfiguration> fault, DoctorCode... follows) {
            return new Case(
                    code, "well", (hospital, name) -> fault.accept(hospital.settings()), Look.usual(), Set.of(follows));
        }

        static Case seen(DoctorCode code, Look look) {
            return new Case(code, "well", nothing(), look, Set.of());
        }
    }

    private static Fault nothing() {
        return (hospital, name) -> {};
    }

    private static Fault gateway(Deed.OnGateway deed) {
        return (hospital, name) -> {
            hospital.faults().now(name, deed);
            hospital.faults().now(new Deed.Disconnect(name));
        };
    }

    /** It happens again and again, until just now. */
    private static Fault again(int times, Fault fault) {
        return (hospital, name) -> {
            for (int i = 0; i < times; i++) {
                fault.strike(hospital, name);
                hospital.pass(ROUND);
            }
        };
    }

    private static Fault account(Deed.Reply reply) {
        return (hospital, name) -> hospital.faults().next(new Target.Account(), Moment.BEFORE, new Deed.Refuse(reply));
    }

    private static Case without(FlexySpec.Right right) {
        return Case.seen(DoctorCode.RIGHT_MISSING, Look.byUserWithout(right));
    }

    private static Fault identity(DeviceAuthentication authentication, boolean enabled) {
        return (hospital, name) ->
                hospital.registry().update(new DeviceSettings(name, enabled, "", authentication), new EtagMatch.Any());
    }

    private static List<Case> devices() {
        String other = "AB".repeat(32);
        return List.of(
                Case.of(DoctorCode.NOT_IN_ACCOUNT, "gone", nothing()),
                Case.of(DoctorCode.OTHER_MACHINE, "swapped", nothing()),
                Case.of(DoctorCode.FIRMWARE_TOO_OLD, "old", nothing()),
                Case.of(DoctorCode.NO_RUNTIME, "bare", nothing()),
                Case.of(DoctorCode.NOTHING_DEPLOYED, "emptied", nothing()),
                Case.of(DoctorCode.NO_TAGS, "untagged", nothing()),
                Case.of(DoctorCode.CERTIFICATE_EXPIRED, "expired", nothing()),
                Case.of(DoctorCode.DROPPED, "dropped", nothing()),
                Case.of(DoctorCode.OFFLINE, "offline", gateway(new Deed.Offline(LONG))),
                Case.of(
                        DoctorCode.DEVICE_LOGIN,
                        "login",
                        (hospital, name) -> hospital.faults()
                                .next(
                                        new Target.Device(name),
                                        Moment.BEFORE,
                                        new Deed.Refuse(Deed.Reply.DEVICE_LOGIN))),
                without(FlexySpec.Right.EBD),
                without(FlexySpec.Right.JAVA_FORMS),
                without(FlexySpec.Right.CHANGE_CONFIGURATION),
                without(FlexySpec.Right.FORCE_OUTPUTS),
                Case.seen(DoctorCode.OTHER_RUNTIME, Look.usual().ofRuntime("0.0.1")),
                Case.seen(
                        DoctorCode.OTHER_CONFIGURATION, Look.usual().withGroup("all: {groups: [A], push: {full: 1m}}")),
                Case.seen(DoctorCode.CERTIFICATE_DIFFERS, Look.usual().withoutState()),
                Case.of(DoctorCode.CLOCK, "clock", gateway(new Deed.ClockWrong(Duration.ofHours(2), LONG))),
                Case.of(DoctorCode.NAME, "name", gateway(new Deed.NoNames(LONG))),
                Case.of(DoctorCode.PORT, "port", gateway(new Deed.ClosedPort(8883, LONG))),
                Case.of(
                        DoctorCode.IDENTITY_MISSING,
                        "missing",
                        (hospital, name) -> hospital.registry().delete(name, new EtagMatch.Any())),
                Case.of(
                        DoctorCode.IDENTITY_DISABLED,
                        "disabled",
                        identity(new DeviceAuthentication.SelfSigned(other, other), false)),
                Case.of(
                        DoctorCode.IDENTITY_REVOKED,
                        "revoked",
                        (hospital, name) -> hospital.registry()
                                .update(
                                        new DeviceSettings(
                                                name,
                                                false,
                                                IdentityMark.revokedBy("hospital")
                                                        .text(),
                                                new DeviceAuthentication.SelfSigned(other, other)),
                                        new EtagMatch.Any())),
                Case.of(DoctorCode.IDENTITY_KIND, "kind", identity(new DeviceAuthentication.Sas(KEY, KEY), true)),
                Case.of(
                        DoctorCode.THUMBPRINT,
                        "thumbprint",
                        identity(new DeviceAuthentication.SelfSigned(other, other), true)),
                Case.of(
                        DoctorCode.ROOTS,
                        "refused",
                        (hospital, name) -> hospital.faults().now(new Deed.TurnAway(name, LONG))),
                Case.of(
                        DoctorCode.NOT_ANSWERED,
                        "deaf",
                        (hospital, name) -> hospital.faults().now(new Deed.Silence(name, LONG))),
                Case.of(
                        DoctorCode.NO_MESSAGE,
                        "routed",
                        (hospital, name) -> hospital.faults().now(new Deed.RouteAway(name, LONG))));
    }

    /** These hold for all, or not for long, and are ended after each. */
    private List<Case> passing() {
        return List.of(
                // While it has no WAN, Talk2M does not reach it either.
                Case.of(DoctorCode.NO_WAN, "wan", (hospital, name) -> {
                    hospital.faults().now(name, new Deed.NoWan(ROUND));
                    hospital.pass(ROUND);
                }),
                Case.of(
                        DoctorCode.ANOTHER_CLIENT,
                        "double",
                        again(4, (hospital, name) -> intruders.push(hospital.connectAs(name)))),
                // A bad line does the same, and the mend says so.
                Case.of(
                        DoctorCode.ANOTHER_CLIENT,
                        "flaky",
                        again(4, (hospital, name) -> hospital.faults().now(new Deed.Disconnect(name)))),
                Case.of(
                        DoctorCode.CRASH_LOOP,
                        "looping",
                        again(8, (hospital, name) -> hospital.faults().now(name, new Deed.Reboot()))),
                Case.of(DoctorCode.NOT_CONNECTED, "early", (hospital, name) -> {
                    hospital.faults().now(new Deed.TurnAway(name, LONG));
                    hospital.pass(Duration.ofSeconds(5));
                }),
                Case.of(DoctorCode.ACCOUNT_REFUSED, "well", account(Deed.Reply.CREDENTIALS)),
                Case.seen(DoctorCode.CALLS_SPENT, Look.withFewCalls()),
                Case.of(DoctorCode.CALLS_SPENT, "well", account(Deed.Reply.QUOTA)),
                Case.of(
                        DoctorCode.TALK2M_UNREACHABLE,
                        "well",
                        (hospital, name) -> hospital.faults().now(new Deed.NoHost("m2web.talk2m.com", LONG))),
                Case.ofHub(DoctorCode.OTHER_TIER, settings -> settings.sku("B1")),
                Case.ofHub(DoctorCode.ROUTED_AWAY, settings -> settings.fallback(false), DoctorCode.NO_MESSAGE),
                Case.ofHub(DoctorCode.SHUT_OUT, settings -> settings.publicAccess(false)),
                Case.seen(DoctorCode.HUB_TOO_SMALL, Look.usual().sending(400_001)),
                Case.seen(DoctorCode.HUB_REFUSED, Look.usual().withWrongKey()),
                Case.of(
                        DoctorCode.HUB_QUOTA,
                        "well",
                        (hospital, name) -> hospital.faults().now(new Deed.SpendMessages())),
                Case.of(
                        DoctorCode.HUB_THROTTLED,
                        "well",
                        (hospital, name) -> hospital.faults().now(new Deed.Throttle(LONG))),
                Case.of(
                        DoctorCode.HUB_UNREACHABLE,
                        "well",
                        (hospital, name) -> hospital.faults().now(new Deed.Outage(LONG))));
    }

    @BeforeAll
    void everybodyFallsIll() throws Exception {
        Set<String> names = new LinkedHashSet<>();
        Stream.of(devices(), passing()).flatMap(List::stream).map(Case::name).forEach(names::add);
        hospital = new Hospital(folder, List.copyOf(names));
        hospital.deployTo(CHANGED);
        hospital.meanwhile(DoctorFaultsIT::meanwhile, "emptied");
        // Both take long; the others would only cost processor time meanwhile.
        hospital.deployTo(SLOW);
        hospital.faults().now(new Deed.TurnAway("dropped", Duration.ofMinutes(85)));
        hospital.pass(Duration.ofMinutes(100));
        names.removeAll(CHANGED);
        names.removeAll(SLOW);
        names.removeAll(List.of("gone", "bare"));
        hospital.deployTo(List.copyOf(names));
        hospital.pass(SOON);
        for (Case one : devices()) {
            one.fault().strike(hospital, one.name());
        }
        hospital.pass(ONSET);
    }

    /** What somebody did to the gateways without telling. */
    private static FlexySpec meanwhile(FlexySpec gateway) {
        return switch (gateway.name()) {
            case "gone" -> copy(gateway, "", gateway.firmware(), gateway.tags());
            case "old" -> copy(gateway, gateway.name(), "14.4s0", gateway.tags());
            case "untagged" ->
                copy(
                        gateway,
                        gateway.name(),
                        gateway.firmware(),
                        gateway.tags().stream()
                                .map(tag -> new FlexySpec.Tag(tag.id(), tag.name(), tag.type(), ""))
                                .toList());
            default -> gateway;
        };
    }

    private static FlexySpec copy(FlexySpec gateway, String name, String firmware, List<FlexySpec.Tag> tags) {
        return new FlexySpec(
                name,
                gateway.serial(),
                firmware,
                gateway.zone(),
                gateway.users(),
                tags,
                gateway.seed(),
                gateway.past());
    }

    @AfterAll
    void close() throws IOException {
        while (!intruders.isEmpty()) {
            intruders.pop().close();
        }
        if (hospital != null) {
            hospital.close();
        }
    }

    private void finds(Case one) throws Exception {
        DoctorReport report = hospital.examine(one.name(), one.look());
        assertThat(report.problems())
                .as("%s", report.lines())
                .extracting(Verdict.Problem::code)
                .containsOnlyElementsOf(Stream.concat(Stream.of(one.code()), one.follows().stream())
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> eachFaultIsFound() {
        Stream<DynamicTest> before = Stream.of(
                DynamicTest.dynamicTest("nothing", this::findsNothing),
                DynamicTest.dynamicTest("without the role Reader", this::saysWhatItCouldNotLookAt),
                DynamicTest.dynamicTest("control of the Java VM", this::saysWhatCannotBeLookedAtAndStopsNothing));
        Stream<DynamicTest> single = devices().stream()
                .map(one -> DynamicTest.dynamicTest(one.code().id() + " " + one.code(), () -> finds(one)));
        Stream<DynamicTest> all = passing().stream()
                .map(one -> DynamicTest.dynamicTest(one.code().id() + " " + one.code(), () -> {
                    one.fault().strike(hospital, one.name());
                    finds(one);
                    hospital.faults().calm();
                    hospital.settings().calm();
                }));
        return Stream.of(before, single, all).flatMap(tests -> tests);
    }

    private void saysWhatItCouldNotLookAt() throws Exception {
        hospital.settings().readable(false);
        DoctorReport report = hospital.examine("well", Look.usual());
        hospital.settings().calm();
        assertThat(report.problems()).as("%s", report.lines()).isEmpty();
        assertThat(report.lines())
                .filteredOn(line -> line.startsWith("  not looked"))
                .singleElement()
                .asString()
                .contains("settings of the hub in Azure", "routes, retention", "role Reader at the hub");
    }

    private void findsNothing() throws Exception {
        DoctorReport report = hospital.examine("well", Look.usual());
        assertThat(report.problems()).as("%s", report.lines()).isEmpty();
        assertThat(report.common())
                .allSatisfy(link -> assertThat(link.verdict()).isInstanceOf(Verdict.Ok.class))
                .extracting(Link::name)
                .contains(
                        "tier of the hub",
                        "routes to the built-in endpoint",
                        "retention of messages",
                        "consumer group",
                        "network rules of the hub",
                        "messages of the day");
        assertThat(report.devices().values())
                .singleElement()
                .satisfies(links -> assertThat(links)
                        .hasSize(11)
                        .allSatisfy(link -> assertThat(link.verdict()).isInstanceOf(Verdict.Ok.class)));
    }

    /** To ask whether the user may control the Java VM would stop the runtime. */
    private void saysWhatCannotBeLookedAtAndStopsNothing() throws Exception {
        DoctorReport report = hospital.examine("well", Look.byUserWithout(FlexySpec.Right.JVM_CONTROL));
        assertThat(report.problems()).as("%s", report.lines()).isEmpty();
        assertThat(report.lines())
                .anyMatch(line -> line.contains("control the Java VM (Control JVM) was not looked at"));
    }

    @Test
    void noCodeIsForgotten() {
        Set<DoctorCode> shown = EnumSet.copyOf(BY_FAKES);
        // With a clock that goes by itself, which the Event Hubs client needs.
        DoctorInRehearsalIT.faults().forEach(one -> shown.add((DoctorCode) one.get()[0]));
        // In a world of its own: DoctorRootsIT.
        shown.add(DoctorCode.WRONG_ROOTS);
        devices().forEach(one -> shown.add(one.code()));
        passing().forEach(one -> shown.add(one.code()));

        assertThat(shown).containsExactlyInAnyOrderElementsOf(Arrays.asList(DoctorCode.values()));
    }
}
