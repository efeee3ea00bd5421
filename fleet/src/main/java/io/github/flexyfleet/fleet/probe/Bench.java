package io.github.flexyfleet.fleet.probe;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.talk2m.FlexyPages;
import io.github.flexyfleet.fleet.talk2m.FlexyPages.Page;
import io.github.flexyfleet.fleet.talk2m.M2WebException;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A gateway on which a probe works: its pages, files and programs, by the ways that are known to work so far. Every file
 * is one of {@link #START}. For one thread.
 */
final class Bench {
    /** How the name of each file of a probe begins, below /usr. */
    static final String START = "flexyprobe.";

    /** Package of the programs in the probe's jar. */
    static final String PROGRAMS = "io.github.flexyfleet.probe.";

    /** Heap of all programs but those that try others; less may crash (flexy-etk 2.2). */
    static final int HEAP = 25;

    /** Looks for what a gateway does on its own: 7 pauses, so 70 s at 10 s; a command may take 20 s (talk2m-m2web 8). */
    static final int LOOKS = 4;

    private static final int[] PAUSES = {1, 1, 2, 3};
    private static final int PIECE = 100;

    /** Bytes of a form when nothing is known: as small as an everyday one. */
    private static final int SMALL = 900;

    private static final int ORDINARY = 3 * 1024;

    private final FlexyPages pages;
    private final Talk2mDevice device;
    private final Pace pace;
    private final Duration pause;
    private int marks;
    private boolean bodies = true;
    private boolean filesByPost;
    private int formBytes = SMALL;

    Bench(FlexyPages pages, Talk2mDevice device, Pace pace, Duration pause) {
        this.pages = pages;
        this.device = device;
        this.pace = pace;
        this.pause = pause;
    }

    Pace pace() {
        return pace;
    }

    Duration pause() {
        return pause;
    }

    /** What the first questions found out decides how the others are asked. */
    void learn(Answers answers) {
        bodies = answers.is(Fact.BODIES);
        filesByPost = answers.is(Fact.FILES_BY_POST);
        boolean large = bodies && answers.number(Fact.LARGEST_FORM, 0) * 1024 > ORDINARY;
        formBytes = large ? ORDINARY : SMALL;
    }

    /** The path of a file of the probe on the gateway. */
    static String path(String name) {
        return "/usr/" + START + name;
    }

    /** An export whose descriptor travels in the URL. */
    Page export(String descriptor) {
        return pages.read(device, "rcgi.bin/ParamForm", Map.of("AST_Param", descriptor), Map.of());
    }

    /** The same in the body, with other fields. */
    Page exportByBody(Map<String, String> fields) {
        return pages.read(device, "rcgi.bin/ParamForm", Map.of(), fields);
    }

    /** A file below /usr by POST. */
    Page post(String file) {
        return pages.read(device, "usr/" + file, Map.of(), Map.of());
    }

    /** A file below /usr; of one that does not exist whatever the gateway says instead. */
    Page file(String file) {
        return filesByPost ? post(file) : export("$dtUF$ftB$uf/usr/" + file);
    }

    /** A file of the probe, when it is as it must be. */
    Optional<String> read(String name, Predicate<String> sound) {
        Page page = file(START + name);
        return Optional.of(page).filter(Page::isGood).map(Page::text).filter(sound);
    }

    /** Waits until a file of the probe is as it must be, in so many looks. */
    Optional<String> await(String name, int looks, Predicate<String> sound) throws InterruptedException {
        for (int look = 0; look < looks; look++) {
            pace.pause(pause.multipliedBy(PAUSES[Math.min(look, PAUSES.length - 1)]));
            Optional<String> content = read(name, sound);
            if (content.isPresent()) {
                return content;
            }
        }
        return Optional.empty();
    }

    /** A form without a Java program to answer it, or with one. */
    Page jvmForm(String form) {
        return pages.run(device, "rcgi.bin/jvmForm", Map.of("formName", form, "timeout", "5000"), Map.of());
    }

    /** The same with fields in the body; empty when it did not get through. */
    Optional<Page> jvmForm(String form, Map<String, String> body) {
        try {
            return Optional.of(patiently(
                    () -> pages.run(device, "rcgi.bin/jvmForm", Map.of("formName", form, "timeout", "5000"), body)));
        } catch (M2WebException e) {
            // A server may end the connection instead of answering.
            if (e.failure().isTransient()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Stops Java. */
    Page stop() {
        return patiently(() -> pages.run(device, "rcgi.bin/jvmCmd", Map.of("cmd", "stop"), Map.of()));
    }

    /** Starts Java. */
    void start(String command) {
        // All known clients send a blank before the arguments (talk2m-m2web 4.6).
        Map<String, String> fields = Map.of("cmd", "start", "runCmd", " " + command);
        // A second start finds the VM running and does nothing, or that it has ended, and repeats a small program.
        Page unused = patiently(() -> pages.run(device, "rcgi.bin/jvmCmd", fields, Map.of()));
    }

    /** Stops Java and starts a program of the probe. */
    void start(String jar, String program, int heap) {
        stop();
        start("-heapsize " + heap + "M -classpath " + path(jar) + " -emain " + PROGRAMS + program);
    }

    /** Has commands run, some time from now. */
    void script(List<String> commands) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String command : commands) {
            fields.put("Command" + (fields.size() + 1), command);
        }
        // Whether it was taken shows by what it does, or does not.
        Page unused = patiently(() -> bodies
                ? pages.run(device, "rcgi.bin/ExeScriptForm", Map.of(), fields)
                : pages.run(device, "rcgi.bin/ExeScriptForm", fields, Map.of()));
    }

    /** Twice at most: all of it may be done twice, or is read back. */
    private static Page patiently(Supplier<Page> call) {
        try {
            return call.get();
        } catch (M2WebException e) {
            if (e.failure().isTransient()) {
                return call.get();
            }
            throw e;
        }
    }

    /** Has commands run and returns when they have; one form, and at most {@link #LOOKS} looks. */
    void settle(List<String> commands) throws DeviceProblemException, InterruptedException {
        marks++;
        String mark = "end " + marks + " " + pace.now().toEpochMilli();
        List<String> all = new ArrayList<>(commands);
        all.addAll(List.of(
                "OPEN \"file:" + path("end") + "\" FOR BINARY OUTPUT AS 8", "PUT 8,\"" + mark + "\"", "CLOSE 8"));
        script(all);
        if (await("end", LOOKS, mark::equals).isEmpty()) {
            throw new DeviceProblemException(
                    Outcome.FAILED,
                    ProblemCode.SCRIPT_NOT_RUN,
                    "the gateway did not run a BASIC command that writes a file, or the file cannot be read",
                    "check that no BASIC program blocks the script engine, and that the device user has the rights of"
                            + " docs/security.md; then run flexy:probe again, which cleans up first");
        }
    }

    /** Writes a text, in as many forms as it takes, and returns when it is there; twice when a piece came twice. */
    void write(String name, String text) throws DeviceProblemException, InterruptedException {
        writeOnce(name, text);
        if (read(name, text::equals).isEmpty()) {
            writeOnce(name, text);
        }
    }

    private void writeOnce(String name, String text) throws DeviceProblemException, InterruptedException {
        List<String> commands = new ArrayList<>();
        String way = "OUTPUT";
        int bytes = 0;
        for (int start = 0; start < text.length(); start += PIECE) {
            String put = "PUT 8,\"" + text.substring(start, Math.min(text.length(), start + PIECE)) + "\"";
            int size = URLEncoder.encode(put, StandardCharsets.UTF_8).length() + 12;
            if (!commands.isEmpty() && bytes + size > formBytes - SMALL / 3) {
                script(around(name, way, commands));
                commands.clear();
                way = "APPEND";
                bytes = 0;
            }
            commands.add(put);
            bytes += size;
        }
        settle(around(name, way, commands));
    }

    private static List<String> around(String name, String way, List<String> puts) {
        List<String> all = new ArrayList<>();
        all.add("OPEN \"file:" + path(name) + "\" FOR BINARY " + way + " AS 8");
        all.addAll(puts);
        all.add("CLOSE 8");
        return all;
    }

    /** Forms that {@link #write} needs for a text of this length, at most. */
    static int forms(int length) {
        // Of a small form 600 bytes are left; a piece takes about 180 of them, encoded.
        return 1 + length / (2 * PIECE);
    }
}
