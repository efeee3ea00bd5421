package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.RuntimeRelease;
import io.github.flexyfleet.maven.MatrixFlexy.Image;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** What a gateway's flash and identity look like in each starting state, made by real deploys. */
final class MatrixImages {
    private static final Duration START = Duration.ofSeconds(15);

    private final MatrixWorld world;
    private final DeviceTarget old;
    private final DeviceTarget wanted;
    private final Map<MatrixState, Image> images = new EnumMap<>(MatrixState.class);

    MatrixImages(MatrixWorld world) throws Exception {
        this.world = world;
        old = world.fleet().target(20);
        wanted = world.fleet().target(30);
        DeviceTarget other = world.fleet().target(40);
        byte[] jar = BundledRuntime.load().jar();
        String jarName = world.release().path().substring("/usr/".length());

        Image factory = Image.empty();
        images.put(MatrixState.FACTORY_NEW, factory);
        images.put(MatrixState.SCRIPT, factory.with("data.csv", text("a;b\n")));
        images.put(
                MatrixState.FOREIGN_PROGRAM,
                factory.with("jvmrun", text("-heapsize 10M -classpath /usr/acme.jar -emain com.acme.Main\n")));
        images.put(MatrixState.JAR_ALONE, factory.with(jarName, jar));
        images.put(MatrixState.JAR_TORN, factory.with(jarName, Arrays.copyOf(jar, jar.length / 2)));

        begin(factory);
        assertThat(world.deploy(old, true).outcome().done()).isTrue();
        Image confirmed = world.flexy().image();
        for (MatrixState state : new MatrixState[] {
            MatrixState.OLD, MatrixState.OFFLINE, MatrixState.WRONG_PASSWORD, MatrixState.DISK_FULL
        }) {
            images.put(state, confirmed);
        }
        images.put(MatrixState.OLDER_RUNTIME, older(confirmed, jarName, jar));
        begin(confirmed);
        assertThat(world.deploy(wanted, true).outcome().done()).isTrue();
        images.put(MatrixState.WANTED, world.flexy().image());
        images.put(MatrixState.CANDIDATE_HALF, broken(confirmed, wanted, "fleetApply", true));
        images.put(MatrixState.ON_TRIAL, broken(confirmed, wanted, "fleetConfirm", false));
        images.put(MatrixState.OTHER_ON_TRIAL, broken(confirmed, other, "fleetConfirm", false));
    }

    DeviceTarget old() {
        return old;
    }

    DeviceTarget wanted() {
        return wanted;
    }

    /** Puts the gateway into a state. */
    void begin(MatrixState state) throws Exception {
        world.faults().disarm();
        world.fleet().forgetNotes();
        world.flexy().restore(images.get(state));
        if (state == MatrixState.DISK_FULL) {
            world.flexy().fill(1500);
        }
        if (state != MatrixState.OFFLINE) {
            world.flexy().powerOn();
            world.time().pass(START);
        }
    }

    private void begin(Image image) throws Exception {
        world.faults().disarm();
        world.fleet().forgetNotes();
        world.flexy().restore(image);
        world.flexy().powerOn();
        world.time().pass(START);
    }

    /** What a run leaves that loses the gateway at this form. */
    private Image broken(Image image, DeviceTarget target, String form, boolean half) throws Exception {
        begin(image);
        world.faults().offlineFrom(form);
        assertThat(world.deploy(target, true).outcome().done()).isFalse();
        Image left = world.flexy().image();
        if (!half) {
            return left;
        }
        // The longest file of the candidate's slot lacks its end.
        String longest = left.files().keySet().stream()
                .filter(path -> !image.files().containsKey(path)
                        || !Arrays.equals(image.files().get(path), left.files().get(path)))
                .filter(path -> path.endsWith("device.json"))
                .findFirst()
                .orElseThrow();
        byte[] content = left.files().get(longest);
        return left.with(longest, Arrays.copyOf(content, content.length / 2));
    }

    /** The same with a jar of another version, which jvmrun starts. */
    private static Image older(Image image, String jarName, byte[] jar) throws IOException {
        String version = BundledRuntime.load().version();
        String before = "0" + version.substring(1, version.length() - 1) + "X";
        byte[] olderJar = replaced(jar, version, before);
        RuntimeRelease release = RuntimeRelease.of(before, olderJar, Optional.empty());
        return image.without(jarName)
                .with(release.path().substring("/usr/".length()), olderJar)
                .with("jvmrun", text(release.commandLine() + "\n"));
    }

    /** A jar in whose files a text stands in the place of another one of the same length. */
    private static byte[] replaced(byte[] jar, String from, String to) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                        .replace(from, to)
                        .getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
