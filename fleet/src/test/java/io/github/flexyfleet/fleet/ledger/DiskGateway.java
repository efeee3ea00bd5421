package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.BundleFile;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.gateway.Released;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.talk2m.RuntimeState;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A gateway that lives in a file, and so outlives the process that rolls out to it. It runs what it is told, is connected,
 * and counts how often each bundle was applied and confirmed.
 */
final class DiskGateway implements DeviceLink {
    private final Path file;
    private final DeviceTarget target;
    private final Runnable step;
    private final TreeMap<String, String> state = new TreeMap<>();
    private int calls;

    /**
     * The gateway of a target.
     *
     * @param step is told of each call before and after it is made
     */
    DiskGateway(Path folder, DeviceTarget target, Runnable step) {
        this.file = folder.resolve(target.device() + ".state");
        this.target = target;
        this.step = step;
        read();
    }

    /** A device's target whose bundle is of this version. */
    static DeviceTarget target(String id, int version) {
        DeviceId device = new DeviceId(id);
        BundleFile content =
                new BundleFile("device.json", (id + " " + version).getBytes(StandardCharsets.UTF_8), false);
        return new DeviceTarget(
                device,
                "brussels",
                "Name of " + id,
                Optional.empty(),
                Bundle.of(device, List.of(content)),
                new Fingerprint("AB".repeat(32)),
                Instant.parse("2036-11-22T20:00:00Z"));
    }

    /** How often a bundle was applied. */
    int applied(Digest digest) {
        return Integer.parseInt(state.getOrDefault("applied " + digest.hex(), "0"));
    }

    /** How often a bundle was confirmed. */
    int confirmed(Digest digest) {
        return Integer.parseInt(state.getOrDefault("confirmed " + digest.hex(), "0"));
    }

    /** Whether it runs a bundle on trial. */
    boolean isOnTrial() {
        return state.containsKey("trial");
    }

    /** Goes wrong from now on: takes a bundle and refuses to confirm it. */
    DiskGateway failing() {
        state.put("failing", "yes");
        write();
        return this;
    }

    /** Works again. */
    DiskGateway mended() {
        state.remove("failing");
        write();
        return this;
    }

    private void read() {
        try {
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    int equals = line.indexOf('=');
                    state.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In one step, as the real one does. */
    private void write() {
        StringBuilder text = new StringBuilder();
        state.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void count(String what, Digest digest) {
        state.merge(what + " " + digest.hex(), "1", (old, one) -> Integer.toString(Integer.parseInt(old) + 1));
    }

    private void call(Runnable deed) {
        step.run();
        calls++;
        deed.run();
        write();
        step.run();
    }

    @Override
    public Optional<RuntimeStatus> status() {
        step.run();
        calls++;
        Optional<String> confirmed = Optional.ofNullable(state.get("confirmed"));
        Optional<String> trial = Optional.ofNullable(state.get("trial"));
        RuntimeState now = trial.isPresent()
                ? RuntimeState.TRIAL
                : confirmed.isPresent() ? RuntimeState.CONFIRMED : RuntimeState.EMPTY;
        return Optional.of(new RuntimeStatus(
                new RuntimeStatus.Flexy("2005-0001-25", "14.9", Instant.EPOCH, 20_000_000, 28_000_000),
                new RuntimeStatus.Program("1.0", 1, Duration.ofMinutes(1), Optional.empty()),
                new RuntimeStatus.Bundles(
                        now,
                        confirmed,
                        trial,
                        trial.or(() -> confirmed),
                        Duration.ofMinutes(9),
                        trial.isPresent() ? "apply-1" : "",
                        RuntimeStatus.TrialOutcome.NONE),
                new RuntimeStatus.HubLink(
                        RuntimeStatus.LinkState.CONNECTED,
                        5,
                        Duration.ofSeconds(10),
                        "h.azure-devices.net",
                        true,
                        Optional.empty()),
                new RuntimeStatus.Certificate(
                        target.fingerprint(), target.certificate().map(certificate -> certificate.notAfter())),
                new RuntimeStatus.Queue(100L + calls, 100L + calls, 0, 0, 8),
                ""));
    }

    @Override
    public void upload(Bundle bundle) {
        call(() -> state.put("uploaded", bundle.digest().hex()));
    }

    @Override
    public void apply(Digest digest, Duration revertAfter) {
        call(() -> {
            state.put("trial", digest.hex());
            count("applied", digest);
        });
    }

    @Override
    public void confirm(Digest digest) throws DeviceProblemException {
        if (state.containsKey("failing")) {
            state.remove("trial");
            write();
            throw new DeviceProblemException(
                    Outcome.REVERTED, ProblemCode.NO_EVIDENCE, "it went back", "look at flexy:logs");
        }
        call(() -> {
            state.put("confirmed", digest.hex());
            state.remove("trial");
            count("confirmed", digest);
        });
    }

    @Override
    public void revert(Digest digest) {
        call(() -> state.remove("trial"));
    }

    @Override
    public boolean tryRuntime(RuntimeStatus running) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void keepRuntime() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void returnRuntime() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void inspect() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void installRuntime() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void replaceRuntime() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void silenceScript(RuntimeStatus status) {}

    @Override
    public boolean runsWantedRuntime(RuntimeStatus status) {
        return true;
    }

    @Override
    public Released release() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> runtimeLog(int lines) {
        return List.of();
    }

    @Override
    public void tryScript() {
        // It may.
    }

    @Override
    public String eventLog(int hours) {
        return "";
    }

    @Override
    public Optional<String> tagValue(String name) {
        return Optional.empty();
    }

    @Override
    public int calls() {
        return calls;
    }
}
