package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.HubIdentities;
import io.github.flexyfleet.fleet.talk2m.HubReason;
import io.github.flexyfleet.fleet.talk2m.RuntimeState;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A gateway, its hub connection and the hub's registry, as far as a rollout sees them. It keeps a list of all that was
 * done to it. Once a bundle runs, each look at the feed brings a message under that bundle's digest, unless it is mute.
 */
public final class FakeGateway implements DeviceLink, HubIdentities, EventFeed {
    public static final String VERSION = "1.0";

    public final List<String> done = new ArrayList<>();
    private final DeviceTarget target;
    private final Pace pace;
    private final FakeFeed feed;
    private boolean installed = true;
    private String version = VERSION;
    private Optional<Duration> trialOfRuntime = Optional.empty();
    private boolean fallsBack;
    private boolean scripted;
    private String events = "";
    private String serial = "2005-0001-25";
    private String firmware = "14.9";
    private Optional<String> confirmed = Optional.empty();
    private Optional<String> trial = Optional.empty();
    private String lastRequest = "";
    private long boot = 1;
    private long sequence = 2;
    private boolean silentAfterStart;
    private boolean stuck;
    private boolean mute;
    private boolean cannotConnect;
    private boolean muteAtTheHub;
    private boolean barrier = true;
    private String error = "";
    private final List<String> tagValues = new ArrayList<>();
    private long dropped;
    private Duration connected = Duration.ofSeconds(10);
    private Optional<DeviceProblemException> unreachable = Optional.empty();

    public FakeGateway(DeviceTarget target, Pace pace) {
        this.target = target;
        this.pace = pace;
        feed = new FakeFeed(target, pace);
    }

    public FakeGateway withoutRuntime() {
        installed = false;
        return this;
    }

    /** Runs an older runtime. */
    public FakeGateway withRuntime(String older) {
        version = older;
        return this;
    }

    /** Runs this tool's runtime, not kept yet. */
    public FakeGateway withRuntimeOnTrial() {
        trialOfRuntime = Optional.of(Duration.ofMinutes(5));
        return this;
    }

    /** Has this event log. */
    FakeGateway withEvents(String export) {
        events = export;
        return this;
    }

    public FakeGateway whoseNewRuntimeFails() {
        fallsBack = true;
        return this;
    }

    public FakeGateway withSerial(String number) {
        serial = number;
        return this;
    }

    public FakeGateway withFirmware(String version) {
        firmware = version;
        return this;
    }

    public FakeGateway confirmed(Digest digest) {
        confirmed = Optional.of(digest.hex());
        return this;
    }

    /** As the id of the last request that the runtime took. */
    public FakeGateway lastAsked(String request) {
        lastRequest = request;
        return this;
    }

    public FakeGateway onTrial(Digest digest) {
        trial = Optional.of(digest.hex());
        return this;
    }

    public FakeGateway mute(String words) {
        mute = true;
        error = words;
        return this;
    }

    /** Names a problem, and does its work all the same. */
    public FakeGateway naming(String words) {
        error = words;
        return this;
    }

    /** Has lost messages since its start. */
    public FakeGateway dropping(long messages) {
        dropped = messages;
        return this;
    }

    /** Has been connected for so long by its own measure. */
    public FakeGateway connectedFor(Duration time) {
        connected = time;
        return this;
    }

    /** Connected, with old messages delivered, but without new ones. */
    public FakeGateway stuck() {
        stuck = true;
        return this;
    }

    public FakeGateway onAHubWithoutTwins() {
        barrier = false;
        return this;
    }

    public FakeGateway failing(DeviceProblemException problem) {
        unreachable = Optional.of(problem);
        return this;
    }

    /** Takes any bundle, and connects under the one before only. */
    public FakeGateway whoseNextBundleCannotConnect() {
        cannotConnect = true;
        return this;
    }

    /** Its next runtime connects and makes no message. */
    public FakeGateway whoseNewRuntimeMakesNothing() {
        silentAfterStart = true;
        return this;
    }

    /** What it sends does not reach the feed. */
    public FakeGateway muteAtTheHub() {
        muteAtTheHub = true;
        return this;
    }

    /** Once a look has found nothing, the feed shows messages that the first start made. */
    public void lateAfterTheSwitch(String digest, Fingerprint fingerprint) {
        feed.later(digest, fingerprint);
    }

    /** Makes a message, which is in the feed at once. */
    public void arrive(String digest, Fingerprint fingerprint, String body) {
        arrive(digest, Optional.of(fingerprint), body);
    }

    /** The same; a device with a key names no certificate. */
    public void arrive(String digest, Optional<Fingerprint> fingerprint, String body) {
        sequence++;
        feed.put(digest, fingerprint, body, boot, sequence);
    }

    @Override
    public Optional<RuntimeStatus> status() throws DeviceProblemException {
        if (unreachable.isPresent()) {
            throw unreachable.get();
        }
        done.add("status");
        return installed ? Optional.of(runtimeStatus()) : Optional.empty();
    }

    private RuntimeStatus runtimeStatus() {
        Optional<String> running = trial.or(() -> confirmed);
        RuntimeState state = trial.isPresent()
                ? RuntimeState.TRIAL
                : confirmed.isPresent() ? RuntimeState.CONFIRMED : RuntimeState.EMPTY;
        boolean connected = running.isPresent() && !mute && !(cannotConnect && trial.isPresent());
        sequence += connected && !stuck ? 1 : 0;
        return new RuntimeStatus(
                new RuntimeStatus.Flexy(serial, firmware, pace.now(), 20_000_000, 28_000_000),
                new RuntimeStatus.Program(version, boot, Duration.ofMinutes(1), trialOfRuntime),
                new RuntimeStatus.Bundles(
                        state,
                        confirmed,
                        trial,
                        running,
                        Duration.ofMinutes(9),
                        lastRequest,
                        RuntimeStatus.TrialOutcome.NONE),
                new RuntimeStatus.HubLink(
                        connected ? RuntimeStatus.LinkState.CONNECTED : RuntimeStatus.LinkState.DISCONNECTED,
                        connected ? 5 : 4,
                        this.connected,
                        "h.azure-devices.net",
                        barrier,
                        connected ? Optional.empty() : Optional.of(HubReason.of("tcp"))),
                new RuntimeStatus.Certificate(
                        target.fingerprint(), target.certificate().map(HubLogin.Certificate::notAfter)),
                new RuntimeStatus.Queue(sequence, barrier ? sequence : 0, connected ? 0 : 3, dropped, 8),
                error);
    }

    @Override
    public boolean tryRuntime(RuntimeStatus running) throws DeviceProblemException {
        done.add("try");
        if (fallsBack) {
            throw new DeviceProblemException(Outcome.REVERTED, ProblemCode.RUNTIME_FELL_BACK, "it ended", "look");
        }
        trialOfRuntime = Optional.of(Duration.ofMinutes(9));
        version = VERSION;
        boot++;
        sequence = 0;
        stuck = silentAfterStart;
        return true;
    }

    @Override
    public void keepRuntime() {
        done.add("keep");
        trialOfRuntime = Optional.empty();
    }

    @Override
    public void returnRuntime() {
        done.add("return");
        trialOfRuntime = Optional.empty();
        version = "0.0.1";
    }

    @Override
    public void inspect() {
        done.add("inspect");
    }

    @Override
    public void installRuntime() {
        done.add("install");
        installed = true;
    }

    @Override
    public void silenceScript(RuntimeStatus status) {
        if (scripted) {
            done.add("park");
        }
    }

    /** Runs a BASIC program that has to be parked. */
    public FakeGateway withScript() {
        scripted = true;
        return this;
    }

    @Override
    public void replaceRuntime() {
        done.add("replace");
        version = VERSION;
    }

    @Override
    public Released release() {
        done.add("release");
        return new Released(Optional.empty(), Released.Script.UNTOUCHED, true);
    }

    @Override
    public List<String> runtimeLog(int lines) {
        return installed ? List.of("2026-11-22T20:00:01Z start 1") : List.of();
    }

    @Override
    public void tryScript() {
        // It may.
    }

    @Override
    public String eventLog(int hours) {
        return events;
    }

    @Override
    public boolean runsWantedRuntime(RuntimeStatus status) {
        return status.program().version().equals(VERSION);
    }

    @Override
    public void upload(Bundle bundle) {
        done.add("upload");
    }

    @Override
    public void apply(Digest digest, Duration revertAfter) {
        done.add("apply");
        trial = Optional.of(digest.hex());
    }

    @Override
    public void confirm(Digest digest) {
        done.add("confirm");
        confirmed = trial;
        trial = Optional.empty();
    }

    @Override
    public void revert(Digest digest) {
        done.add("revert");
        trial = Optional.empty();
    }

    /** Shows these values of a tag, one after the other; the last one stays. */
    public FakeGateway showing(String... values) {
        tagValues.addAll(List.of(values));
        return this;
    }

    @Override
    public Optional<String> tagValue(String name) {
        done.add("tag " + name);
        return tagValues.size() > 1
                ? Optional.of(tagValues.remove(0))
                : tagValues.stream().findFirst();
    }

    @Override
    public int calls() {
        return done.size();
    }

    @Override
    public void takeBack(DeviceId id) {}

    @Override
    public void trust(DeviceId device, HubLogin login, Optional<Fingerprint> running) {
        done.add("trust");
    }

    @Override
    public void settle(DeviceId device, HubLogin login) {
        done.add("settle");
    }

    @Override
    public List<DeviceMessage> poll() {
        if (!mute && !muteAtTheHub) {
            trial.or(() -> confirmed)
                    .ifPresent(digest -> arrive(digest, target.fingerprint(), "{\"Level\":\"12.5\",\"Mode\":\"on\"}"));
        }
        return feed.take(done.contains("apply") || done.contains("keep"));
    }

    @Override
    public void close() {
        // As a link and as a feed; neither holds anything.
    }

    /** When the target's certificate ends, for tests that need some instant. */
    static Instant someEnd() {
        return Instant.parse("2036-11-22T20:00:00Z");
    }
}
