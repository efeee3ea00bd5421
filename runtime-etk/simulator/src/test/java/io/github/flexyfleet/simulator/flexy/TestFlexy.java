package io.github.flexyfleet.simulator.flexy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.flexy.FlexySpec.Right;
import io.github.flexyfleet.simulator.flexy.FlexySpec.Tag;
import io.github.flexyfleet.simulator.flexy.FlexySpec.TagType;
import io.github.flexyfleet.simulator.flexy.FlexySpec.User;
import io.github.flexyfleet.simulator.net.Network;
import io.github.flexyfleet.simulator.vm.flash.FlashFaults;
import io.github.flexyfleet.simulator.vm.load.DeviceClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A virtual Flexy in a temporary directory, with the few things that tests do to it. */
final class TestFlexy implements AutoCloseable {
    static final Network NO_NETWORK = new Network() {
        @Override
        public InetSocketAddress resolve(String host, int port) throws UnknownHostException {
            throw new UnknownHostException(host);
        }

        @Override
        public List<X509Certificate> publicRoots() {
            return List.of();
        }
    };
    static final List<Tag> TAGS = List.of(
            new Tag(1, "Level", TagType.FLOAT, "A"),
            new Tag(3, "Pump", TagType.BOOLEAN, "AB"),
            new Tag(4, "Count", TagType.INTEGER, "B"),
            new Tag(7, "State", TagType.STRING, "C"),
            new Tag(9, "Total", TagType.DWORD, ""));

    static final Knobs QUICK = new Knobs(
            Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(30), Duration.ofMillis(2), FlashFaults.NONE);

    private final Path directory;
    private final VirtualFlexy flexy;

    TestFlexy(Path directory) {
        this(directory, NO_NETWORK, InstantSource.system());
    }

    TestFlexy(Path directory, Network network, InstantSource clock) {
        this(directory, network, clock, FlexySpec.Past.NONE, QUICK);
    }

    TestFlexy(Path directory, Network network, InstantSource clock, FlexySpec.Past past, Knobs knobs) {
        this(directory, network, clock, past, knobs, DeviceClasses.load());
    }

    TestFlexy(
            Path directory,
            Network network,
            InstantSource clock,
            FlexySpec.Past past,
            Knobs knobs,
            DeviceClasses classes) {
        this.directory = directory;
        FlexySpec spec = new FlexySpec(
                "Pump 1",
                "2005-0001-25",
                "14.9s0",
                ZoneId.of("Europe/Berlin"),
                List.of(
                        User.administrator("adm", "secret"),
                        new User("reader", "secret", Set.of(Right.EBD)),
                        new User("guest", "secret", Set.of(Right.EBD)).in("public")),
                TAGS,
                42,
                past);
        flexy = new VirtualFlexy(spec, directory, network, clock, knobs, classes);
    }

    VirtualFlexy flexy() {
        return flexy;
    }

    /** Installs a program with jvmrun. */
    TestFlexy with(String members) {
        return with(GuestJar.of(members, GuestJar.DEVICE));
    }

    TestFlexy with(byte[] jar) {
        put("app.jar", jar);
        put("jvmrun", "-heapsize 25M -classpath /usr/app.jar -emain Main\r\n".getBytes(UTF_8));
        return this;
    }

    TestFlexy on() {
        flexy.powerOn();
        return this;
    }

    void put(String name, byte[] bytes) {
        try {
            Path file = directory.resolve("usr").resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file below /usr, empty while there is none. */
    String file(String name) {
        try {
            Path file = directory.resolve("usr").resolve(name);
            return Files.exists(file) ? Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    WebResponse get(String path, Map<String, String> fields) {
        return flexy.answer(new WebRequest("GET", path, fields, "adm", "secret"));
    }

    String export(String descriptor) {
        return text(get("rcgi.bin/ParamForm", Map.of("AST_Param", descriptor)));
    }

    void script(String... commands) {
        Map<String, String> fields = new java.util.HashMap<>();
        for (int i = 0; i < commands.length; i++) {
            fields.put("Command" + (i + 1), commands[i]);
        }
        assertThat(text(get("rcgi.bin/ExeScriptForm", fields))).contains("Done");
    }

    static String text(WebResponse response) {
        return new String(response.body(), UTF_8);
    }

    /** Waits until an event log line contains this. */
    void awaitLog(String part) {
        await(
                () -> flexy.eventLog().stream().anyMatch(line -> line.contains(part)),
                "log line " + part + " in " + flexy.eventLog());
    }

    /** Waits for a condition; a test that waits in vain fails. */
    static void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("gave up waiting for %s", what).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        flexy.close();
    }
}
