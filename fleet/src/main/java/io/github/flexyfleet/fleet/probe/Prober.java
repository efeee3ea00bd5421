package io.github.flexyfleet.fleet.probe;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.gateway.RuntimeRelease;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.talk2m.FlexyPages;
import io.github.flexyfleet.fleet.talk2m.FlexyPages.Page;
import io.github.flexyfleet.fleet.talk2m.M2WebException;
import io.github.flexyfleet.fleet.talk2m.M2WebFailure;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks one spare gateway everything that a program can find out, and puts back what it changed. Before its first change it
 * notes that there is something to put back; a run that finds such a note, or the files, cleans up first. It writes no
 * {@code jvmrun}, no configuration and no tag, stores only files that begin with {@code flexyprobe}, and refuses a gateway
 * that works for a fleet. For one thread.
 */
public final class Prober {
    /** M2Web calls on the gateway at most. */
    public static final int CALLS = 10
            + OutsideQuestions.CALLS
            + PutBack.CALLS
            + (2 + Bench.LOOKS)
            + ScriptQuestions.CALLS
            + DownloadQuestions.CALLS
            + InsideQuestions.CALLS
            + JavaQuestions.CALLS
            + PutBack.CALLS;

    /** Messages at the hub at most: four sizes of at most 128 KB, counted in pieces of 4 KB, and one. */
    public static final int MESSAGES = 3 * 32 + 1;

    private static final Pattern SERIAL = Pattern.compile("SerNum:\\s*(\\d{4}-\\d{4}-(\\d{2}))");
    private static final Pattern FIRMWARE = Pattern.compile("CodeName:\\s*(\\d+\\.\\d+\\S*)");
    private static final Pattern VERSION = Pattern.compile("FwrVer(Hi|Lo):\\s*(\\d+)");
    private static final String NOWHERE = "flexyprobe-none";

    private final FlexyPages pages;
    private final Talk2mDevice device;
    private final DeviceTarget target;
    private final Optional<IotHubRegistry> registry;
    private final ProbeSettings settings;
    private final Pace pace;
    private final Consumer<String> log;
    private final Bench bench;
    private final Answers answers = new Answers();

    /**
     * Ready to ask.
     *
     * @param pause between two looks for what the gateway does on its own
     * @param log hears of progress
     */
    public Prober(
            FlexyPages pages,
            Talk2mDevice device,
            DeviceTarget target,
            IotHubRegistry registry,
            ProbeSettings settings,
            Pace pace,
            Duration pause,
            Consumer<String> log) {
        this.pages = pages;
        this.device = device;
        this.target = target;
        this.registry = settings.hub().map(host -> registry);
        this.settings = settings;
        this.pace = pace;
        this.log = log;
        this.bench = new Bench(pages, device, pace, pause);
    }

    /** What a gateway says of itself. */
    private record Machine(String serial, String model, String firmware) {}

    /**
     * Does all of it.
     *
     * @throws DeviceProblemException when the gateway may not be probed, or something could not be put back
     * @throws M2WebException when it cannot be reached any more; what is left there is put back by the next run
     */
    public ProbeProfile run() throws DeviceProblemException, InterruptedException {
        Machine machine = machine();
        log.accept("asking what changes nothing");
        new OutsideQuestions(bench, answers).ask();
        askSession();
        Optional<String> autorun = autorun();
        refuse(autorun);
        PutBack putBack = new PutBack(bench, autorun.map(Prober::command));
        HubStand stand =
                registry.map(hub -> new HubStand(hub, machine.serial())).orElse(null);
        if (settings.record().isOpen(target.device()) || putBack.isNeeded()) {
            log.accept("removing what an earlier probe left");
            putBack.runBefore();
            close(stand);
        }
        begin();
        try {
            askByFiles();
            askJava(autorun, Optional.ofNullable(stand));
        } catch (DeviceProblemException | InterruptedException | RuntimeException e) {
            putBackAfter(e, putBack, stand);
            throw e;
        }
        log.accept("putting back");
        putBack.run(answers.is(Fact.JVM_COMMAND));
        close(stand);
        end();
        askOtherWays();
        askUnknownDevice();
        return new ProbeProfile(
                machine.firmware(), machine.model(), machine.serial(), pace.now(), settings.tool(), answers.all());
    }

    /** As far as the gateway can be reached; the note stays, so that the next run does the rest. */
    private void putBackAfter(Exception failure, PutBack putBack, HubStand stand) {
        log.accept("putting back after a failure");
        try {
            close(stand);
            putBack.run(answers.is(Fact.JVM_COMMAND));
            end();
        } catch (DeviceProblemException | RuntimeException e) {
            failure.addSuppressed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Machine machine() throws DeviceProblemException {
        Page page = bench.export("$dtES$ftT");
        Matcher serial = SERIAL.matcher(page.text());
        if (!page.isGood() || !serial.find()) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.RIGHT_MISSING,
                    "the gateway does not say its serial number (HTTP status " + page.status() + ")",
                    "give the device user the right eWON file access (EBD); docs/security.md lists all that are needed");
        }
        if (target.serial().filter(wanted -> !wanted.equals(serial.group(1))).isPresent()) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.WRONG_SERIAL,
                    "the serial number of this device is not " + target.serial().get() + " as the fleet file says",
                    "correct name or serial in the fleet file");
        }
        return new Machine(serial.group(1), serial.group(2), firmware(page.text()));
    }

    private static String firmware(String status) {
        Matcher whole = FIRMWARE.matcher(status);
        if (whole.find()) {
            return whole.group(1);
        }
        String[] parts = {"0", "0"};
        Matcher version = VERSION.matcher(status);
        while (version.find()) {
            parts[version.group(1).equals("Hi") ? 0 : 1] = version.group(2);
        }
        return parts[0] + "." + parts[1];
    }

    private Optional<String> autorun() {
        Page page = bench.file("jvmrun");
        return Optional.of(page.text()).filter(text -> page.isGood() && text.contains("-emain"));
    }

    /** The command in the text of a {@code jvmrun}, whose first line can be #IOSERVER (flexy-etk 2.3). */
    private static String command(String autorun) {
        return autorun.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .orElse("");
    }

    private void refuse(Optional<String> autorun) throws DeviceProblemException {
        boolean ours = autorun.filter(RuntimeRelease::isOurs).isPresent();
        if (ours || bench.jvmForm("fleetStatus").text().contains("\"protocol\"")) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.PROBE_IN_USE,
                    "the runtime runs on this gateway, and a probe would stop it",
                    "probe a spare gateway; or take the runtime off this one first with flexy:release");
        }
        if (autorun.isPresent() && !settings.stopsJava()) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.PROBE_FOREIGN,
                    "another Java program starts on this gateway, and a probe would stop it for up to an hour",
                    "if it may stop, say so with -Dflexy.probe.stopJava=true; it is started again at the end");
        }
    }

    /** The note on this machine, then the mark on the gateway, which shows whether files can be written and read. */
    private void begin() throws DeviceProblemException, InterruptedException {
        try {
            settings.record().begin(target.device());
        } catch (IOException e) {
            throw new DeviceProblemException(
                    Outcome.NOT_STARTED,
                    ProblemCode.PROBE_NOT_PUT_BACK,
                    "it could not be noted what to put back: " + e.getMessage() + "; nothing was changed",
                    "make the state folder writable (flexy.stateFolder)",
                    e);
        }
        bench.write(PutBack.BEGUN, PutBack.BEGUN);
    }

    private void end() throws DeviceProblemException {
        try {
            settings.record().end(target.device());
        } catch (IOException e) {
            throw new DeviceProblemException(
                    Outcome.FAILED,
                    ProblemCode.PROBE_NOT_PUT_BACK,
                    "all is put back, but the note of it could not be removed: " + e.getMessage(),
                    "make the state folder writable (flexy.stateFolder); then run flexy:probe again",
                    e);
        }
    }

    private void askByFiles() throws DeviceProblemException, InterruptedException {
        answers.found(
                Fact.EXPORT_UF,
                bench.export("$dtUF$ftB$uf" + Bench.path(PutBack.BEGUN)).text().equals(PutBack.BEGUN));
        log.accept("asking the script engine");
        new ScriptQuestions(bench, answers).ask();
    }

    private void askJava(Optional<String> autorun, Optional<HubStand> stand)
            throws DeviceProblemException, InterruptedException {
        Page stopped = bench.stop();
        answers.found(Fact.JVM_COMMAND, stopped.isGood());
        if (stopped.isGood() || autorun.isEmpty()) {
            Page empty = bench.jvmForm(NOWHERE);
            answers.found(
                    Fact.EMPTY_WITHOUT_JAVA, empty.isGood() && empty.text().isBlank());
        }
        if (settings.url().isEmpty()) {
            skipJava("there is no place from which the gateway can fetch the probe's jar");
            answers.unknown("there is no place to fetch from", Fact.OVERWRITES, Fact.BINARY_FILES);
            return;
        }
        // The host alone: what stands behind it may be a key to a store.
        log.accept("fetching the probe's jar from " + settings.url().get().getHost());
        DownloadQuestions download =
                new DownloadQuestions(bench, answers, settings.url().get().toString(), settings.content());
        Optional<String> jar = download.fetch();
        if (jar.isEmpty()) {
            answers.unknown("the probe's jar could not be fetched", Fact.OVERWRITES, Fact.BINARY_FILES);
        }
        if (jar.isEmpty() || !stopped.isGood()) {
            skipJava(jar.isEmpty() ? "the probe's jar could not be fetched" : "jvmCmd does not work");
            return;
        }
        runPrograms(jar.get(), stand, download.absentUrl());
    }

    private void skipJava(String reason) {
        answers.unknown(reason, JavaQuestions.all());
        answers.unknown(reason, InsideQuestions.all());
    }

    private void runPrograms(String jar, Optional<HubStand> stand, String absentUrl)
            throws DeviceProblemException, InterruptedException {
        InsideQuestions inside = new InsideQuestions(bench, jar, answers);
        Optional<String> noHub = Optional.of("no hub was to be connected to");
        Optional<String> secret = Optional.empty();
        if (stand.isPresent()) {
            try {
                secret = Optional.of(stand.get()
                        .open(settings.hub().orElseThrow(), settings.roots(), settings.patience(), pace::now)
                        .reveal());
                noHub = Optional.empty();
            } catch (IotHubException e) {
                noHub = Optional.of("the hub took no identity: " + e.getMessage());
            }
        }
        inside.hand(secret, absentUrl);
        log.accept("starting and ending programs");
        if (!new JavaQuestions(bench, jar, answers).ask()) {
            answers.unknown("no program starts", InsideQuestions.all());
            return;
        }
        log.accept("asking from inside" + (noHub.isEmpty() ? " and at the hub" : ""));
        inside.ask(noHub);
    }

    private static void close(HubStand stand) throws DeviceProblemException {
        if (stand == null) {
            return;
        }
        try {
            stand.close();
        } catch (IotHubException e) {
            throw new DeviceProblemException(
                    Outcome.FAILED,
                    ProblemCode.PROBE_NOT_PUT_BACK,
                    "identity " + stand.device() + " is still at the hub: " + e.getMessage(),
                    "run flexy:probe again, or remove it in the portal",
                    e);
        }
    }

    private void askSession() {
        try {
            pages.isSessionPerHost(device)
                    .ifPresentOrElse(
                            own -> answers.found(Fact.SESSION_PER_HOST, own),
                            () -> answers.unknown(
                                    "the account has one host only, or no session is used", Fact.SESSION_PER_HOST));
        } catch (M2WebException e) {
            answers.unknown("Talk2M said: " + e.getMessage(), Fact.SESSION_PER_HOST);
        }
    }

    /** An export asked for in ways in which M2Web may not read the account's fields; it changes nothing. */
    private void askOtherWays() {
        for (Map.Entry<Fact, String> way : Map.of(Fact.PUT, "PUT", Fact.DELETE, "DELETE", Fact.MULTIPART, "MULTIPART")
                .entrySet()) {
            try {
                answers.found(
                        way.getKey(),
                        pages.answers(
                                device,
                                way.getValue(),
                                "rcgi.bin/ParamForm",
                                Map.of("AST_Param", "$dtES$ftT"),
                                "SerNum:"));
            } catch (M2WebException e) {
                answers.unknown("Talk2M said: " + e.getMessage(), way.getKey());
            }
        }
    }

    /** Last, since an answer that reads like a refused login closes the account's client. */
    private void askUnknownDevice() {
        Talk2mDevice nobody = new Talk2mDevice(0, NOWHERE, NOWHERE, Talk2mDevice.Status.ONLINE, device.m2webServer());
        try {
            Page page = pages.read(nobody, "rcgi.bin/ParamForm", Map.of("AST_Param", "$dtES$ftT"), Map.of());
            answers.found(Fact.UNKNOWN_DEVICE, page.status());
        } catch (M2WebException e) {
            if (e.failure() instanceof M2WebFailure.AccountRefused) {
                answers.found(Fact.UNKNOWN_DEVICE, 403);
            } else {
                answers.unknown("Talk2M said: " + e.getMessage(), Fact.UNKNOWN_DEVICE);
            }
        }
    }
}
