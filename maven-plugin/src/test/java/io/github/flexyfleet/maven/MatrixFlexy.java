package io.github.flexyfleet.maven;

import io.github.flexyfleet.simulator.Gateways;
import io.github.flexyfleet.simulator.flexy.FlexySpec;
import io.github.flexyfleet.simulator.flexy.FlexyWeb;
import io.github.flexyfleet.simulator.flexy.Knobs;
import io.github.flexyfleet.simulator.flexy.VirtualFlexy;
import io.github.flexyfleet.simulator.flexy.WebRequest;
import io.github.flexyfleet.simulator.flexy.WebResponse;
import io.github.flexyfleet.simulator.hub.DeviceRegistry;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import io.github.flexyfleet.simulator.hub.EtagMatch;
import io.github.flexyfleet.simulator.hub.HubRefusal;
import io.github.flexyfleet.simulator.net.Network;
import io.github.flexyfleet.simulator.time.VirtualTime;
import io.github.flexyfleet.simulator.vm.load.DeviceClasses;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The gateway of a matrix world: put back to an image of its flash and of its identity at the hub, again and again. */
final class MatrixFlexy implements AutoCloseable {
    static final String USER = "adm";
    static final String PASSWORD = "device-word";

    private static final FlexySpec.Logging EVERY_MINUTE = new FlexySpec.Logging(true, 60, 0);
    private static final FlexySpec SPEC =
            withUser(Gateways.gateway(MatrixFleet.NAME, MatrixFleet.SERIAL, ZoneId.of("Europe/Brussels"), 7));

    private final Path folder;
    private final Network network;
    private final VirtualTime time;
    private final Knobs knobs;
    private final DeviceClasses classes = DeviceClasses.renewed();
    private final DeviceRegistry registry;
    private volatile VirtualFlexy flexy;
    private int number;

    MatrixFlexy(Path folder, Network network, VirtualTime time, MatrixFaults faults, DeviceRegistry registry) {
        this.folder = folder;
        this.network = network;
        this.time = time;
        this.registry = registry;
        this.knobs = new Knobs(
                Duration.ofMillis(300), Duration.ofMinutes(3), Duration.ofSeconds(3), Duration.ofMillis(100), faults);
    }

    /**
     * What a gateway begins with.
     *
     * @param files content by path below {@code /usr}
     * @param identity at the hub
     */
    record Image(Map<String, byte[]> files, Optional<DeviceSettings> identity) {
        /** Nothing. */
        static Image empty() {
            return new Image(Map.of(), Optional.empty());
        }

        /** The same with another file. */
        Image with(String path, byte[] content) {
            Map<String, byte[]> more = new TreeMap<>(files);
            more.put(path, content);
            return new Image(more, identity);
        }

        /** The same without files that begin like this. */
        Image without(String start) {
            Map<String, byte[]> less = new TreeMap<>(files);
            less.keySet().removeIf(path -> path.startsWith(start));
            return new Image(less, identity);
        }
    }

    private static FlexySpec withUser(FlexySpec spec) {
        return new FlexySpec(
                spec.name(),
                spec.serial(),
                spec.firmware(),
                spec.zone(),
                java.util.List.of(FlexySpec.User.administrator(USER, PASSWORD)),
                spec.tags().stream().map(tag -> tag.with(EVERY_MINUTE)).toList(),
                spec.seed());
    }

    /** The gateway as Talk2M sees it, whichever it is. */
    FlexyWeb web() {
        return new FlexyWeb() {
            @Override
            public String name() {
                return SPEC.name();
            }

            @Override
            public boolean online() {
                return flexy.online();
            }

            @Override
            public WebResponse answer(WebRequest request) {
                return flexy.answer(request);
            }
        };
    }

    /** Puts a gateway with this image into the place of the last one, without power. */
    void restore(Image image) throws IOException, HubRefusal {
        close();
        number++;
        for (Map.Entry<String, byte[]> file : image.files().entrySet()) {
            Path path = usr().resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        if (registry.find(MatrixFleet.DEVICE).isPresent()) {
            registry.delete(MatrixFleet.DEVICE, new EtagMatch.Any());
        }
        if (image.identity().isPresent()) {
            registry.create(image.identity().get());
        }
        open();
    }

    /** The last one, if there is one, never gets power again. */
    private void open() {
        if (flexy != null) {
            flexy.close();
        }
        flexy = new VirtualFlexy(SPEC, usr().getParent(), network, time, knobs, classes);
    }

    private Path usr() {
        return folder.resolve("flexy-" + number).resolve("usr");
    }

    /** Takes the power and reads the image. */
    Image image() throws IOException {
        powerOff();
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(usr())) {
            for (Path path : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                files.put(usr().relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return new Image(files, registry.find(MatrixFleet.DEVICE).map(identity -> identity.settings()));
    }

    /** Fills the flash up to so many free bytes; the power must be off. */
    void fill(long free) throws IOException {
        long used = 0;
        try (Stream<Path> all = Files.walk(usr())) {
            for (Path path : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                used += Files.size(path);
            }
        }
        try (RandomAccessFile file =
                new RandomAccessFile(usr().resolve("archive.bin").toFile(), "rw")) {
            file.setLength(29L * 1024 * 1024 - used - free);
        }
        open();
    }

    /** Takes away what {@link #fill} put there, with the power off meanwhile. */
    void free() throws IOException {
        powerOff();
        Files.delete(usr().resolve("archive.bin"));
        open();
        powerOn();
    }

    void powerOn() {
        flexy.powerOn();
    }

    void powerOff() {
        flexy.powerOff();
    }

    boolean online() {
        return flexy.online();
    }

    /** Reboots it by its web form. */
    void reboot() {
        flexy.answer(new WebRequest("POST", "rcgi.bin/wsdForm", Map.of("resetAction", "1"), USER, PASSWORD));
    }

    /** Its clock goes wrong, until a time server corrects it. */
    void clockWrong(Duration by, Duration until) {
        flexy.clockWrong(by, until);
    }

    /** An export by its web form. */
    String export(String descriptor) {
        Map<String, String> fields = Map.of("AST_Param", descriptor);
        return new String(
                flexy.answer(new WebRequest("GET", "rcgi.bin/ParamForm", fields, USER, PASSWORD))
                        .body(),
                StandardCharsets.UTF_8);
    }

    /** Asks a form of the runtime at the gateway itself. */
    byte[] ask(String form) {
        Map<String, String> fields = Map.of("formName", form, "timeout", "20000");
        return flexy.answer(new WebRequest("POST", "rcgi.bin/jvmForm", fields, USER, PASSWORD))
                .body();
    }

    /** A file below {@code /usr}. */
    Optional<byte[]> file(String path) throws IOException {
        Path file = usr().resolve(path);
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    java.util.List<String> eventLog() {
        return flexy.eventLog();
    }

    @Override
    public void close() {
        if (flexy != null) {
            flexy.close();
            delete(usr());
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
