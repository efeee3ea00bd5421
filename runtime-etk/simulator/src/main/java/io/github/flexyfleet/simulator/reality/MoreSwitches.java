package io.github.flexyfleet.simulator.reality;

import io.github.flexyfleet.simulator.flexy.Guesses;
import io.github.flexyfleet.simulator.flexy.Knobs;
import io.github.flexyfleet.simulator.flexy.WebQuirks;
import io.github.flexyfleet.simulator.flexy.WebQuirks.Refusal;
import io.github.flexyfleet.simulator.flexy.export.ExportQuirks;
import io.github.flexyfleet.simulator.talk2m.M2WebOptions;
import io.github.flexyfleet.simulator.vm.bridge.Conversions;
import io.github.flexyfleet.simulator.vm.bridge.Conversions.Flaw;
import io.github.flexyfleet.simulator.vm.heap.HeapSizes;
import io.github.flexyfleet.simulator.vm.heap.JavaLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Looks, times, sizes and conversions: what changes how something is done, and hardly ever whether. */
final class MoreSwitches {
    private static final Part<Knobs> KNOBS =
            new Part<>("Knobs", Assumptions::knobs, (assumed, changed) -> assumed.withKnobs(old -> changed));
    private static final Part<ExportQuirks> EXPORTS = Part.guessed("ExportQuirks", Guesses::exports, Guesses::with);
    private static final Part<Conversions> CONVERSIONS =
            Part.guessed("Conversions", Guesses::conversions, Guesses::with);
    private static final Part<HeapSizes> HEAP = Part.JAVA.inside("HeapSizes", JavaLimits::sizes, JavaLimits::with);
    private static final List<Object> SECONDS = List.of(1, 2, 5, 10, 20);
    private static final String NONE = "none";
    private static final List<String> COLUMNS =
            List.of("Name", "Type", "LogEnabled", "IVGroupA", "IVGroupB", "IVGroupC", "IVGroupD");

    /** Bytes of a byte[16] and of a String of 20 beside those of one that is empty. */
    private static final int SIXTEEN = 16;

    private static final int TWENTY = 40;
    /** Bytes of an Integer beside those of an object. */
    private static final int INTEGER = 4;

    private static final int KB = 1000;
    private static final int BASE_STEP = 500;

    private MoreSwitches() {}

    static List<Switch> all() {
        List<Switch> all = new ArrayList<>(talk2m());
        all.addAll(web());
        all.addAll(times());
        all.addAll(heap());
        Arrays.stream(Flaw.values()).map(MoreSwitches::flaw).forEach(all::add);
        return all;
    }

    private static List<Switch> talk2m() {
        return List.of(
                Part.M2WEB.either(
                        "talk2m.sessionPerHost",
                        "sessionsPerHost",
                        M2WebOptions::sessionsPerHost,
                        M2WebOptions::withSessionsPerHost),
                way("talk2m.put", "PUT"),
                way("talk2m.delete", "DELETE"),
                way("talk2m.multipart", "MULTIPART"));
    }

    private static Switch way(String id, String name) {
        return Part.M2WEB.either(
                id,
                "ways",
                options -> options.ways().contains(name),
                (options, value) -> options.withWays(Switches.with(options.ways(), name, value)));
    }

    private static List<Switch> web() {
        return List.of(
                Part.WEB.at(
                        "web.refusal",
                        "refusal",
                        List.of("text", "page", "status", "other"),
                        quirks -> quirks.refusal().name().toLowerCase(Locale.ROOT),
                        (quirks, value) -> quirks.withRefusal(refusal(value))),
                Part.WEB.either("web.binaryFiles", "binaryFiles", WebQuirks::binaryFiles, WebQuirks::withBinaryFiles),
                EXPORTS.at(
                        "web.tagColumns",
                        "absentColumns",
                        List.of(NONE, "Type", "LogEnabled IVGroupC IVGroupD"),
                        quirks -> words(quirks.absentColumns()),
                        (quirks, value) ->
                                new ExportQuirks(value.equals(NONE) ? Set.of() : Set.of(value.split(" ", -1)))),
                Part.WEB.at(
                        "java.largestField",
                        "largestField",
                        List.of(256, 2, 8, 32, 128),
                        quirks -> Switches.unlimited(quirks.largestField(), 256),
                        (quirks, value) -> quirks.withLargestField(Switches.limit(value, 256))));
    }

    private static Refusal refusal(String word) {
        return Arrays.stream(Refusal.values())
                .filter(look -> look.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("web.refusal is " + word));
    }

    private static String words(Set<String> columns) {
        return columns.isEmpty()
                ? NONE
                : COLUMNS.stream().filter(columns::contains).collect(Collectors.joining(" "));
    }

    private static List<Switch> times() {
        return List.of(
                KNOBS.at(
                        "script.wait",
                        "scriptDelay",
                        SECONDS,
                        knobs -> Times.SECONDS.step(knobs.scriptDelay()),
                        (knobs, value) -> knobs.withScriptDelay(Times.SECONDS.within(value))),
                KNOBS.at(
                        "java.exportWait",
                        "exportDelay",
                        List.of(20, 100, 2000, 0),
                        knobs -> Times.EXPORTS.step(knobs.exportDelay()),
                        (knobs, value) -> knobs.withExportDelay(Times.EXPORTS.within(value))),
                Part.VM.at(
                        "java.start",
                        "startTime",
                        SECONDS,
                        quirks -> Times.SECONDS.step(quirks.startTime()),
                        (quirks, value) -> quirks.withStartTime(Times.SECONDS.within(value))));
    }

    /** The entry comes after the object, which its key is. */
    private static List<Switch> heap() {
        return List.of(
                HEAP.at(
                        "heap.base",
                        "base",
                        List.of(2500, 1500, 4000),
                        sizes -> (int) ((sizes.base() / KB + BASE_STEP / 2) / BASE_STEP * BASE_STEP),
                        (sizes, value) -> sizes.withBase(value * (long) KB)),
                bytes("heap.text20", "text", List.of(142, 90, 200), HeapSizes::text, HeapSizes::withText, TWENTY),
                bytes("heap.bytes16", "object", List.of(44, 32, 60), HeapSizes::object, HeapSizes::withObject, SIXTEEN),
                HEAP.at(
                        "heap.entry",
                        "entry",
                        List.of(78, 66, 120),
                        sizes -> sizes.entry() + sizes.object() + INTEGER,
                        (sizes, value) -> sizes.withEntry(Math.max(0, value - sizes.object() - INTEGER))),
                HEAP.at(
                        "heap.thread",
                        "thread",
                        List.of(17, 9, 40),
                        sizes -> (int) (sizes.thread() / KB),
                        (sizes, value) -> sizes.withThread(value * (long) KB)));
    }

    private static Switch bytes(
            String id,
            String field,
            List<Object> values,
            ToIntFunction<HeapSizes> get,
            BiFunction<HeapSizes, Integer, HeapSizes> set,
            int content) {
        return HEAP.at(
                id,
                field,
                values,
                sizes -> get.applyAsInt(sizes) + content,
                (sizes, value) -> set.apply(sizes, Math.max(0, value - content)));
    }

    private static Switch flaw(Flaw flaw) {
        String[] words = flaw.name().toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder id = new StringBuilder("text.").append(words[0]);
        for (int i = 1; i < words.length; i++) {
            id.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return CONVERSIONS.either(
                id.toString(),
                "flaws",
                conversions -> conversions.has(flaw),
                (conversions, value) -> new Conversions(Switches.with(conversions.flaws(), flaw, value)));
    }
}
