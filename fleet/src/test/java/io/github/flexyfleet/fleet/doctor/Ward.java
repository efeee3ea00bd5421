package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.BundleFile;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.gateway.LogLine;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.gateway.Targets;
import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.hub.EventFeedException;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubFailure;
import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.HubTier;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.talk2m.HubReason;
import io.github.flexyfleet.fleet.talk2m.RuntimeState;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One device with all that is around it: healthy, until a test breaks something. Its clock is the only one. */
final class Ward implements DeviceSide, HubSide, Pace {
    static final String VERSION = "0.1.0";

    DeviceTarget target = expecting(Targets.target("pump-1"));
    Instant now = Instant.parse("2026-11-29T12:00:00Z");
    String serial = "2005-0001-25";
    String firmware = "14.9";
    String version = VERSION;
    Duration clockOff = Duration.ZERO;
    RuntimeState state = RuntimeState.CONFIRMED;
    String running = target.digest().hex();
    Optional<Fingerprint> fingerprint = target.fingerprint();
    Instant notAfter = now.plus(Duration.ofDays(100));
    RuntimeStatus.LinkState link = RuntimeStatus.LinkState.CONNECTED;
    Optional<String> reason = Optional.empty();
    Optional<String> assigned = Optional.empty();
    int tags = 8;
    long dropped;
    Optional<ProblemCode> unreached = Optional.empty();
    Optional<ProblemCode> account = Optional.empty();
    Optional<ProblemCode> logs = Optional.empty();
    Optional<IotHubFailure> registry = Optional.empty();
    Optional<EventFeedException.Reason> feed = Optional.empty();
    boolean registered = true;
    boolean enabled = true;
    String authentication = HubIdentity.SELF_SIGNED;
    String thumbprint = "AB".repeat(32);
    boolean sends = true;
    String sentUnder = target.digest().abbreviated();
    long left = 9_000;
    Optional<FakeAzure> azure = Optional.empty();
    boolean methods = true;
    boolean readable = true;
    Optional<IotHubFailure> flushing = Optional.empty();
    DeviceMessage.BodyForm form = new DeviceMessage.BodyForm("application/json", "utf-8");
    String statusReason = "";
    List<X509Certificate> chain = List.of();
    KeptPairs kept = KeptPairs.NONE;
    /** Whether it makes a message between two times of being asked how it is. */
    boolean makes;
    /** Whether that one reaches the reader. */
    boolean arrives;
    /** Under which configuration the device left a will, which comes while a message is waited for. */
    Optional<String> will = Optional.empty();
    /** A message of before is read only at this poll, since the hub has much to read; 0 for none. */
    int lateAt;

    private final List<DeviceMessage> arrived = new ArrayList<>();
    private int polls;
    private int asked;

    /** A device whose configuration names its hub. */
    private static DeviceTarget expecting(DeviceTarget usual) {
        List<BundleFile> files = new ArrayList<>(usual.bundle().files());
        files.removeIf(file -> file.name().equals("device.json"));
        byte[] json = "{\"hub\":{\"host\":\"h.azure-devices.net\"}}".getBytes(StandardCharsets.UTF_8);
        files.add(new BundleFile("device.json", json, false));
        files.add(new BundleFile(
                "roots.pem", certificate("root").certificatePem().getBytes(StandardCharsets.US_ASCII), false));
        return usual.with(Bundle.of(usual.device(), files));
    }

    /** The machine has no pair of the device: what it shall run is not known whole. */
    void withoutPair() {
        List<BundleFile> files = new ArrayList<>(target.bundle().files());
        files.removeIf(file -> file.name().startsWith("device.") && !file.name().equals("device.json"));
        target = new DeviceTarget(
                target.device(),
                target.site(),
                target.talk2mName(),
                target.serial(),
                Bundle.of(target.device(), files),
                new HubLogin.Unknown(true, CertificateSettings.Trust.THUMBPRINT),
                target.handling());
    }

    /** The device runs this, and sends under it. */
    void runs(String digest) {
        running = digest;
        sentUnder = new Digest(digest).abbreviated();
    }

    /** A certificate that shows itself. */
    static DeviceCertificate certificate(String name) {
        return new CertificateIssuer(new SecureRandom(), InstantSource.system())
                .issue(new DeviceId(name), Duration.ofDays(100));
    }

    DoctorReport examine() throws InterruptedException {
        CallsLeft calls = new CallsLeft() {
            @Override
            public String account() {
                return "demo";
            }

            @Override
            public long left() {
                return left;
            }

            @Override
            public long kept() {
                return 1_000;
            }
        };
        return new Doctor(
                        new Doctor.Sides(
                                this,
                                this,
                                readable ? this::open : MessageSide.none(),
                                List.of(calls),
                                azure.isEmpty() ? HubSettingsLook.none() : HubSettingsLook.of(azure, FakeAzure.WANTED)),
                        new Doctor.Settings(VERSION, HubTier.S1, methods, Duration.ofSeconds(90), kept),
                        this)
                .examine(List.of(target));
    }

    private EventFeed open(Instant from) {
        feed.filter(why -> why != EventFeedException.Reason.NOT_FOUND).ifPresent(why -> {
            throw new EventFeedException(why, "no");
        });
        return new EventFeed() {
            @Override
            public List<DeviceMessage> poll() {
                feed.ifPresent(why -> {
                    throw new EventFeedException(why, "no such group");
                });
                if (++polls == lateAt) {
                    arrived.add(message());
                }
                if (polls % 40 == 0) {
                    will.ifPresent(under -> arrived.add(lost(under)));
                }
                if (arrives && polls % 40 == 0) {
                    arrived.add(message());
                }
                List<DeviceMessage> fresh = List.copyOf(arrived);
                arrived.clear();
                return fresh;
            }

            @Override
            public boolean hasCaughtUp() {
                return polls >= lateAt;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    @Override
    public List<DeviceState> status(List<DeviceTarget> targets) throws DeviceProblemException {
        if (account.isPresent()) {
            throw problem(account.get());
        }
        Optional<DeviceProblem> problem =
                unreached.map(code -> new DeviceProblem(code, "what is wrong", "how to mend it"));
        return List.of(
                new DeviceState(target, problem.isPresent() ? Optional.empty() : Optional.of(runtime()), 1, problem));
    }

    private RuntimeStatus runtime() {
        long sequence = makes ? 40 + asked++ : 40;
        Optional<String> bundle = state == RuntimeState.EMPTY ? Optional.empty() : Optional.of(running);
        return new RuntimeStatus(
                new RuntimeStatus.Flexy(serial, firmware, now.plus(clockOff), 20_000_000, 28_000_000),
                new RuntimeStatus.Program(version, 3, Duration.ofMinutes(20)),
                new RuntimeStatus.Bundles(
                        state, bundle, Optional.empty(), bundle, Duration.ZERO, "", RuntimeStatus.TrialOutcome.NONE),
                new RuntimeStatus.HubLink(
                        link,
                        5,
                        Duration.ofMinutes(19),
                        "h.azure-devices.net",
                        true,
                        reason.map(HubReason::of),
                        assigned),
                new RuntimeStatus.Certificate(fingerprint, Optional.of(notAfter)),
                new RuntimeStatus.Queue(sequence, sequence, 0, dropped, tags),
                "");
    }

    @Override
    public List<LogLine> logs(DeviceTarget of) throws DeviceProblemException {
        if (logs.isPresent()) {
            throw problem(logs.get());
        }
        return List.of(new LogLine(Optional.of(now), LogLine.Source.RUNTIME, "started"));
    }

    private static DeviceProblemException problem(ProblemCode code) {
        return new DeviceProblemException(Outcome.FAILED, code, "what is wrong", "how to mend it");
    }

    @Override
    public Optional<HubIdentity> find(DeviceId device) {
        registry.ifPresent(failure -> {
            throw new IotHubException("read " + device, failure);
        });
        return registered
                ? Optional.of(new HubIdentity(
                        device,
                        "e",
                        "g",
                        enabled,
                        authentication,
                        new HubIdentity.Thumbprints(thumbprint, thumbprint),
                        new HubIdentity.Keys(Secret.of(""), Secret.of("")),
                        statusReason,
                        Secret.of("{}")))
                : Optional.empty();
    }

    @Override
    public void flush(DeviceId device) {
        flushing.ifPresent(failure -> {
            throw new IotHubException("call method flush of " + device, failure);
        });
        if (sends) {
            arrived.add(message());
        }
    }

    /** What the hub sends in its place when the connection is lost. */
    private DeviceMessage lost(String under) {
        return new DeviceMessage(
                target.device(),
                now,
                Map.of(
                        "cfg",
                        under,
                        "fp",
                        target.fingerprint().orElseThrow().abbreviated(),
                        "boot",
                        "3",
                        "kind",
                        "lost"),
                "{}",
                form);
    }

    private DeviceMessage message() {
        return new DeviceMessage(
                target.device(),
                now,
                Map.of("cfg", sentUnder, "fp", fingerprint.orElseThrow().abbreviated(), "boot", "3", "seq", "41"),
                "{}",
                form);
    }

    @Override
    public List<X509Certificate> chain() {
        return chain;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void pause(Duration duration) {
        now = now.plus(duration);
    }
}
