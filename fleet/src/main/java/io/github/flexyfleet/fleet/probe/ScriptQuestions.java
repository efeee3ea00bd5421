package io.github.flexyfleet.fleet.probe;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import java.util.List;

/** Questions about the script engine. */
final class ScriptQuestions {
    private static final int SETTLE = 1 + Bench.LOOKS;

    /** Calls at most: two forms and a look, an erasure and a look, and four lengths. */
    static final int CALLS = 2 * SETTLE + 1 + SETTLE + 1 + 4 * (1 + SETTLE + 1);

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
        answers.found(Fact.LONGEST_COMMAND, Steps.COMMANDS.largest(this::takes));
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
