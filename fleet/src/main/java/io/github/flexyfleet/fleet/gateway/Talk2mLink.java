package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.certificate.KeyUnavailableException;
import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.BundleFile;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.M2WebException;
import io.github.flexyfleet.fleet.talk2m.M2WebFailure;
import io.github.flexyfleet.fleet.talk2m.RuntimeAbsentException;
import io.github.flexyfleet.fleet.talk2m.RuntimeClient;
import io.github.flexyfleet.fleet.talk2m.RuntimeProtocolException;
import io.github.flexyfleet.fleet.talk2m.RuntimeRefusal;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/** {@link DeviceLink} over Talk2M M2Web. A write is repeated only after the device's status shows that it did not land. */
final class Talk2mLink implements DeviceLink {
    /** How often a freshly started runtime is asked before it counts as silent. */
    private static final int START_TRIES = 15;

    /** The same for one that was only stopped. */
    private static final int RESTART_TRIES = 5;

    private static final int WRITE_TRIES = 3;

    /** Calls of an installation besides those of a change, as a rule; measured (docs/operations.md). */
    private static final int INSTALL_CALLS = 21;

    /** The same for a runtime that comes through the one that runs. */
    private static final int UPDATE_CALLS = 12;

    /** To have a BASIC program parked, as a rule. */
    private static final int PARK_CALLS = 3;

    /** The device, where it is reached, what was kept for it, and what is done when it is not needed any more. */
    record Access(
            FlexyForms forms,
            RuntimeClient runtime,
            Talk2mDevice device,
            CallBudget.Admission admission,
            Runnable atEnd) {}

    private final Access access;
    private final RuntimeRelease release;
    private final DeviceTarget target;
    private final RuntimeInstaller installer;
    private final RuntimeUpdater updater;
    private final Pace pace;
    private final Duration pause;
    private final IntSupplier calls;
    private int requests;

    Talk2mLink(
            Access access, RuntimeRelease release, DeviceTarget target, Pace pace, Duration pause, IntSupplier calls) {
        this.access = access;
        this.release = release;
        this.target = target;
        this.installer = new RuntimeInstaller(access.forms(), access.device(), release, target, pace, pause);
        this.updater = new RuntimeUpdater(access.runtime().updates(), access.device(), release);
        this.pace = pace;
        this.pause = pause;
        this.calls = calls;
    }

    @Override
    public Optional<RuntimeStatus> status() throws DeviceProblemException, InterruptedException {
        return attempt(() -> access.runtime().status(access.device()));
    }

    @Override
    public boolean tryRuntime(RuntimeStatus running) throws DeviceProblemException, InterruptedException {
        access.admission().raise(UPDATE_CALLS);
        if (!attempt(updater::send)) {
            return false;
        }
        AtomicBoolean started = new AtomicBoolean(true);
        write(now -> runsWantedRuntime(now) || bootedSince(running, now), () -> started.set(updater.start()));
        if (!started.get()) {
            return false;
        }
        for (int tries = 0; tries < START_TRIES; tries++) {
            pace.pause(pause);
            Optional<RuntimeStatus> now = status();
            if (now.filter(this::runsWantedRuntime).isPresent()) {
                return true;
            }
            if (now.filter(old -> bootedSince(running, old)).isPresent()) {
                throw updater.fellBack("it ended, and the runtime before it runs again");
            }
        }
        throw updater.fellBack("it does not answer; the device boots into the runtime before it within 5 min");
    }

    private static boolean bootedSince(RuntimeStatus before, RuntimeStatus now) {
        return now.program().boot() > before.program().boot();
    }

    @Override
    public void keepRuntime() throws DeviceProblemException, InterruptedException {
        attempt(() -> {
            updater.keep();
            return null;
        });
    }

    @Override
    public void returnRuntime() throws DeviceProblemException, InterruptedException {
        attempt(() -> {
            updater.back();
            return null;
        });
    }

    @Override
    public void inspect() throws DeviceProblemException, InterruptedException {
        attempt(installer::look);
    }

    @Override
    public void installRuntime() throws DeviceProblemException, InterruptedException {
        if (attempt(installer::restart) && answers(RESTART_TRIES)) {
            return;
        }
        replaceRuntime();
    }

    @Override
    public void replaceRuntime() throws DeviceProblemException, InterruptedException {
        access.admission().raise(INSTALL_CALLS);
        attempt(() -> {
            installer.install();
            return null;
        });
        answers(START_TRIES);
    }

    private boolean answers(int tries) throws DeviceProblemException, InterruptedException {
        for (int asked = 0; asked < tries; asked++) {
            pace.pause(pause);
            if (status().isPresent()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void silenceScript(RuntimeStatus status) throws DeviceProblemException, InterruptedException {
        attempt(() -> {
            ScriptParking parking = parking();
            if (parking.isPending() || clashes(status)) {
                access.admission().raise(PARK_CALLS);
                parking.park();
            }
            return null;
        });
    }

    private boolean clashes(RuntimeStatus status) throws DeviceProblemException {
        if (installer.seen().isPresent()) {
            return installer.seen().get().script().isPresent();
        }
        if (status.bundles().confirmed().isPresent()) {
            return false;
        }
        // A runtime that has carried nothing yet: whether a program was parked for it is not known.
        Optional<String> script = new DeviceInspection(access.forms(), access.device(), target).clashingScript();
        if (script.isPresent()) {
            ScriptParking.save(target, script.get());
        }
        return script.isPresent();
    }

    private ScriptParking parking() {
        return new ScriptParking(access.forms(), access.runtime(), access.device(), target, pace, pause);
    }

    @Override
    public boolean runsWantedRuntime(RuntimeStatus status) {
        return status.program().version().equals(release.version());
    }

    @Override
    public void upload(Bundle bundle) throws DeviceProblemException, InterruptedException {
        try {
            attempt(() -> access.runtime()
                    .upload(
                            access.device(),
                            bundle.digest().hex(),
                            bundle.manifest(),
                            name -> bundle.file(name).map(BundleFile::content).orElse(null)));
        } catch (KeyUnavailableException e) {
            throw new DeviceProblemException(Outcome.FAILED, ProblemCode.KEY_UNAVAILABLE, e.getMessage(), e.mend(), e);
        }
    }

    @Override
    public void apply(Digest digest, Duration revertAfter) throws DeviceProblemException, InterruptedException {
        String request = request(DeviceLink.OUR_APPLY, digest);
        Predicate<RuntimeStatus> landed = status -> status.bundles().running().equals(Optional.of(digest.hex()));
        write(landed, () -> access.runtime().apply(access.device(), digest.hex(), revertAfter, request));
    }

    @Override
    public void confirm(Digest digest) throws DeviceProblemException, InterruptedException {
        String request = request("confirm-", digest);
        Predicate<RuntimeStatus> landed = status -> status.bundles().confirmed().equals(Optional.of(digest.hex()));
        write(landed, () -> access.runtime().confirm(access.device(), digest.hex(), request));
    }

    @Override
    public void revert(Digest digest) throws DeviceProblemException, InterruptedException {
        String request = request("revert-", digest);
        Predicate<RuntimeStatus> landed = status -> !status.bundles().running().equals(Optional.of(digest.hex()));
        write(landed, () -> access.runtime().revert(access.device(), digest.hex(), request));
    }

    @Override
    public Released release() throws DeviceProblemException, InterruptedException {
        return attempt(() -> new RuntimeRemoval(access.forms(), access.device(), target, parking(), pace, pause).run());
    }

    @Override
    public List<String> runtimeLog(int lines) throws DeviceProblemException, InterruptedException {
        return attempt(() -> {
            try {
                return access.runtime().log(access.device(), lines);
            } catch (RuntimeAbsentException e) {
                return List.of();
            }
        });
    }

    @Override
    public void tryScript() throws DeviceProblemException, InterruptedException {
        attempt(() -> {
            try {
                DeviceRights.SCRIPT.run(() -> access.forms().tryScript(access.device()));
            } catch (M2WebException e) {
                // That there is no command is what every device may complain of.
                if (!(e.failure() instanceof M2WebFailure.Unexpected)) {
                    throw e;
                }
            }
            return null;
        });
    }

    @Override
    public String eventLog(int hours) throws DeviceProblemException, InterruptedException {
        return attempt(() -> DeviceRights.EXPORT.with(
                () -> access.forms().export(access.device(), "$dtEV$ftT$st_h" + hours + "$et_0")));
    }

    @Override
    public Optional<String> tagValue(String name) throws DeviceProblemException, InterruptedException {
        return attempt(() -> InstantValues.value(
                DeviceRights.EXPORT.with(() -> access.forms().export(access.device(), InstantValues.EXPORT)), name));
    }

    @Override
    public void close() {
        try {
            access.atEnd().run();
        } finally {
            access.admission().close();
        }
    }

    @Override
    public int calls() {
        return calls.getAsInt();
    }

    private String request(String verb, Digest digest) {
        requests++;
        return verb + digest.abbreviated() + "-" + requests;
    }

    private void write(Predicate<RuntimeStatus> landed, Runnable call)
            throws DeviceProblemException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                attempt(() -> {
                    call.run();
                    return null;
                });
                return;
            } catch (DeviceProblemException e) {
                boolean open = e.getCause() instanceof M2WebException failed
                        && failed.failure().isTransient();
                if (!open || tries == WRITE_TRIES) {
                    throw e;
                }
                pace.pause(pause);
                if (status().filter(landed).isPresent()) {
                    return;
                }
            }
        }
    }

    /** A piece of work over M2Web. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws DeviceProblemException, InterruptedException;
    }

    private static <T> T attempt(Work<T> work) throws DeviceProblemException, InterruptedException {
        try {
            return work.run();
        } catch (M2WebException e) {
            throw TalkProblems.of(e);
        } catch (RuntimeRefusal e) {
            boolean storage = e.code() == RuntimeRefusal.Code.STORAGE;
            throw new DeviceProblemException(
                    Outcome.FAILED,
                    storage ? ProblemCode.FLASH_FULL : ProblemCode.RUNTIME_REFUSED,
                    "the runtime refused (" + e.code().wire() + "): " + e.reason(),
                    "mend what it names; the device runs what it ran before",
                    e);
        } catch (RuntimeProtocolException e) {
            throw new DeviceProblemException(
                    Outcome.FAILED,
                    ProblemCode.RUNTIME_SILENT,
                    e.getMessage(),
                    "look at the device's event log; a reboot starts the runtime from /usr/jvmrun",
                    e);
        }
    }
}
