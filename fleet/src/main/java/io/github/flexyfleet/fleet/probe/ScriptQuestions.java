package io.github.flexyfleet.fleet.probe;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Questions about the script engine. */
final class ScriptQuestions {
    private static final int SETTLE = 1 + Bench.LOOKS;

    /** How often a wait is measured: one says little. */
    private static final int WAITS = 3;

    /** Calls at most: two forms and a look, an erasure and a look, waits, and four lengths. */
    static final int CALLS =
            2 * SETTLE + 1 + SETTLE + 1 + WAITS * (2 + Steps.SECONDS.sizes().size()) + 4 * (1 + SETTLE + 1);

    private static final String SAY = "say";
    private static final String OPEN = "OPEN \"file:" + Bench.path(SAY) + "\" FOR BINARY OUTPUT AS 8";
    private static final String CLOSE = "CLOSE 8";

    private final Bench bench;
    private final Answers answers;

    ScriptQuestions(Bench bench, Answers answers) {
        this.bench = bench;
        this.answers = answers;
    }

    void ask() throws DeviceProblemException, InterruptedException {
        bench.settle(List.of("flxProbe%=7"));
        bench.settle(List.of("flxProbe%=flxProbe%+1", OPEN, "PUT 8,\"is\"+STR$(flxProbe%)", CLOSE));
        String said = bench.read(SAY, text -> text.startsWith("is")).orElse("").replace(" ", "");
        if (said.equals("is8") || said.equals("is1")) {
            answers.found(Fact.VARIABLES_STAY, said.equals("is8"));
        } else {
            answers.unknown("a number could not be written by BASIC", Fact.VARIABLES_STAY);
        }
        bench.settle(List.of(OPEN, "PUT 8,\"here\"", CLOSE, "ERASE \"" + Bench.path(SAY) + "\""));
        answers.found(Fact.ERASES, bench.read(SAY, "here"::equals).isEmpty());
        askWait();
        answers.found(Fact.LONGEST_COMMAND, Steps.COMMANDS.largest(this::takes));
    }

    private void askWait() throws InterruptedException {
        int slowest = 1;
        for (int i = 1; i <= WAITS && slowest > 0; i++) {
            int seconds = waited("wait " + i);
            slowest = seconds == 0 ? 0 : Math.max(slowest, seconds);
        }
        answers.found(Fact.WAIT, slowest);
    }

    /** Seconds from the answer to a form until what it wrote was seen, as one of the steps; 0 when it was not. */
    private int waited(String mark) throws InterruptedException {
        bench.script(List.of(OPEN, "PUT 8,\"" + mark + "\"", CLOSE));
        Instant begin = bench.pace().now();
        for (int seconds : Steps.SECONDS.sizes()) {
            Duration left = Duration.between(bench.pace().now(), begin.plusSeconds(seconds));
            if (!left.isNegative()) {
                bench.pace().pause(left);
            }
            if (bench.read(SAY, mark::equals).isPresent()) {
                Duration seen = Duration.between(begin, bench.pace().now());
                return Steps.SECONDS.atLeast(seen.plusMillis(999).toSeconds());
            }
        }
        return 0;
    }

    /** The next form says when the command's turn is over. */
    private boolean takes(int length) throws DeviceProblemException, InterruptedException {
        String begin = "PUT 8,\"";
        String content = "c".repeat(length - begin.length() - 1);
        bench.script(List.of(OPEN, begin + content + "\"", CLOSE));
        bench.settle(List.of("flxProbe%=0"));
        return bench.read(SAY, content::equals).isPresent();
    }
}
