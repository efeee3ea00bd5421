package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.doctor.DoctorCode;
import io.github.flexyfleet.fleet.hub.IdentityMark;
import io.github.flexyfleet.simulator.dps.Kind;
import io.github.flexyfleet.simulator.fault.Deed;
import io.github.flexyfleet.simulator.fault.Moment;
import io.github.flexyfleet.simulator.fault.Strike;
import io.github.flexyfleet.simulator.fault.Target;
import io.github.flexyfleet.simulator.flexy.FlexySpec;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import io.github.flexyfleet.simulator.hub.EtagMatch;
import io.github.flexyfleet.simulator.hub.HubConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A code of the doctor, and how it comes about in a rehearsal world.
 *
 * @param code what the doctor is to find
 * @param name the gateway; of those that suffer from the same for all, it is "well"
 * @param fault breaks something
 * @param look what the doctor is given to look with
 * @param follows what comes of the same fault at the device
 */
record Ailment(DoctorCode code, String name, Fault fault, Look look, Set<DoctorCode> follows) {
    private static final Duration LONG = Duration.ofHours(5);
    /** So far apart is what happens again and again. */
    private static final Duration ROUND = Duration.ofSeconds(40);

    /** The doctor looks whether the registry answers, looks up the device there, and asks it. */
    private static final int CALLS_UNTIL_ASKED = 3;

    private static final String KEY = "A".repeat(43) + "=";

    /** Breaks something. */
    @FunctionalInterface
    interface Fault {
        void strike(Hospital hospital, String name) throws Exception;
    }

    private static Ailment of(DoctorCode code, String name, Fault fault) {
        return new Ailment(code, name, fault, Look.usual(), Set.of());
    }

    /** At the hub's settings in Azure. */
    private static Ailment ofHub(DoctorCode code, Consumer<HubConfiguration> fault, DoctorCode... follows) {
        return new Ailment(
                code, "well", (hospital, name) -> fault.accept(hospital.settings()), Look.usual(), Set.of(follows));
    }

    private static Ailment seen(DoctorCode code, Look look) {
        return new Ailment(code, "well", nothing(), look, Set.of());
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

    /** The hub knows the device no more either, so that it asks the service anew. */
    private static Fault andForgotten(Fault fault) {
        return (hospital, name) -> {
            fault.strike(hospital, name);
            hospital.registry().delete(name, new EtagMatch.Any());
        };
    }

    private static Fault account(Deed.Reply reply) {
        return (hospital, name) -> hospital.faults().next(new Target.Account(), Moment.BEFORE, new Deed.Refuse(reply));
    }

    private static Ailment without(FlexySpec.Right right) {
        return seen(DoctorCode.RIGHT_MISSING, Look.byUserWithout(right));
    }

    private static Fault identity(DeviceAuthentication authentication, boolean enabled) {
        return (hospital, name) ->
                hospital.registry().update(new DeviceSettings(name, enabled, "", authentication), new EtagMatch.Any());
    }

    /** Each at a gateway of its own, which stays ill. */
    static List<Ailment> ofDevices() {
        String other = "AB".repeat(32);
        return List.of(
                of(DoctorCode.NOT_IN_ACCOUNT, "gone", nothing()),
                of(DoctorCode.OTHER_MACHINE, "swapped", nothing()),
                of(DoctorCode.FIRMWARE_TOO_OLD, "old", nothing()),
                of(DoctorCode.NO_RUNTIME, "bare", nothing()),
                of(DoctorCode.NOTHING_DEPLOYED, "emptied", nothing()),
                of(DoctorCode.NO_TAGS, "untagged", nothing()),
                of(DoctorCode.CERTIFICATE_EXPIRED, "expired", nothing()),
                of(DoctorCode.DROPPED, "dropped", nothing()),
                of(DoctorCode.OFFLINE, "offline", gateway(new Deed.Offline(LONG))),
                of(
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
                seen(DoctorCode.OTHER_RUNTIME, Look.usual().ofRuntime("0.0.1")),
                seen(DoctorCode.OTHER_CONFIGURATION, Look.usual().withGroup("all: {groups: [A], push: {full: 1m}}")),
                seen(DoctorCode.CERTIFICATE_DIFFERS, Look.usual().withoutState()),
                of(DoctorCode.CLOCK, "clock", gateway(new Deed.ClockWrong(Duration.ofHours(2), LONG))),
                of(DoctorCode.NAME, "name", gateway(new Deed.NoNames(LONG))),
                of(DoctorCode.PORT, "port", gateway(new Deed.ClosedPort(8883, LONG))),
                of(
                        DoctorCode.IDENTITY_MISSING,
                        "missing",
                        (hospital, name) -> hospital.registry().delete(name, new EtagMatch.Any())),
                of(
                        DoctorCode.IDENTITY_DISABLED,
                        "disabled",
                        identity(new DeviceAuthentication.SelfSigned(other, other), false)),
                of(
                        DoctorCode.IDENTITY_REVOKED,
                        "revoked",
                        (hospital, name) -> hospital.registry()
                                .update(
                                        new DeviceSettings(
                                                name,
                                                false,
                                                IdentityMark.revokedBy("hospital", Instant.EPOCH)
                                                        .text(),
                                                new DeviceAuthentication.SelfSigned(other, other)),
                                        new EtagMatch.Any())),
                of(DoctorCode.IDENTITY_KIND, "kind", identity(new DeviceAuthentication.Sas(KEY, KEY), true)),
                of(
                        DoctorCode.THUMBPRINT,
                        "thumbprint",
                        identity(new DeviceAuthentication.SelfSigned(other, other), true)),
                of(
                        DoctorCode.ROOTS,
                        "refused",
                        (hospital, name) -> hospital.faults().now(new Deed.TurnAway(name, LONG))),
                of(
                        DoctorCode.NOT_ANSWERED,
                        "deaf",
                        (hospital, name) -> hospital.faults().now(new Deed.Silence(name, LONG))),
                of(
                        DoctorCode.BODY_FORM,
                        "unmarked",
                        (hospital, name) -> hospital.faults().now(new Deed.Unmark(name, LONG))),
                of(
                        DoctorCode.NO_MESSAGE,
                        "routed",
                        (hospital, name) -> hospital.faults().now(new Deed.RouteAway(name, LONG))));
    }

    /**
     * These hold for all, or not for long, and are ended after each.
     *
     * @param intruders gets the second clients of devices, to be closed at the end
     */
    static List<Ailment> passing(Deque<SecondClient> intruders) {
        return List.of(
                // While it has no WAN, Talk2M does not reach it either.
                of(DoctorCode.NO_WAN, "wan", (hospital, name) -> {
                    hospital.faults().now(name, new Deed.NoWan(ROUND));
                    hospital.pass(ROUND);
                }),
                of(
                        DoctorCode.ANOTHER_CLIENT,
                        "double",
                        again(4, (hospital, name) -> intruders.push(hospital.connectAs(name)))),
                // A bad line does the same, and the mend says so.
                of(
                        DoctorCode.ANOTHER_CLIENT,
                        "flaky",
                        again(4, (hospital, name) -> hospital.faults().now(new Deed.Disconnect(name)))),
                of(
                        DoctorCode.CRASH_LOOP,
                        "looping",
                        again(8, (hospital, name) -> hospital.faults().now(name, new Deed.Reboot()))),
                of(DoctorCode.NOT_CONNECTED, "early", (hospital, name) -> {
                    hospital.faults().now(new Deed.TurnAway(name, LONG));
                    hospital.pass(Duration.ofSeconds(5));
                }),
                // A copy of it, or a script, sends as it does; its own message is not due today.
                of(
                        DoctorCode.OTHER_MESSAGE,
                        "copied",
                        (hospital, name) -> hospital.later(ROUND, name, intruders::push)),
                // It is connected, and no more when the hub is to ask it.
                new Ailment(
                        DoctorCode.NOT_ASKED,
                        "unasked",
                        (hospital, name) -> hospital.faults()
                                .add(new Strike(
                                        new Target.Hub(),
                                        hospital.faults().calls(new Target.Hub()) + CALLS_UNTIL_ASKED,
                                        Moment.BEFORE,
                                        new Deed.TurnAway(name, LONG))),
                        Look.usual().withQuestions(),
                        Set.of()),
                of(
                        DoctorCode.UNKNOWN,
                        "well",
                        (hospital, name) -> hospital.faults()
                                .next(new Target.Hub(), Moment.BEFORE, new Deed.Refuse(Deed.Reply.NOT_UNDERSTOOD))),
                of(DoctorCode.ACCOUNT_REFUSED, "well", account(Deed.Reply.CREDENTIALS)),
                seen(DoctorCode.CALLS_SPENT, Look.withFewCalls()),
                of(DoctorCode.CALLS_SPENT, "well", account(Deed.Reply.QUOTA)),
                of(
                        DoctorCode.TALK2M_UNREACHABLE,
                        "well",
                        (hospital, name) -> hospital.faults().now(new Deed.NoHost("m2web.talk2m.com", LONG))),
                ofHub(DoctorCode.OTHER_TIER, settings -> settings.sku("B1")),
                ofHub(DoctorCode.ROUTED_AWAY, settings -> settings.fallback(false), DoctorCode.NO_MESSAGE),
                ofHub(DoctorCode.SHUT_OUT, settings -> settings.publicAccess(false)),
                seen(DoctorCode.HUB_TOO_SMALL, Look.usual().sending(400_001)),
                seen(DoctorCode.HUB_REFUSED, Look.usual().withWrongKey()),
                of(
                        DoctorCode.HUB_QUOTA,
                        "well",
                        (hospital, name) -> hospital.faults().now(new Deed.SpendMessages())),
                of(
                        DoctorCode.HUB_THROTTLED,
                        "well",
                        (hospital, name) -> hospital.faults().now(new Deed.Throttle(LONG))),
                of(
                        DoctorCode.HUB_UNREACHABLE,
                        "well",
                        (hospital, name) -> hospital.faults().now(new Deed.Outage(LONG))));
    }

    /** In a world with a Device Provisioning Service, each at a gateway that it has provisioned before. */
    static List<Ailment> ofProvisioned() {
        return List.of(
                of(
                        DoctorCode.NOT_REGISTERED,
                        "disenrolled",
                        andForgotten((hospital, name) -> hospital.enrollments().enable(Kind.INDIVIDUAL, name, false))),
                of(
                        DoctorCode.NOT_REGISTERED,
                        "unenrolled",
                        andForgotten((hospital, name) -> hospital.enrollments().remove(Kind.INDIVIDUAL, name))),
                of(
                        DoctorCode.OTHER_HUB,
                        "elsewhere",
                        andForgotten((hospital, name) -> hospital.world().linkHub("elsewhere.azure-devices.net"))));
    }

    /** What somebody did to the gateways without telling. */
    static FlexySpec meanwhile(FlexySpec gateway) {
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
}
