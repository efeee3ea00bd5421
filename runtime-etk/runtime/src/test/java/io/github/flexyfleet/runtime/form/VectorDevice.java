package io.github.flexyfleet.runtime.form;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.bundle.Put;
import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.kit.FakeGateway;
import io.github.flexyfleet.runtime.kit.FakeMachine;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.script.ScriptKeeper;
import io.github.flexyfleet.runtime.status.Board;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.status.FlashLog;
import io.github.flexyfleet.runtime.status.Snapshot;
import io.github.flexyfleet.runtime.update.JarKeeper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A runtime that is brought into the states which the golden vectors name as given. */
final class VectorDevice {
    private static final int REVERT_AFTER = 600;

    /** The vectors show the third start. */
    private static final int BOOTS = 3;

    private final Map<String, byte[]> main;
    private final Map<String, byte[]> another;
    private final Map<String, byte[]> unusable;
    private final ManualClock clock = new ManualClock();
    private final EventLog log = new EventLog(clock);
    private final Board board = new Board();
    private final BundleKeeper keeper;
    private final FormDesk desk;
    private final MemoryStore usr = new MemoryStore("/usr/");
    private final JarKeeper jars;
    private final MemoryStore programs = new MemoryStore();
    private final FakeGateway flexy = new FakeGateway(clock);
    private final ScriptKeeper script = new ScriptKeeper(programs, flexy, log);
    private int requests;

    /** A runtime without any bundle; the argument is {@code bundle.json}. */
    VectorDevice(JsonNode bundles) {
        main = contents(bundles, bundles.get("files"), bundles);
        another = contents(bundles, bundles.get("another"), bundles.get("another"));
        unusable = contents(bundles, bundles.get("unusable"), bundles.get("unusable"));
        MemoryStore store = new MemoryStore();
        for (int boot = 1; boot < BOOTS; boot++) {
            new BundleKeeper(store, new EventLog(clock)).open();
        }
        keeper = new BundleKeeper(store, new EventLog(clock));
        keeper.open();
        jars = new JarKeeper(usr, new FakeMachine(), log, "Start");
        desk = new FormDesk(keeper, jars, script, board, log, new FlashLog(programs, log), clock, "0.1.0");
    }

    private static Map<String, byte[]> contents(JsonNode bundles, JsonNode files, JsonNode manifest) {
        Map<String, byte[]> contents = new TreeMap<>();
        bundles.get("files")
                .properties()
                .forEach(file ->
                        contents.put(file.getKey(), file.getValue().asString().getBytes(US_ASCII)));
        contents.put("device.json", files.get("device.json").asString().getBytes(US_ASCII));
        contents.put(TestBundle.MANIFEST, manifest.get("manifest").asString().getBytes(US_ASCII));
        return contents;
    }

    String answer(String form, JsonNode fields) {
        return desk.answer(form, name -> fields.path(name).asString(""));
    }

    /** Brings the device into a state. */
    void bring(String given) throws Refusal {
        switch (given) {
            case "", "a runtime without any bundle" -> {}
            case "manifest put", "no bundle confirmed, a candidate partly put" -> put(main, TestBundle.MANIFEST);
            case "manifest, device.crt and device.json put" ->
                put(main, TestBundle.MANIFEST, "device.crt", "device.json");
            case "all files of the bundle put" -> putAll(main);
            case "all files of another bundle put, its device.json of version 2" -> putAll(unusable);
            case "a first bundle on trial", "a first bundle on trial, connected, two messages not yet acknowledged" ->
                apply(main);
            case "a first bundle was on trial and never confirmed" -> {
                apply(main);
                keeper.tick(REVERT_AFTER * 1000L);
            }
            case "the bundle confirmed", "the bundle confirmed, the connection to the hub lost" -> confirm(main);
            case "the bundle confirmed, another one partly put" -> {
                confirm(main);
                put(another, TestBundle.MANIFEST);
            }
            case "another bundle confirmed that differs in device.json only" -> confirm(another);
            case "another bundle confirmed, this one on trial", "another bundle confirmed, this one just applied" -> {
                confirm(another);
                apply(main);
            }
            case "another bundle confirmed, this one partly put" -> {
                confirm(another);
                put(main, TestBundle.MANIFEST);
            }
            default -> throw new IllegalArgumentException("no such state: " + given);
        }
    }

    /** Brings the device into a state of its BASIC program. */
    void bringScript(String given, String program) throws Refusal {
        flexy.program(program);
        programs.setFull(given.endsWith("with full flash"));
        if (given.startsWith("park-1")) {
            script.ask("park-1", true);
            script.tick();
            script.tick();
        }
    }

    /** Brings the device into a state of another runtime's jar, version 0.2.0. */
    void bringJar(String given, byte[] jar) throws Refusal, IOException {
        String sha256 = TestBundle.sha256(jar);
        usr.write("old.jar", new byte[1]);
        usr.write(
                "jvmrun",
                "-heapsize 25M -classpath /usr/old.jar -emain io.github.flexyfleet.runtime.Main\n".getBytes(US_ASCII));
        boolean trial = given.startsWith("the runtime ");
        jars.open(trial ? new String[] {"600", "0.2.0", sha256} : new String[0]);
        if (given.startsWith("a jar put") || trial) {
            usr.write("flexyfleet-0.2.0-" + sha256.substring(0, 8) + ".jar", jar);
        }
        switch (given) {
            case "", "a jar put", "the runtime on trial" -> {}
            case "half of a jar put" -> jars.take("0.2.0", sha256, jar.length, 0, Arrays.copyOf(jar, 16));
            case "a jar put, a bundle on trial" -> apply(main);
            case "a jar put, no jvmrun" -> usr.delete("jvmrun");
            case "the runtime kept" -> jars.keep("0.2.0", sha256);
            default -> throw new IllegalArgumentException("no such state: " + given);
        }
    }

    /** Lets the worker have seen what a status shows besides the bundles. */
    void show(JsonNode status) {
        Snapshot seen = new Snapshot();
        seen.serial = status.get("serial").asString();
        seen.firmware = status.get("firmware").asString();
        seen.uptimeSeconds = status.get("uptimeSeconds").asLong();
        seen.hubStatus = status.at("/hub/status").asString();
        seen.hubCode = status.at("/hub/code").asInt();
        seen.hubReason = status.at("/hub/reason").asString("");
        seen.assigned =
                status.at("/hub").has("assigned") ? status.at("/hub/assigned").asString() : null;
        seen.hubSeconds = status.at("/hub/seconds").asLong();
        if (keeper.running() != null) {
            seen.hubHost = keeper.running().config.host;
            seen.barrier = keeper.running().config.twin;
            seen.fingerprint = keeper.running().config.fingerprint;
            seen.notAfter = keeper.running().config.notAfter;
        }
        seen.sequence = status.get("sequence").asLong();
        seen.acknowledged = status.get("acknowledged").asLong();
        seen.spool = status.get("spool").asInt();
        seen.dropped = status.get("dropped").asLong();
        seen.tags = status.get("tags").asInt();
        seen.freeHeap = status.get("freeHeap").asLong();
        seen.freeFlash = status.get("freeFlash").asLong();
        board.show(seen);
        String[] error = status.get("error").asString().split(": ", 2);
        if (error.length == 2) {
            log.problem(error[0], error[1]);
        }
        if (status.get("state").asString().equals("trial")) {
            keeper.tick((REVERT_AFTER - status.get("revertInSeconds").asLong()) * 1000);
        }
    }

    /** Writes a line into the log. */
    void log(String line) {
        clock.set(line.substring(0, 20));
        log.add(line.substring(21));
    }

    private void put(Map<String, byte[]> bundle, String... names) throws Refusal {
        for (String name : names) {
            byte[] content = bundle.get(name);
            keeper.put(new Put(digest(bundle), name, content.length, TestBundle.sha256(content), 0, content));
        }
    }

    private void putAll(Map<String, byte[]> bundle) throws Refusal {
        put(bundle, TestBundle.MANIFEST);
        put(
                bundle,
                bundle.keySet().stream()
                        .filter(name -> !name.equals(TestBundle.MANIFEST))
                        .toArray(String[]::new));
    }

    private void apply(Map<String, byte[]> bundle) throws Refusal {
        putAll(bundle);
        keeper.apply(digest(bundle), REVERT_AFTER, "r-" + ++requests);
    }

    private void confirm(Map<String, byte[]> bundle) throws Refusal {
        apply(bundle);
        keeper.confirm(digest(bundle), "r-" + ++requests);
    }

    private static String digest(Map<String, byte[]> bundle) {
        return TestBundle.sha256(bundle.get(TestBundle.MANIFEST));
    }
}
