package io.github.flexyfleet.fleet.probe;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Questions about how programs start and end, each a program of the probe's jar. */
final class JavaQuestions {
    /** Stop, start and looks. */
    private static final int RUN = 2 + Bench.LOOKS;

    /** Calls at most: four heaps, two depths, three ends with a look for what is after them, sizes of a field. */
    static final int CALLS = 4 * RUN + 1 + RUN + (RUN + 8) + 3 * (RUN + 3) + (RUN + 2 * 4);

    private static final Fact[] ALL = {
        Fact.LARGEST_HEAP,
        Fact.HEAP_BASE,
        Fact.START,
        Fact.LARGEST_FIELD,
        Fact.DEEPEST_CALL,
        Fact.OVERFLOW_ENDS_VM,
        Fact.NEXT_AFTER_ZERO,
        Fact.NEXT_AFTER_ERROR,
        Fact.NEXT_AFTER_UNCAUGHT
    };

    private static final int BASE_STEP = 500_000;

    /** Bytes of a form besides the field. */
    private static final int REST = 512;

    private final Bench bench;
    private final String jar;
    private final Answers answers;
    private long slowestStart;

    /**
     * On a gateway that has the jar.
     *
     * @param jar name of the jar among the probe's files
     */
    JavaQuestions(Bench bench, String jar, Answers answers) {
        this.bench = bench;
        this.jar = jar;
        this.answers = answers;
    }

    /** All facts that come from how programs run, for a reason why they do not. */
    static Fact[] all() {
        return ALL.clone();
    }

    /** Asks; false when no program starts. */
    boolean ask() throws DeviceProblemException, InterruptedException {
        if (!starts(Bench.HEAP)) {
            answers.unknown("no program starts with a heap of " + Bench.HEAP + " MB", ALL);
            return false;
        }
        askBase();
        answers.found(Fact.LARGEST_HEAP, Math.max(Bench.HEAP, Steps.HEAPS.largest(this::starts)));
        askDepth();
        askNext(Fact.NEXT_AFTER_ZERO, "AfterZero", "zero");
        askNext(Fact.NEXT_AFTER_ERROR, "AfterError", "error");
        askNext(Fact.NEXT_AFTER_UNCAUGHT, "AfterUncaught", "uncaught");
        if (slowestStart > 0) {
            answers.found(Fact.START, Steps.SECONDS.atLeast((slowestStart + 999) / 1000));
        } else {
            answers.unknown("no program started after another one", Fact.START);
        }
        askField();
        return true;
    }

    /** A VM may give less than it was told to: what counts is what the program sees. */
    private boolean starts(int megabytes) throws InterruptedException {
        bench.start(jar, "Heap", megabytes);
        return bench.await("heap", Bench.LOOKS, text -> number(text, "heap") >= (megabytes - 1) * 1024L * 1024)
                .isPresent();
    }

    /** What the program of the heap that is used by all others has told. */
    private void askBase() {
        long used = bench.read("heap", text -> number(text, "used") > 0)
                .map(text -> number(text, "used"))
                .orElse(0L);
        if (used > 0) {
            answers.found(Fact.HEAP_BASE, (int) (used + BASE_STEP / 2) / BASE_STEP * BASE_STEP / 1000);
        } else {
            answers.unknown("the program did not say", Fact.HEAP_BASE);
        }
    }

    private void askDepth() throws InterruptedException {
        bench.start(jar, "Depth", Bench.HEAP);
        Optional<String> deep = bench.await("depth", Bench.LOOKS, text -> number(text, "depth") > 0);
        if (deep.isPresent()) {
            answers.found(Fact.OVERFLOW_ENDS_VM, false);
            answers.found(Fact.DEEPEST_CALL, (int) number(deep.get(), "depth"));
            return;
        }
        if (bench.read("depth", text -> text.contains("begun")).isEmpty()) {
            answers.unknown("the program did not start", Fact.OVERFLOW_ENDS_VM, Fact.DEEPEST_CALL);
            return;
        }
        answers.found(Fact.OVERFLOW_ENDS_VM, true);
        bench.start(jar, "SlowDepth", Bench.HEAP);
        String last = "";
        for (int look = 0; look < Bench.LOOKS + 6; look++) {
            String now =
                    bench.await("deep", 1, text -> text.matches("[0-9]{5}")).orElse("");
            if (!now.isEmpty() && now.equals(last)) {
                answers.found(Fact.DEEPEST_CALL, Integer.parseInt(now));
                return;
            }
            last = now;
        }
        answers.unknown("the program did not come to an end", Fact.DEEPEST_CALL);
    }

    private void askNext(Fact fact, String program, String file) throws InterruptedException {
        bench.start(jar, program, Bench.HEAP);
        Predicate<String> begun = text -> text.contains("\"begun\"");
        if (bench.await(file, Bench.LOOKS, begun).isEmpty()) {
            answers.unknown("the program did not start", fact);
            return;
        }
        Optional<String> next = bench.await(file, 3, text -> text.contains("\"next\""));
        answers.found(fact, next.isPresent());
        slowestStart =
                Math.max(slowestStart, next.map(text -> number(text, "millis")).orElse(0L));
    }

    /** The program answers how many characters it got, each of them one byte of the form. */
    private void askField() throws DeviceProblemException, InterruptedException {
        if (!answers.is(Fact.BODIES)) {
            answers.unknown("the fields of form bodies do not reach the gateway", Fact.LARGEST_FIELD);
            return;
        }
        bench.start(jar, "Field", Bench.HEAP);
        boolean listens = false;
        for (int look = 0; look < Bench.LOOKS && !listens; look++) {
            bench.pace().pause(bench.pause());
            listens = arrives(1);
        }
        if (listens) {
            answers.found(Fact.LARGEST_FIELD, Steps.FORMS.largest(size -> arrives(size * 1024 - REST)));
        } else {
            answers.unknown("no program answers forms", Fact.LARGEST_FIELD);
        }
    }

    private boolean arrives(int length) {
        return bench.jvmForm("flexyprobe", Map.of("field", "x".repeat(length)))
                .filter(page -> number(page.text(), "length") == length)
                .isPresent();
    }

    /** A number in a line of a program; -1 when there is none. */
    static long number(String text, String name) {
        return json(text).map(line -> line.path(name).asLong(-1)).orElse(-1L);
    }

    /** The line of a program; empty when it is none, or none yet. */
    static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(JsonMapper.shared().readTree(text)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
