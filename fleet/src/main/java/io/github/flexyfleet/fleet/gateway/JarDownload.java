package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets a Flexy fetch the runtime's jar itself, watches the action's status, and reads the jar back once to compare its
 * SHA-256 (talk2m-m2web 1 W1, 4.1, 4.2, 4.4). What lies under the jar's name before, whole or half, is overwritten.
 *
 * <p>INFERRED, and decided here alone: an action's result stays readable by a variable set in an earlier form, and
 * REQUESTHTTPX overwrites a file.
 */
final class JarDownload {
    /** Looks at the action's status, two calls each, with growing pauses: 7 min at a pause of 10 s. */
    static final int LOOKS = 15;

    private static final String URL_VARIABLE = "flxUrl$";
    private static final String ACTION_VARIABLE = "flxAct%";
    private static final String STATUS_VARIABLE = "flxSta%";
    private static final int PIECE = 120;

    private static final int IN_PROGRESS = -1;
    private static final int NOT_FOUND = -2;

    /** Distance of marks, above all status codes that are known (flexy-etk 1.5). */
    private static final long MARKS = 100_000;

    /** So many stay below 2^24, which a BASIC number of 32 bits holds exactly. */
    private static final int MARKS_IN_USE = 160;

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}");

    /** INFERRED: words of an event log line when /usr is full. */
    private static final Pattern NO_ROOM =
            Pattern.compile("(?i)no space|free space|disk full|not enough (space|room)|cannot write");

    private final FlexyForms forms;
    private final Talk2mDevice device;
    private final RuntimeRelease release;
    private final Pace pace;
    private final Duration pause;

    JarDownload(FlexyForms forms, Talk2mDevice device, RuntimeRelease release, Pace pace, Duration pause) {
        this.forms = forms;
        this.device = device;
        this.release = release;
        this.pace = pace;
        this.pause = pause;
    }

    /**
     * Whether a download that an earlier run began has brought the jar, one call as a rule: that run may have lost the
     * answer, not the device. One that is still under way is waited for.
     */
    boolean landed() throws InterruptedException {
        return isThere() || (supervise(mark()) == 0 && isThere());
    }

    private boolean isThere() {
        return content().filter(release::isJar).isPresent();
    }

    private Optional<byte[]> content() {
        return forms.readUserFile(device, release.path().substring("/usr/".length()));
    }

    /** Fetches it, in any case. */
    void run(String url) throws DeviceProblemException, InterruptedException {
        DeviceRights.SCRIPT.run(() -> forms.executeScript(device, request(url)));
        pace.pause(pause);
        int outcome = supervise(mark());
        if (outcome != 0) {
            throw failed(url, outcome);
        }
        Optional<byte[]> content = content();
        if (content.filter(release::isJar).isEmpty()) {
            throw damaged(url, content);
        }
    }

    /**
     * A command runs when its turn comes, and an unknown variable reads as 0, which would mean "done"; a variable may also
     * hold what an earlier download left. So the status is told above a mark of these looks.
     */
    private long mark() {
        return MARKS * (1 + Math.floorMod(pace.now().getEpochSecond(), MARKS_IN_USE));
    }

    private int supervise(long mark) throws InterruptedException {
        int outcome = look(mark);
        for (int looks = 2; looks <= LOOKS && outcome == IN_PROGRESS; looks++) {
            pace.pause(pause.multipliedBy(Math.min(looks, 3)));
            outcome = look(mark);
        }
        return outcome;
    }

    private List<String> request(String url) {
        List<String> commands = new ArrayList<>();
        commands.add(URL_VARIABLE + "=\"\"");
        for (int start = 0; start < url.length(); start += PIECE) {
            String piece = url.substring(start, Math.min(start + PIECE, url.length()));
            commands.add(URL_VARIABLE + "=" + URL_VARIABLE + "+\"" + piece + "\"");
        }
        commands.add("REQUESTHTTPX " + URL_VARIABLE + ",\"GET\",\"\",\"\",\"\",\"" + release.path() + "\"");
        commands.add(ACTION_VARIABLE + "=GETSYS PRG,\"ACTIONID\"");
        return commands;
    }

    private int look(long mark) throws InterruptedException {
        forms.executeScript(
                device,
                List.of(
                        "SETSYS PRG,\"ACTIONID\"," + ACTION_VARIABLE,
                        STATUS_VARIABLE + "=GETSYS PRG,\"ACTIONSTAT\"",
                        STATUS_VARIABLE + "=" + STATUS_VARIABLE + "+" + mark));
        pace.pause(pause);
        return status(forms.export(device, "$dtSE$ftT$se\"" + STATUS_VARIABLE + "\""), mark);
    }

    private static int status(String answer, long mark) {
        Matcher digits = NUMBER.matcher(answer);
        long told = digits.find() ? Long.parseLong(digits.group()) - mark : IN_PROGRESS;
        return told >= NOT_FOUND && told < MARKS + NOT_FOUND ? (int) told : IN_PROGRESS;
    }

    /** One more read tells why: the last lines of the device's own event log. */
    private DeviceProblemException failed(String url, int outcome) {
        List<String> events = forms.export(device, "$dtEV$ftT$st_m10").lines().toList();
        String log = events.isEmpty() ? "" : events.get(events.size() - 1);
        String what = "the device could not fetch " + url + " (action status " + outcome + "); its event log ends: "
                + DeviceInspection.abbreviated(log);
        return NO_ROOM.matcher(log).find()
                ? noRoom(what)
                : new DeviceProblemException(
                        Outcome.FAILED,
                        ProblemCode.DOWNLOAD_FAILED,
                        what,
                        "check that the device reaches this address, that its certificate is trusted and that it does"
                                + " not redirect");
    }

    private DeviceProblemException damaged(String url, Optional<byte[]> content) {
        byte[] jar = release.content();
        byte[] got = content.orElse(new byte[0]);
        if (got.length < jar.length && Arrays.equals(got, Arrays.copyOf(jar, got.length))) {
            return noRoom("only " + got.length + " of " + jar.length + " bytes of the runtime arrived on the device");
        }
        return new DeviceProblemException(
                Outcome.FAILED,
                ProblemCode.RUNTIME_DAMAGED,
                "what the device fetched from " + url + " is not runtime " + release.version() + " (SHA-256 "
                        + release.sha256() + ")",
                "put the jar that belongs to this version of the tool there");
    }

    private static DeviceProblemException noRoom(String what) {
        return new DeviceProblemException(
                Outcome.FAILED,
                ProblemCode.FLASH_FULL,
                what,
                "make room in /usr on the device if it is full, and check its connection; then deploy again");
    }
}
