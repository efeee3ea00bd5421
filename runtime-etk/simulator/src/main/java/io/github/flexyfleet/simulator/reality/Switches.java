package io.github.flexyfleet.simulator.reality;

import io.github.flexyfleet.simulator.flexy.Knobs;
import io.github.flexyfleet.simulator.flexy.ScriptQuirks;
import io.github.flexyfleet.simulator.flexy.VmQuirks;
import io.github.flexyfleet.simulator.flexy.WebQuirks;
import io.github.flexyfleet.simulator.flexy.http.HttpQuirks;
import io.github.flexyfleet.simulator.flexy.mqtt.MqttQuirks;
import io.github.flexyfleet.simulator.flexy.mqtt.MqttQuirks.KeyForm;
import io.github.flexyfleet.simulator.talk2m.M2WebOptions;
import io.github.flexyfleet.simulator.vm.flash.FlashQuirks;
import io.github.flexyfleet.simulator.vm.heap.JavaLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Every assumption that a probe can settle. */
public final class Switches {
    private static final List<Object> EITHER = List.of(true, false);

    private Switches() {}

    /** All of them. */
    public static List<Switch> all() {
        List<Switch> all = new ArrayList<>();
        all.addAll(talk2m());
        all.addAll(web());
        all.addAll(script());
        all.addAll(http());
        all.addAll(java());
        all.addAll(mqtt());
        return List.copyOf(all);
    }

    private static List<Switch> talk2m() {
        return List.of(
                m2web("talk2m.bodies", "bodies", EITHER, M2WebOptions::bodies, M2WebOptions::withBodies),
                m2web(
                        "talk2m.unknownDevice",
                        "unknownDeviceStatus",
                        List.of(410, 403),
                        M2WebOptions::unknownDeviceStatus,
                        M2WebOptions::withUnknownDeviceStatus));
    }

    private static List<Switch> web() {
        return List.of(
                web(
                        "web.largestForm",
                        "largestForm",
                        List.of(256, 2, 4, 8, 16, 32, 64, 128),
                        quirks -> unlimited(quirks.largestForm(), 256),
                        (quirks, value) -> quirks.withLargestForm(limit(value, 256))),
                web(
                        "web.filesByPost",
                        "filesByPost",
                        EITHER,
                        WebQuirks::filesByPost,
                        (quirks, value) -> quirks.withFiles(quirks.missingStatus(), value)),
                web(
                        "web.missingFile",
                        "missingStatus",
                        List.of(404, 410, 500),
                        WebQuirks::missingStatus,
                        (quirks, value) -> quirks.withFiles(value, quirks.filesByPost())),
                web(
                        "web.emptyWithoutJava",
                        "emptyWithoutJava",
                        EITHER,
                        WebQuirks::emptyWithoutJava,
                        WebQuirks::withEmptyWithoutJava),
                web("web.jvmCommand", "jvmCommand", EITHER, WebQuirks::jvmCommand, WebQuirks::withJvmCommand),
                export("SE"),
                export("UF"),
                export("PG"),
                export("CF"),
                export("SC"));
    }

    private static Switch export(String type) {
        return web(
                "web.export" + type,
                "refusedExports",
                EITHER,
                quirks -> !quirks.refusedExports().contains(type),
                (quirks, value) -> quirks.withRefusedExports(with(quirks.refusedExports(), type, !value)));
    }

    private static List<Switch> script() {
        return List.of(
                script(
                        "script.longestCommand",
                        "longestCommand",
                        List.of(250, 200, 220, 240, 255, 256, 300, 400, 500, 512, 1000),
                        ScriptQuirks::longestCommand,
                        ScriptQuirks::withLongestCommand),
                script(
                        "script.variablesStay",
                        "variablesStay",
                        EITHER,
                        ScriptQuirks::variablesStay,
                        ScriptQuirks::withVariablesStay),
                script("script.erases", "erases", EITHER, ScriptQuirks::erases, ScriptQuirks::withErases));
    }

    private static List<Switch> http() {
        return List.of(
                http("http.overwrites", "overwrites", HttpQuirks::overwrites, HttpQuirks::withOverwrites),
                http(
                        "http.scriptErrorDone",
                        "scriptStatusLost",
                        HttpQuirks::scriptStatusLost,
                        (quirks, value) -> quirks.withStatusLost(quirks.statusLost(), value)),
                http(
                        "http.javaErrorDone",
                        "statusLost",
                        HttpQuirks::statusLost,
                        (quirks, value) -> quirks.withStatusLost(value, quirks.scriptStatusLost())));
    }

    private static List<Switch> java() {
        return List.of(
                vm(
                        "java.largestHeap",
                        "largestHeap",
                        List.of(64, 25, 28, 32, 40, 48),
                        quirks -> unlimited(quirks.largestHeap(), 64),
                        (quirks, value) -> quirks.withLargestHeap(limit(value, 64))),
                limits(
                        "java.deepestCall",
                        "deepestCall",
                        List.of(1000, 200, 643, 2000),
                        JavaLimits::deepestCall,
                        JavaLimits::withDeepestCall),
                limits(
                        "java.overflowEndsVm",
                        "overflowEndsVm",
                        EITHER,
                        JavaLimits::overflowEndsVm,
                        JavaLimits::withOverflowEndsVm),
                vm(
                        "java.nextAfterZero",
                        "nextAfterZero",
                        EITHER,
                        VmQuirks::nextAfterZero,
                        (quirks, value) -> quirks.withNext(value, quirks.nextAfterError(), quirks.nextAfterUncaught())),
                vm(
                        "java.nextAfterError",
                        "nextAfterError",
                        EITHER,
                        VmQuirks::nextAfterError,
                        (quirks, value) -> quirks.withNext(quirks.nextAfterZero(), value, quirks.nextAfterUncaught())),
                vm(
                        "java.nextAfterUncaught",
                        "nextAfterUncaught",
                        EITHER,
                        VmQuirks::nextAfterUncaught,
                        (quirks, value) -> quirks.withNext(quirks.nextAfterZero(), quirks.nextAfterError(), value)),
                vm("java.resources", "resources", EITHER, VmQuirks::resources, VmQuirks::withResources),
                flash("java.renameOver", "renameOver", FlashQuirks::renameOver, FlashQuirks::withRenameOver),
                flash("java.sizeByUsr", "sizeByUsr", FlashQuirks::sizeByUsr, FlashQuirks::withSizeByUsr));
    }

    private static List<Switch> mqtt() {
        return List.of(
                option("mqtt.cleanSession", "CLEANSESSION"),
                option("mqtt.willQos", "WILLQOS"),
                key("mqtt.pkcs1", KeyForm.PKCS1),
                key("mqtt.pkcs8", KeyForm.PKCS8),
                key("mqtt.ec", KeyForm.EC),
                mqtt(
                        "mqtt.severalRoots",
                        "severalRoots",
                        EITHER,
                        MqttQuirks::severalRoots,
                        MqttQuirks::withSeveralRoots),
                mqtt(
                        "mqtt.largestPayload",
                        "largestPayload",
                        List.of(128, 4, 8, 16, 32, 64),
                        quirks -> unlimited(quirks.largestPayload(), 128),
                        (quirks, value) -> quirks.withLargestPayload(limit(value, 128))),
                mqtt(
                        "mqtt.queuesWhileDown",
                        "queuesWhileDown",
                        EITHER,
                        MqttQuirks::queuesWhileDown,
                        MqttQuirks::withQueuesWhileDown),
                mqtt(
                        "mqtt.reconnects",
                        "reconnects",
                        EITHER,
                        MqttQuirks::reconnects,
                        (quirks, value) -> quirks.withReturn(value, quirks.resubscribes(), quirks.retriesTls())),
                mqtt(
                        "mqtt.resubscribes",
                        "resubscribes",
                        EITHER,
                        MqttQuirks::resubscribes,
                        (quirks, value) -> quirks.withReturn(quirks.reconnects(), value, quirks.retriesTls())),
                mqtt(
                        "mqtt.retriesTls",
                        "retriesTls",
                        EITHER,
                        MqttQuirks::retriesTls,
                        (quirks, value) -> quirks.withReturn(quirks.reconnects(), quirks.resubscribes(), value)));
    }

    private static Switch option(String id, String name) {
        return mqtt(
                id,
                "unknownOptions",
                EITHER,
                quirks -> !quirks.unknownOptions().contains(name),
                (quirks, value) -> quirks.withUnknownOptions(with(quirks.unknownOptions(), name, !value)));
    }

    private static Switch key(String id, KeyForm form) {
        return mqtt(
                id,
                "keys",
                EITHER,
                quirks -> quirks.keys().contains(form),
                (quirks, value) -> quirks.withKeys(with(quirks.keys(), form, value)));
    }

    private static <E> Set<E> with(Set<E> set, E element, boolean in) {
        Set<E> changed = new TreeSet<>(set);
        if (in) {
            changed.add(element);
        } else {
            changed.remove(element);
        }
        return changed;
    }

    /** Nothing larger than the highest step is ever tried: what takes that counts as without a limit. */
    private static int unlimited(int limit, int highest) {
        return limit == 0 ? highest : Math.min(limit, highest);
    }

    private static int limit(int found, int highest) {
        return found >= highest ? 0 : found;
    }

    private static <T> Switch m2web(
            String id,
            String name,
            List<Object> values,
            Function<M2WebOptions, T> get,
            BiFunction<M2WebOptions, T, M2WebOptions> set) {
        return new Switch(
                id,
                "M2WebOptions." + name,
                values,
                assumed -> get.apply(assumed.m2web()),
                (assumed, value) -> assumed.withM2web(options -> set.apply(options, cast(value))));
    }

    private static <T> Switch web(
            String id,
            String name,
            List<Object> values,
            Function<WebQuirks, T> get,
            BiFunction<WebQuirks, T, WebQuirks> set) {
        return knob(
                id,
                "WebQuirks." + name,
                values,
                Knobs::web,
                get,
                (knobs, value) -> knobs.with(set.apply(knobs.web(), cast(value))));
    }

    private static <T> Switch script(
            String id,
            String name,
            List<Object> values,
            Function<ScriptQuirks, T> get,
            BiFunction<ScriptQuirks, T, ScriptQuirks> set) {
        return knob(
                id,
                "ScriptQuirks." + name,
                values,
                knobs -> knobs.guesses().script(),
                get,
                (knobs, value) -> knobs.with(
                        knobs.guesses().with(set.apply(knobs.guesses().script(), cast(value)))));
    }

    private static Switch http(
            String id,
            String name,
            Function<HttpQuirks, Boolean> get,
            BiFunction<HttpQuirks, Boolean, HttpQuirks> set) {
        return knob(
                id,
                "HttpQuirks." + name,
                EITHER,
                Knobs::http,
                get,
                (knobs, value) -> knobs.with(set.apply(knobs.http(), cast(value))));
    }

    private static <T> Switch limits(
            String id,
            String name,
            List<Object> values,
            Function<JavaLimits, T> get,
            BiFunction<JavaLimits, T, JavaLimits> set) {
        return knob(
                id,
                "JavaLimits." + name,
                values,
                Knobs::java,
                get,
                (knobs, value) -> knobs.with(set.apply(knobs.java(), cast(value))));
    }

    private static <T> Switch vm(
            String id,
            String name,
            List<Object> values,
            Function<VmQuirks, T> get,
            BiFunction<VmQuirks, T, VmQuirks> set) {
        return knob(
                id,
                "VmQuirks." + name,
                values,
                knobs -> knobs.guesses().vm(),
                get,
                (knobs, value) -> knobs.with(
                        knobs.guesses().with(set.apply(knobs.guesses().vm(), cast(value)))));
    }

    private static Switch flash(
            String id,
            String name,
            Function<FlashQuirks, Boolean> get,
            BiFunction<FlashQuirks, Boolean, FlashQuirks> set) {
        return knob(
                id,
                "FlashQuirks." + name,
                EITHER,
                knobs -> knobs.guesses().flash(),
                get,
                (knobs, value) -> knobs.with(
                        knobs.guesses().with(set.apply(knobs.guesses().flash(), cast(value)))));
    }

    private static <T> Switch mqtt(
            String id,
            String name,
            List<Object> values,
            Function<MqttQuirks, T> get,
            BiFunction<MqttQuirks, T, MqttQuirks> set) {
        return knob(
                id,
                "MqttQuirks." + name,
                values,
                knobs -> knobs.guesses().mqtt(),
                get,
                (knobs, value) -> knobs.with(
                        knobs.guesses().with(set.apply(knobs.guesses().mqtt(), cast(value)))));
    }

    private static <Q, T> Switch knob(
            String id,
            String place,
            List<Object> values,
            Function<Knobs, Q> quirks,
            Function<Q, T> get,
            BiFunction<Knobs, Object, Knobs> set) {
        return new Switch(
                id,
                place,
                values,
                assumed -> get.apply(quirks.apply(assumed.knobs())),
                (assumed, value) -> assumed.withKnobs(knobs -> set.apply(knobs, value)));
    }

    /** {@link Switch#set} has looked at the type. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T cast(Object value) {
        return (T) value;
    }
}
