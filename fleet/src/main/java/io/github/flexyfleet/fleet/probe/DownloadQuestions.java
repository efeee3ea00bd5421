package io.github.flexyfleet.fleet.probe;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Has the gateway fetch the probe's jar, and finds out what its HTTP client does with files on the way. */
final class DownloadQuestions {
    private static final int SETTLE = 1 + Bench.LOOKS;
    private static final int LOOKS = 6;

    /** Calls at most: a file beforehand, and two downloads. */
    static final int CALLS = SETTLE + 2 * (SETTLE + LOOKS) + 1;

    private static final int PIECE = 120;
    private static final int FIRST_REFERENCE = 128;
    private static final String BEFORE = "before";

    private final Bench bench;
    private final Answers answers;
    private final String url;
    private final String jar;

    /**
     * Ready to fetch.
     *
     * @param url where the jar lies
     * @param jar its content
     */
    DownloadQuestions(Bench bench, Answers answers, String url, byte[] jar) {
        this.bench = bench;
        this.answers = answers;
        this.url = url;
        this.jar = new String(jar, StandardCharsets.ISO_8859_1);
    }

    /** A place at the same server where nothing is. */
    String absentUrl() {
        return url + "-absent";
    }

    /** Fetches it; answers its name among the probe's files, or nothing when it did not come. */
    Optional<String> fetch() throws DeviceProblemException, InterruptedException {
        bench.settle(List.of(
                "OPEN \"file:" + Bench.path("jar") + "\" FOR BINARY OUTPUT AS 8",
                "PUT 8,\"" + BEFORE + "\"",
                "CLOSE 8"));
        List<String> commands = new ArrayList<>(request(absentUrl(), "absent"));
        commands.addAll(request(url, "jar"));
        bench.settle(commands);
        if (arrives("jar")) {
            answers.found(Fact.OVERWRITES, true);
            return Optional.of("jar");
        }
        boolean untouched = bench.read("jar", BEFORE::equals).isPresent();
        bench.settle(request(url, "jar2"));
        if (arrives("jar2")) {
            if (untouched) {
                answers.found(Fact.OVERWRITES, false);
            }
            return Optional.of("jar2");
        }
        return Optional.empty();
    }

    /** Whole, as it is or as a gateway is known to show texts. */
    private boolean arrives(String name) throws InterruptedException {
        Optional<String> read = bench.await(name, LOOKS, text -> text.equals(jar) || text.equals(references()));
        read.ifPresent(text -> answers.found(Fact.BINARY_FILES, text.equals(jar)));
        return read.isPresent();
    }

    private String references() {
        StringBuilder text = new StringBuilder();
        jar.chars().forEach(c -> {
            if (c < FIRST_REFERENCE) {
                text.append((char) c);
            } else {
                text.append("&#").append(c).append(';');
            }
        });
        return text.toString();
    }

    /** By a variable, since a URL can be longer than a command. */
    private static List<String> request(String from, String name) {
        List<String> commands = new ArrayList<>();
        commands.add("flxProbe$=\"\"");
        for (int start = 0; start < from.length(); start += PIECE) {
            commands.add(
                    "flxProbe$=flxProbe$+\"" + from.substring(start, Math.min(from.length(), start + PIECE)) + "\"");
        }
        commands.add("REQUESTHTTPX flxProbe$,\"GET\",\"\",\"\",\"\",\"" + Bench.path(name) + "\"");
        return commands;
    }
}
