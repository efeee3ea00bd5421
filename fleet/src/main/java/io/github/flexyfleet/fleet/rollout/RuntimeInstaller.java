package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings the runtime onto a Flexy through its web forms alone: the Flexy downloads the jar itself, the jar is read back
 * and compared, {@code jvmrun} is written by BASIC file I/O and read back, the Java VM is stopped and started
 * (talk2m-m2web 1 W1 and W3, 4.3, 4.4, 4.6). A program of somebody else is never replaced.
 */
final class RuntimeInstaller {
    /** First firmware that HMS's own remote tools demand (talk2m-m2web 6; INFERRED as our floor). */
    private static final int[] FIRMWARE_FLOOR = {14, 5};

    /** BASIC names unlikely in a customer's program; file number 8 for the same reason (talk2m-m2web 4.3). */
    private static final String URL_VARIABLE = "flxUrl$";

    private static final String ACTION_VARIABLE = "flxAct%";
    private static final String STATUS_VARIABLE = "flxSta%";
    private static final String FILE_NUMBER = "8";

    /** Longest piece of a string literal in one command, far below the 200 characters that we allow ourselves. */
    private static final int PIECE = 120;

    private static final int IN_PROGRESS = -1;
    private static final int NOT_FOUND = -2;

    /** Distance of marks, above all status codes that are known (flexy-etk 1.5). */
    private static final long MARKS = 100_000;

    /** So many stay below 2^24, which a BASIC number of 32 bits holds exactly. */
    private static final int MARKS_IN_USE = 160;

    private static final Pattern FIRMWARE = Pattern.compile("FwrVer(Hi|Lo):\\s*(\\d+)");
    private static final Pattern SERIAL = Pattern.compile("SerNum:\\s*(\\d{4}-\\d{4}-\\d{2})");
    private static final Pattern COMMAND_LINE = Pattern.compile("-(classpath|cp|emain|jar|heapsize)\\b");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}");

    private final FlexyForms forms;
    private final Talk2mDevice device;
    private final RuntimeRelease release;
    private final Optional<String> serial;
    private final Pace pace;
    private final Duration pause;

    RuntimeInstaller(
            FlexyForms forms,
            Talk2mDevice device,
            RuntimeRelease release,
            Optional<String> serial,
            Pace pace,
            Duration pause) {
        this.forms = forms;
        this.device = device;
        this.release = release;
        this.serial = serial;
        this.pace = pace;
        this.pause = pause;
    }

    void install() throws DeviceProblemException, InterruptedException {
        String url = release.url()
                .orElseThrow(() -> new DeviceProblemException(
                        Outcome.REJECTED,
                        ProblemCode.NO_RUNTIME_SOURCE,
                        "no runtime answers on this device, and the fleet file names no place to fetch it from",
                        "put the runtime jar on a web server and name it as runtime.url in the fleet file"));
        checkDevice(forms.export(device, "$dtES$ftT"));
        checkAutorun();
        if (!holdsJar()) {
            download(url);
        }
        writeAutorun();
        forms.jvmStop(device);
        forms.jvmStart(device, release.commandLine());
    }

    private void checkDevice(String status) throws DeviceProblemException {
        Matcher found = SERIAL.matcher(status);
        if (serial.isPresent() && (!found.find() || !found.group(1).equals(serial.get()))) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.WRONG_SERIAL,
                    "the serial number of this device is not " + serial.get() + " as the fleet file says",
                    "correct name or serial in the fleet file");
        }
        int[] version = new int[2];
        Matcher parts = FIRMWARE.matcher(status);
        while (parts.find()) {
            version[parts.group(1).equals("Hi") ? 0 : 1] = Integer.parseInt(parts.group(2));
        }
        if (version[0] < FIRMWARE_FLOOR[0] || (version[0] == FIRMWARE_FLOOR[0] && version[1] < FIRMWARE_FLOOR[1])) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.FIRMWARE_TOO_OLD,
                    "firmware " + version[0] + "." + version[1] + " is older than 14.5",
                    "update the firmware with eBuddy or eCatcher first");
        }
    }

    private void checkAutorun() throws DeviceProblemException {
        Optional<String> present = readText("jvmrun");
        // Whatever a Flexy answers for a file that it does not have, it is no command line of a Java VM.
        if (present.filter(text -> COMMAND_LINE.matcher(text).find()).isPresent()
                && !present.get().contains(RuntimeRelease.MAIN_CLASS)) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.FOREIGN_PROGRAM,
                    "another Java program starts on this device: " + abbreviated(present.get()),
                    "remove /usr/jvmrun by hand if it is not needed any more, then deploy again");
        }
    }

    private boolean holdsJar() {
        return forms.readUserFile(device, release.path().substring("/usr/".length()))
                .filter(release::isJar)
                .isPresent();
    }

    /** Lets the Flexy fetch the jar; the outcome is read as its action status, then the jar once as a whole. */
    private void download(String url) throws DeviceProblemException, InterruptedException {
        // A command runs when its turn comes, and an unknown variable reads as 0, which would mean "done"; a variable
        // may
        // also hold what an earlier download left. So the status is told above a mark of this download.
        long mark = MARKS * (1 + Math.floorMod(pace.now().getEpochSecond(), MARKS_IN_USE));
        List<String> commands = new ArrayList<>();
        commands.add(URL_VARIABLE + "=\"\"");
        for (int start = 0; start < url.length(); start += PIECE) {
            String piece = url.substring(start, Math.min(start + PIECE, url.length()));
            commands.add(URL_VARIABLE + "=" + URL_VARIABLE + "+\"" + piece + "\"");
        }
        commands.add("REQUESTHTTPX " + URL_VARIABLE + ",\"GET\",\"\",\"\",\"\",\"" + release.path() + "\"");
        commands.add(ACTION_VARIABLE + "=GETSYS PRG,\"ACTIONID\"");
        forms.executeScript(device, commands);
        int outcome = IN_PROGRESS;
        for (int tries = 0; tries < 60 && outcome == IN_PROGRESS; tries++) {
            forms.executeScript(
                    device,
                    List.of(
                            "SETSYS PRG,\"ACTIONID\"," + ACTION_VARIABLE,
                            STATUS_VARIABLE + "=GETSYS PRG,\"ACTIONSTAT\"",
                            STATUS_VARIABLE + "=" + STATUS_VARIABLE + "+" + mark));
            pace.pause(pause);
            outcome = status(forms.export(device, "$dtSE$ftT$se\"" + STATUS_VARIABLE + "\""), mark);
        }
        if (outcome != 0) {
            throw new DeviceProblemException(
                    Outcome.FAILED,
                    ProblemCode.DOWNLOAD_FAILED,
                    "the device could not fetch " + url + " (action status " + outcome + ")",
                    "check that the device reaches this address, that its certificate is trusted and that it does not"
                            + " redirect");
        }
        if (!holdsJar()) {
            throw new DeviceProblemException(
                    Outcome.FAILED,
                    ProblemCode.RUNTIME_DAMAGED,
                    "what the device fetched from " + url + " is not runtime " + release.version() + " (SHA-256 "
                            + release.sha256() + ")",
                    "put the jar that belongs to this version of the tool there");
        }
    }

    private void writeAutorun() throws DeviceProblemException, InterruptedException {
        String wanted = release.commandLine() + "\n";
        if (readText("jvmrun").filter(wanted::equals).isPresent()) {
            return;
        }
        forms.executeScript(
                device,
                List.of(
                        "OPEN \"file:/usr/jvmrun\" FOR BINARY OUTPUT AS " + FILE_NUMBER,
                        "PUT " + FILE_NUMBER + ",\"" + release.commandLine() + "\"+CHR$(10)",
                        "CLOSE " + FILE_NUMBER));
        for (int tries = 0; tries < 10; tries++) {
            pace.pause(pause);
            if (readText("jvmrun").filter(wanted::equals).isPresent()) {
                return;
            }
        }
        throw new DeviceProblemException(
                Outcome.FAILED,
                ProblemCode.SCRIPT_NOT_RUN,
                "the device did not write /usr/jvmrun",
                "check that no BASIC program blocks the script engine, and that the device user may change the"
                        + " configuration");
    }

    private Optional<String> readText(String path) {
        return forms.readUserFile(device, path).map(content -> new String(content, StandardCharsets.ISO_8859_1));
    }

    private static int status(String answer, long mark) {
        Matcher digits = NUMBER.matcher(answer);
        long told = digits.find() ? Long.parseLong(digits.group()) - mark : IN_PROGRESS;
        return told >= NOT_FOUND && told < MARKS + NOT_FOUND ? (int) told : IN_PROGRESS;
    }

    private static String abbreviated(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 120 ? line : line.substring(0, 117) + "...";
    }
}
