package io.github.flexyfleet.fleet.probe;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Questions that a program on the gateway answers, all in one run. */
final class InsideQuestions {
    /** Looks for its answers: at a pause of 10 s about 13 min; it waits for the hub several times. */
    private static final int LOOKS = 28;

    /** Longest text that is handed over: certificates, keys, roots. */
    private static final int LONGEST = 16_000;

    /** Calls at most. */
    static final int CALLS = Bench.forms(LONGEST) + Bench.LOOKS + 1 + 2 + LOOKS;

    private static final List<Fact> PLAIN =
            List.of(Fact.RESOURCES, Fact.RENAME_OVER, Fact.SIZE_BY_USR, Fact.CLEAN_SESSION, Fact.WILL_QOS);

    /** What can fail by itself, by the name under which the program says why. */
    private static final Map<String, List<Fact>> APART = Map.of(
            "export",
            List.of(Fact.EXPORT_WAIT),
            "sizes",
            List.of(Fact.HEAP_TEXT, Fact.HEAP_BYTES, Fact.HEAP_ENTRY, Fact.HEAP_THREAD),
            "conversions",
            List.of(
                    Fact.UTF8_PAIRS,
                    Fact.UTF8_ZERO,
                    Fact.UTF8_STOPS,
                    Fact.LOW_BYTES,
                    Fact.URLS,
                    Fact.SHORT_DOUBLES,
                    Fact.INEXACT_DOUBLES,
                    Fact.HALF_UP,
                    Fact.ZONE_LETTER,
                    Fact.ZONES));

    private static final List<Fact> HUB = List.of(
            Fact.PKCS1,
            Fact.PKCS8,
            Fact.EC,
            Fact.SEVERAL_ROOTS,
            Fact.LARGEST_PAYLOAD,
            Fact.QUEUES_WHILE_DOWN,
            Fact.RECONNECTS,
            Fact.RESUBSCRIBES,
            Fact.RETRIES_TLS);
    private static final List<Fact> HTTP = List.of(Fact.SCRIPT_ERROR_DONE, Fact.JAVA_ERROR_DONE);

    private final Bench bench;
    private final String jar;
    private final Answers answers;

    InsideQuestions(Bench bench, String jar, Answers answers) {
        this.bench = bench;
        this.jar = jar;
        this.answers = answers;
    }

    /** All facts that come from inside, for a reason why they do not. */
    static Fact[] all() {
        return Stream.concat(Stream.of(PLAIN, HUB, HTTP), APART.values().stream())
                .flatMap(List::stream)
                .toArray(Fact[]::new);
    }

    /** What the program has to know first. */
    void hand(Optional<String> hub, String absentUrl) throws DeviceProblemException, InterruptedException {
        String text = "jar=" + Bench.path(jar) + ";absent=" + absentUrl + ";" + hub.orElse("");
        if (text.length() > LONGEST) {
            throw new IllegalStateException("the program would have to be told " + text.length() + " characters");
        }
        bench.write("in", text);
    }

    /**
     * Starts the program and reads its answers.
     *
     * @param noHub why the hub was not asked, when it was not
     */
    void ask(Optional<String> noHub) throws InterruptedException {
        bench.start(jar, "Ask", Bench.HEAP);
        Optional<JsonNode> line = bench.await(
                        "out", LOOKS, text -> JavaQuestions.json(text).isPresent())
                .flatMap(JavaQuestions::json);
        if (line.isEmpty()) {
            answers.unknown("the program gave no answer in time", all());
            return;
        }
        line.get()
                .properties()
                .forEach(entry -> Fact.of(entry.getKey()).ifPresent(fact -> {
                    JsonNode value = entry.getValue();
                    if (value.isBoolean()) {
                        answers.found(fact, value.booleanValue());
                    } else if (value.isInt()) {
                        answers.found(fact, value.intValue());
                    }
                }));
        APART.forEach((name, facts) -> {
            if (line.get().has(name)) {
                answers.unknown(line.get().path(name).asString(""), facts.toArray(Fact[]::new));
            }
        });
        String hub = line.get().path("hub").asString("");
        if (!answers.is(Fact.RECONNECTS) && answers.isKnown(Fact.RECONNECTS)) {
            answers.unknown("it does not connect again", Fact.RESUBSCRIBES);
        }
        String reason = noHub.orElse(
                hub.isEmpty() ? line.get().path("failed").asString("the program did not get that far") : hub);
        answers.unknown(reason, HUB.toArray(Fact[]::new));
        answers.unknown(line.get().path("failed").asString("the program did not say"), all());
    }
}
