package io.github.flexyfleet.maven;

import io.github.flexyfleet.simulator.flexy.WebRequest;
import io.github.flexyfleet.simulator.hub.DeviceIdentity;
import io.github.flexyfleet.simulator.hub.DeviceRegistry;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import io.github.flexyfleet.simulator.hub.EtagMatch;
import io.github.flexyfleet.simulator.hub.HubError;
import io.github.flexyfleet.simulator.hub.HubFaults;
import io.github.flexyfleet.simulator.hub.HubRefusal;
import io.github.flexyfleet.simulator.net.HttpReply;
import io.github.flexyfleet.simulator.talk2m.ApiRefusal;
import io.github.flexyfleet.simulator.talk2m.CallFaults;
import io.github.flexyfleet.simulator.time.VirtualTime;
import io.github.flexyfleet.simulator.time.Worker;
import io.github.flexyfleet.simulator.vm.bridge.VmKilled;
import io.github.flexyfleet.simulator.vm.flash.FlashFaults;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets one fault of a case come true at its moment, and notes what the engine asked of the device. Thread-safe. */
final class MatrixFaults implements CallFaults, FlashFaults {
    private static final Duration POWER_OFF = Duration.ofMinutes(2);
    private static final Duration REBOOT = Duration.ofMinutes(3);
    private static final Duration OFFLINE = Duration.ofMinutes(15);
    private static final Duration DISABLED = Duration.ofMinutes(4);
    private static final Duration THROTTLED = Duration.ofMinutes(4);
    private static final Duration CLOCK_WRONG = Duration.ofMinutes(5);
    private static final Duration YEARS_BEHIND = Duration.ofDays(-3000);
    private static final Set<String> READING_FORMS = Set.of("fleetStatus", "fleetLog");

    private final VirtualTime time;
    private final Worker worker;
    private final List<String> calls = new ArrayList<>();
    private MatrixFlexy flexy;
    private DeviceRegistry registry;
    private MatrixFault fault = MatrixFault.NONE;
    private int at;
    private int part;
    private String offlineFrom = "";
    private Instant offlineUntil = Instant.MIN;
    private Instant throttledUntil = Instant.MIN;
    private Instant over = Instant.MIN;
    private boolean cutting;
    private int writes;

    MatrixFaults(VirtualTime time) {
        this.time = time;
        this.worker = time.worker("faults");
    }

    /** Says what can be disturbed. */
    void reach(MatrixFlexy gateway, DeviceRegistry identities) {
        flexy = gateway;
        registry = identities;
    }

    /** Forgets the calls, and lets a fault come true at one of the next, counted from 1. */
    synchronized void arm(MatrixFault what, int call, int detail) {
        disarm();
        fault = what;
        at = call;
        part = detail;
    }

    /** The same, but it is the first call of this form at which the gateway gets offline. */
    synchronized void offlineFrom(String form) {
        disarm();
        offlineFrom = form;
    }

    /** Nothing goes wrong any more; forgets the calls. */
    synchronized void disarm() {
        fault = MatrixFault.NONE;
        offlineFrom = "";
        offlineUntil = Instant.MIN;
        throttledUntil = Instant.MIN;
        over = Instant.MIN;
        cutting = false;
        writes = 0;
        calls.clear();
    }

    /** The calls since the last arming: path, form and how it went. */
    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** Calls that change the gateway. */
    synchronized int writes() {
        return writes;
    }

    /** How often a form was answered with success. */
    synchronized long deeds(String form) {
        return calls.stream().filter(call -> call.equals("done " + form)).count();
    }

    /** How long what the fault does goes on from now, and a little more. */
    synchronized Duration lasts() {
        Instant now = time.instant();
        return over.isBefore(now)
                ? Duration.ofSeconds(5)
                : Duration.between(now, over).plusSeconds(20);
    }

    /** What goes wrong at the hub. */
    HubFaults hub() {
        return new HubFaults() {
            @Override
            public HubFaults.Fate rest() {
                Optional<HubError> refusal = closed();
                return new HubFaults.Fate() {
                    @Override
                    public Optional<HubError> refused() {
                        return refusal;
                    }
                };
            }

            @Override
            public Optional<HubError> closed() {
                synchronized (MatrixFaults.this) {
                    return time.instant().isBefore(throttledUntil)
                            ? Optional.of(HubError.THROTTLING)
                            : Optional.empty();
                }
            }
        };
    }

    @Override
    public Fate device(String device, WebRequest request) {
        return new Fate() {
            @Override
            public Before before() {
                return MatrixFaults.this.before(device, request);
            }

            @Override
            public After after(HttpReply.Answer answer) {
                return MatrixFaults.this.after(device, request, answer);
            }
        };
    }

    private Before before(String device, WebRequest request) {
        boolean now;
        synchronized (this) {
            note(request);
            long number = calls.stream().filter(call -> call.startsWith("ask ")).count();
            now = fault != MatrixFault.NONE && number == at;
            if (!offlineFrom.isEmpty() && offlineFrom.equals(request.fields().get("formName"))) {
                offlineUntil = Instant.MAX;
            }
            if (time.instant().isBefore(offlineUntil)) {
                return new Before.Refuse(ApiRefusal.unavailable(device));
            }
        }
        return now ? strike(device) : new Before.Deliver();
    }

    private void note(WebRequest request) {
        String form = request.fields().getOrDefault("formName", request.fields().getOrDefault("AST_Param", ""));
        calls.add("ask " + request.path() + " " + form);
        boolean reads = READING_FORMS.contains(form)
                || request.path().startsWith("usr/")
                || request.path().endsWith("ParamForm");
        writes += reads ? 0 : 1;
    }

    private Before strike(String device) {
        return switch (fault) {
            case NONE, ANSWER_TIMEOUT, ANSWER_LOST, ANSWER_CUT, POWER_CUT_AFTER, REBOOT_AFTER -> new Before.Deliver();
            case UNAVAILABLE -> new Before.Refuse(ApiRefusal.unavailable(device));
            case TIMEOUT -> new Before.Refuse(ApiRefusal.timeout(device));
            case UNREACHABLE -> new Before.Refuse(ApiRefusal.unreachable(device, 110));
            case TOO_MANY -> new Before.Refuse(ApiRefusal.tooMany());
            case CALL_LOST -> new Before.Lost();
            case SESSION_ENDED -> new Before.EndSession();
            case TWICE -> new Before.DeliverTwice();
            case SLOW -> {
                pass(Duration.ofSeconds(40));
                yield new Before.Deliver();
            }
            case POWER_CUT_BEFORE -> {
                cut();
                yield new Before.Refuse(ApiRefusal.timeout(device));
            }
            case POWER_CUT_IN_WRITE -> {
                cutting = true;
                yield new Before.Deliver();
            }
            case REBOOT_BEFORE -> {
                reboot();
                yield new Before.Refuse(ApiRefusal.unavailable(device));
            }
            case OFFLINE -> {
                offlineUntil = time.instant().plus(OFFLINE);
                over = offlineUntil;
                yield new Before.Refuse(ApiRefusal.unavailable(device));
            }
            case CERTIFICATE_REFUSED -> {
                certificates(MatrixFaults::ofNobody);
                yield new Before.Deliver();
            }
            case IDENTITY_DISABLED -> {
                certificates(settings -> enabled(settings, false));
                over = time.instant().plus(DISABLED);
                worker.schedule(DISABLED, () -> certificates(settings -> enabled(settings, true)));
                yield new Before.Deliver();
            }
            case HUB_THROTTLES -> {
                throttledUntil = time.instant().plus(THROTTLED);
                over = throttledUntil;
                yield new Before.Deliver();
            }
            case CLOCK_WRONG -> {
                over = time.instant().plus(CLOCK_WRONG);
                flexy.clockWrong(YEARS_BEHIND, CLOCK_WRONG);
                yield new Before.Deliver();
            }
        };
    }

    private After after(String device, WebRequest request, HttpReply.Answer response) {
        boolean now;
        synchronized (this) {
            String body = new String(response.body(), StandardCharsets.UTF_8);
            if (body.startsWith("{") && body.contains("\"ok\":true")) {
                calls.add("done " + request.fields().getOrDefault("formName", ""));
            }
            long number = calls.stream().filter(call -> call.startsWith("ask ")).count();
            now = fault != MatrixFault.NONE && number == at;
        }
        if (!flexy.online()) {
            return new After.Refuse(ApiRefusal.timeout(device));
        }
        return now ? strikeAnswer(device, response) : new After.Deliver();
    }

    private After strikeAnswer(String device, HttpReply.Answer response) {
        return switch (fault) {
            case ANSWER_TIMEOUT -> new After.Refuse(ApiRefusal.timeout(device));
            case ANSWER_LOST -> new After.Lost();
            case ANSWER_CUT -> new After.Cut(part % Math.max(1, response.body().length));
            case POWER_CUT_AFTER -> {
                cut();
                yield new After.Refuse(ApiRefusal.timeout(device));
            }
            case REBOOT_AFTER -> {
                reboot();
                yield new After.Deliver();
            }
            case NONE,
                    UNAVAILABLE,
                    TIMEOUT,
                    UNREACHABLE,
                    TOO_MANY,
                    CALL_LOST,
                    SESSION_ENDED,
                    TWICE,
                    SLOW,
                    POWER_CUT_BEFORE,
                    POWER_CUT_IN_WRITE,
                    REBOOT_BEFORE,
                    OFFLINE,
                    CERTIFICATE_REFUSED,
                    IDENTITY_DISABLED,
                    HUB_THROTTLES,
                    CLOCK_WRONG -> new After.Deliver();
        };
    }

    /** Cuts the power at the change of the flash that the case says; the gateway does the rest. */
    @Override
    public int reach(Operation operation, String path, int bytes) {
        synchronized (this) {
            if (!cutting || --part > 0) {
                return bytes;
            }
            cutting = false;
            calls.add("power cut at " + operation + " " + path);
            over = time.instant().plus(REBOOT);
        }
        if (operation == Operation.WRITE && bytes > 1) {
            return bytes / 2;
        }
        throw new VmKilled();
    }

    private void cut() {
        over = time.instant().plus(POWER_OFF);
        flexy.powerOff();
        MatrixFlexy gateway = flexy;
        worker.schedule(POWER_OFF, gateway::powerOn);
    }

    private void reboot() {
        over = time.instant().plus(REBOOT);
        flexy.reboot();
    }

    private void pass(Duration duration) {
        try {
            time.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void certificates(java.util.function.UnaryOperator<DeviceSettings> change) {
        registry.find(MatrixFleet.DEVICE).map(DeviceIdentity::settings).ifPresent(settings -> {
            try {
                registry.update(change.apply(settings), new EtagMatch.Any());
            } catch (HubRefusal e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** As somebody does it in the portal: all but the thumbprints stays. */
    private static DeviceSettings ofNobody(DeviceSettings settings) {
        DeviceSettings other = DeviceSettings.selfSigned(settings.deviceId(), "AB".repeat(32), "CD".repeat(32));
        return new DeviceSettings(
                settings.deviceId(), settings.enabled(), settings.statusReason(), other.authentication());
    }

    private static DeviceSettings enabled(DeviceSettings settings, boolean on) {
        return new DeviceSettings(settings.deviceId(), on, settings.statusReason(), settings.authentication());
    }
}
