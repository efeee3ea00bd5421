package io.github.flexyfleet.simulator.reality;

import io.github.flexyfleet.simulator.flexy.Guesses;
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

/** Every assumption that a probe can settle. */
public final class Switches {
    private static final Part<HttpQuirks> HTTP = Part.ofKnobs("HttpQuirks", Knobs::http, Knobs::with);
    private static final Part<ScriptQuirks> SCRIPT = Part.guessed("ScriptQuirks", Guesses::script, Guesses::with);
    private static final Part<FlashQuirks> FLASH = Part.guessed("FlashQuirks", Guesses::flash, Guesses::with);
    private static final Part<MqttQuirks> MQTT = Part.guessed("MqttQuirks", Guesses::mqtt, Guesses::with);

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
        all.addAll(MoreSwitches.all());
        return List.copyOf(all);
    }

    private static List<Switch> talk2m() {
        return List.of(
                Part.M2WEB.either("talk2m.bodies", "bodies", M2WebOptions::bodies, M2WebOptions::withBodies),
                Part.M2WEB.at(
                        "talk2m.unknownDevice",
                        "unknownDeviceStatus",
                        List.of(410, 403),
                        M2WebOptions::unknownDeviceStatus,
                        M2WebOptions::withUnknownDeviceStatus));
    }

    private static List<Switch> web() {
        return List.of(
                Part.WEB.at(
                        "web.largestForm",
                        "largestForm",
                        List.of(256, 2, 4, 8, 16, 32, 64, 128),
                        quirks -> unlimited(quirks.largestForm(), 256),
                        (quirks, value) -> quirks.withLargestForm(limit(value, 256))),
                Part.WEB.either(
                        "web.filesByPost",
                        "filesByPost",
                        WebQuirks::filesByPost,
                        (quirks, value) -> quirks.withFiles(quirks.missingStatus(), value)),
                Part.WEB.at(
                        "web.missingFile",
                        "missingStatus",
                        List.of(404, 410, 500),
                        WebQuirks::missingStatus,
                        (quirks, value) -> quirks.withFiles(value, quirks.filesByPost())),
                Part.WEB.either(
                        "web.emptyWithoutJava",
                        "emptyWithoutJava",
                        WebQuirks::emptyWithoutJava,
                        WebQuirks::withEmptyWithoutJava),
                Part.WEB.either("web.jvmCommand", "jvmCommand", WebQuirks::jvmCommand, WebQuirks::withJvmCommand),
                export("SE"),
                export("UF"),
                export("PG"),
                export("CF"),
                export("SC"));
    }

    private static Switch export(String type) {
        return Part.WEB.either(
                "web.export" + type,
                "refusedExports",
                quirks -> !quirks.refusedExports().contains(type),
                (quirks, value) -> quirks.withRefusedExports(with(quirks.refusedExports(), type, !value)));
    }

    private static List<Switch> script() {
        return List.of(
                SCRIPT.at(
                        "script.longestCommand",
                        "longestCommand",
                        List.of(250, 200, 220, 240, 255, 256, 300, 400, 500, 512, 1000),
                        ScriptQuirks::longestCommand,
                        ScriptQuirks::withLongestCommand),
                SCRIPT.either(
                        "script.variablesStay",
                        "variablesStay",
                        ScriptQuirks::variablesStay,
                        ScriptQuirks::withVariablesStay),
                SCRIPT.either("script.erases", "erases", ScriptQuirks::erases, ScriptQuirks::withErases));
    }

    private static List<Switch> http() {
        return List.of(
                HTTP.either("http.overwrites", "overwrites", HttpQuirks::overwrites, HttpQuirks::withOverwrites),
                HTTP.either(
                        "http.scriptErrorDone",
                        "scriptStatusLost",
                        HttpQuirks::scriptStatusLost,
                        (quirks, value) -> quirks.withStatusLost(quirks.statusLost(), value)),
                HTTP.either(
                        "http.javaErrorDone",
                        "statusLost",
                        HttpQuirks::statusLost,
                        (quirks, value) -> quirks.withStatusLost(value, quirks.scriptStatusLost())));
    }

    private static List<Switch> java() {
        return List.of(
                Part.VM.at(
                        "java.largestHeap",
                        "largestHeap",
                        List.of(64, 25, 28, 32, 40, 48),
                        quirks -> unlimited(quirks.largestHeap(), 64),
                        (quirks, value) -> quirks.withLargestHeap(limit(value, 64))),
                Part.JAVA.at(
                        "java.deepestCall",
                        "deepestCall",
                        List.of(1000, 200, 643, 2000),
                        JavaLimits::deepestCall,
                        JavaLimits::withDeepestCall),
                Part.JAVA.either(
                        "java.overflowEndsVm",
                        "overflowEndsVm",
                        JavaLimits::overflowEndsVm,
                        JavaLimits::withOverflowEndsVm),
                Part.VM.either(
                        "java.nextAfterZero",
                        "nextAfterZero",
                        VmQuirks::nextAfterZero,
                        (quirks, value) -> quirks.withNext(value, quirks.nextAfterError(), quirks.nextAfterUncaught())),
                Part.VM.either(
                        "java.nextAfterError",
                        "nextAfterError",
                        VmQuirks::nextAfterError,
                        (quirks, value) -> quirks.withNext(quirks.nextAfterZero(), value, quirks.nextAfterUncaught())),
                Part.VM.either(
                        "java.nextAfterUncaught",
                        "nextAfterUncaught",
                        VmQuirks::nextAfterUncaught,
                        (quirks, value) -> quirks.withNext(quirks.nextAfterZero(), quirks.nextAfterError(), value)),
                Part.VM.either("java.resources", "resources", VmQuirks::resources, VmQuirks::withResources),
                FLASH.either("java.renameOver", "renameOver", FlashQuirks::renameOver, FlashQuirks::withRenameOver),
                FLASH.either("java.sizeByUsr", "sizeByUsr", FlashQuirks::sizeByUsr, FlashQuirks::withSizeByUsr));
    }

    private static List<Switch> mqtt() {
        return List.of(
                option("mqtt.cleanSession", "CLEANSESSION"),
                option("mqtt.willQos", "WILLQOS"),
                key("mqtt.pkcs1", KeyForm.PKCS1),
                key("mqtt.pkcs8", KeyForm.PKCS8),
                key("mqtt.ec", KeyForm.EC),
                MQTT.either(
                        "mqtt.severalRoots", "severalRoots", MqttQuirks::severalRoots, MqttQuirks::withSeveralRoots),
                MQTT.at(
                        "mqtt.largestPayload",
                        "largestPayload",
                        List.of(128, 4, 8, 16, 32, 64),
                        quirks -> unlimited(quirks.largestPayload(), 128),
                        (quirks, value) -> quirks.withLargestPayload(limit(value, 128))),
                MQTT.either(
                        "mqtt.queuesWhileDown",
                        "queuesWhileDown",
                        MqttQuirks::queuesWhileDown,
                        MqttQuirks::withQueuesWhileDown),
                MQTT.either(
                        "mqtt.reconnects",
                        "reconnects",
                        MqttQuirks::reconnects,
                        (quirks, value) -> quirks.withReturn(value, quirks.resubscribes(), quirks.retriesTls())),
                MQTT.either(
                        "mqtt.resubscribes",
                        "resubscribes",
                        MqttQuirks::resubscribes,
                        (quirks, value) -> quirks.withReturn(quirks.reconnects(), value, quirks.retriesTls())),
                MQTT.either(
                        "mqtt.retriesTls",
                        "retriesTls",
                        MqttQuirks::retriesTls,
                        (quirks, value) -> quirks.withReturn(quirks.reconnects(), quirks.resubscribes(), value)));
    }

    private static Switch option(String id, String name) {
        return MQTT.either(
                id,
                "unknownOptions",
                quirks -> !quirks.unknownOptions().contains(name),
                (quirks, value) -> quirks.withUnknownOptions(with(quirks.unknownOptions(), name, !value)));
    }

    private static Switch key(String id, KeyForm form) {
        return MQTT.either(
                id,
                "keys",
                quirks -> quirks.keys().contains(form),
                (quirks, value) -> quirks.withKeys(with(quirks.keys(), form, value)));
    }

    static <E> Set<E> with(Set<E> set, E element, boolean in) {
        Set<E> changed = new TreeSet<>(set);
        if (in) {
            changed.add(element);
        } else {
            changed.remove(element);
        }
        return changed;
    }

    /** Nothing larger than the highest step is ever tried: what takes that counts as without a limit. */
    static int unlimited(int limit, int highest) {
        return limit == 0 ? highest : Math.min(limit, highest);
    }

    static int limit(int found, int highest) {
        return found >= highest ? 0 : found;
    }
}
