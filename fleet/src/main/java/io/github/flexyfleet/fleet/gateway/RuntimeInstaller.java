package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Brings the runtime onto a Flexy where none answers, through its web forms alone: it looks first, stops Java, has the
 * jar fetched and compared, names it in {@code jvmrun} and starts it (talk2m-m2web 1 W1 and W3, 4.3, 4.6). What fails on
 * the way leaves {@code jvmrun} and what it starts as they were.
 */
final class RuntimeInstaller {
    /** Where a foreign {@code jvmrun} is kept on the device. */
    static final String KEPT = "jvmrun.before-flexyfleet";

    /** What a boot starts. */
    static final String AUTORUN = "jvmrun";

    private final FlexyForms forms;
    private final Talk2mDevice device;
    private final RuntimeRelease release;
    private final DeviceTarget target;
    private final Pace pace;
    private final Duration pause;
    private Optional<DeviceInspection.Seen> seen = Optional.empty();

    RuntimeInstaller(
            FlexyForms forms,
            Talk2mDevice device,
            RuntimeRelease release,
            DeviceTarget target,
            Pace pace,
            Duration pause) {
        this.forms = forms;
        this.device = device;
        this.release = release;
        this.target = target;
        this.pace = pace;
        this.pause = pause;
    }

    /**
     * Starts a runtime of ours, of whatever version, that {@code jvmrun} names: its jar was compared before it was named
     * there, so it need not be fetched.
     *
     * @return false when {@code jvmrun} names none
     */
    boolean restart() throws DeviceProblemException {
        DeviceInspection.Seen now = look();
        if (!now.ours()) {
            return false;
        }
        saveScript(now);
        DeviceRights.JVM.run(() -> forms.jvmStop(device));
        start(now.autorun().orElseThrow());
        return true;
    }

    /** Fetches the jar, and starts it now and at each boot. */
    void install() throws DeviceProblemException, InterruptedException {
        DeviceInspection.Seen now = look();
        String url = release.url()
                .orElseThrow(() -> new DeviceProblemException(
                        Outcome.REJECTED,
                        ProblemCode.NO_RUNTIME_SOURCE,
                        "no runtime answers on this device, and the fleet file names no place to fetch it from",
                        "put the runtime jar on a web server and name it as runtime.url in the fleet file"));
        saveScript(now);
        if (now.foreign().isPresent()) {
            save(now.foreign().get());
        }
        // A program that runs goes on until its successor is ready. A jar is not overwritten under a VM (flexy-etk
        // 2.3).
        boolean stopFirst =
                now.autorun().filter(text -> !text.contains(release.path())).isEmpty();
        if (stopFirst) {
            DeviceRights.JVM.run(() -> forms.jvmStop(device));
        }
        BasicFile file = new BasicFile(forms, device, pace, pause);
        fetch(url);
        file.write(AUTORUN, release.commandLine() + "\n");
        if (!stopFirst) {
            stop(file, now.autorun().orElseThrow());
        }
        start(release.commandLine());
    }

    /**
     * What an earlier run had the device fetch is not fetched again when it is there; only then is it looked for. That is
     * remembered beyond the end of the run: a power cut can undo jvmrun and leave the jar.
     */
    private void fetch(String url) throws DeviceProblemException, InterruptedException {
        JarDownload download = new JarDownload(forms, device, release, pace, pause);
        SavedPrograms saved = target.handling().saved();
        try {
            if (saved.isFetching(target.device(), release.sha256()) && download.landed()) {
                return;
            }
            saved.fetching(target.device(), release.sha256());
        } catch (IOException e) {
            throw notNoted(e);
        }
        download.run(url);
    }

    private static DeviceProblemException notNoted(IOException e) {
        return new DeviceProblemException(
                Outcome.FAILED,
                ProblemCode.DOWNLOAD_FAILED,
                "the download of the runtime could not be noted: " + e.getMessage(),
                "make the state folder writable (flexy.stateFolder)",
                e);
    }

    /** A user who may not stop Java gets back what the device started before. */
    private void stop(BasicFile file, String before) throws DeviceProblemException, InterruptedException {
        try {
            DeviceRights.JVM.run(() -> forms.jvmStop(device));
        } catch (DeviceProblemException e) {
            file.write(AUTORUN, before);
            throw e;
        }
    }

    /** Looks at the device, once. */
    DeviceInspection.Seen look() throws DeviceProblemException {
        if (seen.isEmpty()) {
            seen = Optional.of(new DeviceInspection(forms, device, target).look());
        }
        return seen.get();
    }

    /** What was seen, if the device was looked at. */
    Optional<DeviceInspection.Seen> seen() {
        return seen;
    }

    /** Before the runtime comes up, so that a run that is cut off between is finished by the next one. */
    private void saveScript(DeviceInspection.Seen now) throws DeviceProblemException {
        if (now.script().isPresent()) {
            ScriptParking.save(target, now.script().get());
        }
    }

    private void start(String autorun) {
        forms.jvmStart(device, command(autorun));
    }

    /** The command in the text of a {@code jvmrun}, whose first line can be #IOSERVER (flexy-etk 2.3). */
    static String command(String autorun) {
        return autorun.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .orElse("");
    }

    private void save(String autorun) throws DeviceProblemException, InterruptedException {
        try {
            target.handling().saved().save(target.device(), autorun);
        } catch (IOException e) {
            throw new DeviceProblemException(
                    Outcome.FAILED,
                    ProblemCode.FOREIGN_PROGRAM,
                    "the start command of the other program could not be saved: " + e.getMessage(),
                    "make the state folder writable (flexy.stateFolder)",
                    e);
        }
        BasicFile file = new BasicFile(forms, device, pace, pause);
        if (file.read(KEPT).filter(autorun::equals).isEmpty()) {
            file.write(KEPT, autorun);
        }
    }
}
