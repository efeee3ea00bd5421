package io.github.flexyfleet.fleet.compile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleWriterTest {
    private static final DeviceId A = new DeviceId("a");
    private static final DeviceId B = new DeviceId("b");

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void nameFolder() {
        folder = temporary.resolve("target/bundles");
    }

    private static Bundle bundle(DeviceId device, String json) {
        return Bundle.of(
                device,
                List.of(
                        new BundleFile("device.json", json.getBytes(US_ASCII), false),
                        new BundleFile("device.key", "key\n".getBytes(US_ASCII), true)));
    }

    private WriteReport write(Bundle... bundles) throws IOException {
        return BundleWriter.write(new CompiledFleet(List.of(bundles)), folder);
    }

    @Test
    void files_and_manifest_stand_in_a_folder_of_the_device() throws IOException {
        Bundle bundle = bundle(A, "{}\n");

        WriteReport report = write(bundle);

        assertThat(report).isEqualTo(new WriteReport(List.of(A), 0, List.of()));
        assertThat(folder.resolve("a/device.json")).hasContent("{}\n");
        assertThat(folder.resolve("a/device.key")).hasContent("key\n");
        assertThat(folder.resolve("a/manifest")).hasBinaryContent(bundle.manifest());
        try (Stream<Path> files = Files.list(folder.resolve("a"))) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void without_secrets_no_key_is_written_asked_for_or_left_of_an_earlier_run() throws IOException {
        write(bundle(A, "{}\n"));
        byte[] key = "key\n".getBytes(US_ASCII);
        Bundle elsewhere = Bundle.of(
                A,
                List.of(
                        new BundleFile("device.json", "{}\n".getBytes(US_ASCII), false),
                        BundleFile.elsewhere("device.key", key.length, Digest.of(key), () -> {
                            throw new AssertionError("nobody needs the key");
                        })));

        WriteReport report = BundleWriter.writeWithoutSecrets(new CompiledFleet(List.of(elsewhere)), folder);

        assertThat(report).isEqualTo(new WriteReport(List.of(A), 0, List.of()));
        assertThat(folder.resolve("a/device.json")).hasContent("{}\n");
        assertThat(folder.resolve("a/manifest")).as("of the whole bundle").hasBinaryContent(elsewhere.manifest());
        assertThat(folder.resolve("a/device.key")).doesNotExist();
        assertThat(BundleWriter.writeWithoutSecrets(new CompiledFleet(List.of(elsewhere)), folder)
                        .unchanged())
                .isEqualTo(1);
    }

    @Test
    void without_secrets_none_is_left_of_a_run_that_was_ended_in_the_middle() throws IOException {
        write(bundle(A, "{}\n"));
        Files.move(folder.resolve("a/device.key"), folder.resolve("a/device.key.new"));
        CompiledFleet fleet = new CompiledFleet(List.of(bundle(A, "{}\n")));

        assertThat(BundleWriter.writeWithoutSecrets(fleet, folder).written()).containsExactly(A);

        assertThat(folder.resolve("a/device.key.new")).doesNotExist();
        assertThat(BundleWriter.writeWithoutSecrets(fleet, folder).written()).isEmpty();
    }

    @Test
    void what_a_device_showed_before_is_not_left_when_it_shows_something_else() throws IOException {
        write(bundle(A, "{}\n"));
        Bundle keyed = Bundle.of(
                A,
                List.of(
                        new BundleFile("device.json", "{}\n".getBytes(US_ASCII), false),
                        new BundleFile("device.sas", "key\n".getBytes(US_ASCII), true)));

        BundleWriter.writeWithoutSecrets(new CompiledFleet(List.of(keyed)), folder);
        assertThat(folder.resolve("a/device.key")).doesNotExist();

        write(keyed);
        assertThat(folder.resolve("a/device.sas")).hasContent("key\n");
        write(bundle(A, "{}\n"));
        assertThat(folder.resolve("a/device.sas")).doesNotExist();
    }

    @Test
    void git_sees_nothing_of_the_folder() throws IOException {
        write(bundle(A, "{}\n"));

        assertThat(folder.resolve(".gitignore")).hasContent("*");
    }

    @Test
    void only_the_owner_may_read() throws IOException {
        write(bundle(A, "{}\n"));

        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertThat(mode("a/device.key")).isEqualTo("rw-------");
            assertThat(mode("a")).isEqualTo("rwx------");
        }
    }

    @Test
    void rights_that_somebody_widened_are_narrowed_again() throws IOException {
        write(bundle(A, "{}\n"));
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder.resolve("a/device.key"), PosixFilePermissions.fromString("rw-rw-rw-"));

            write(bundle(A, "{}\n"));

            assertThat(mode("a/device.key")).isEqualTo("rw-------");
        }
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve(file), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void an_unchanged_bundle_is_not_written() throws IOException {
        FileTime past = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        write(bundle(A, "{}\n"));
        Files.setLastModifiedTime(folder.resolve("a/device.json"), past);
        Files.setLastModifiedTime(folder.resolve("a/manifest"), past);

        WriteReport report = write(bundle(A, "{}\n"));

        assertThat(report).isEqualTo(new WriteReport(List.of(), 1, List.of()));
        assertThat(Files.getLastModifiedTime(folder.resolve("a/device.json"))).isEqualTo(past);
        assertThat(Files.getLastModifiedTime(folder.resolve("a/manifest"))).isEqualTo(past);
    }

    @Test
    void a_changed_bundle_is_written_and_the_other_left_alone() throws IOException {
        write(bundle(A, "{}\n"), bundle(B, "{}\n"));

        WriteReport report = write(bundle(A, "{}\n"), bundle(B, "[]\n"));

        assertThat(report).isEqualTo(new WriteReport(List.of(B), 1, List.of()));
        assertThat(folder.resolve("b/device.json")).hasContent("[]\n");
    }

    @Test
    void the_folder_of_a_device_that_left_goes_and_foreign_files_stay() throws IOException {
        write(bundle(A, "{}\n"), bundle(B, "{}\n"));
        Files.createDirectories(folder.resolve("notes"));
        Files.writeString(folder.resolve("notes/read.me"), "mine");

        WriteReport report = write(bundle(A, "{}\n"));

        assertThat(report.removed()).containsExactly("b");
        assertThat(folder.resolve("b")).doesNotExist();
        assertThat(folder.resolve("notes/read.me")).hasContent("mine");
    }

    @Test
    void a_key_does_not_outlive_its_device_even_beside_foreign_files() throws IOException {
        write(bundle(B, "{}\n"));
        Files.writeString(folder.resolve("b/read.me"), "mine");

        write(bundle(A, "{}\n"));

        assertThat(folder.resolve("b/device.key")).doesNotExist();
        assertThat(folder.resolve("b/read.me")).exists();
    }

    @Test
    void a_half_written_file_of_an_earlier_run_is_no_obstacle() throws IOException {
        write(bundle(A, "{}\n"));
        Files.writeString(folder.resolve("a/device.json.new"), "half");

        write(bundle(A, "[]\n"));

        assertThat(folder.resolve("a/device.json")).hasContent("[]\n");
        assertThat(folder.resolve("a/device.json.new")).doesNotExist();
    }

    @Test
    void the_output_folder_itself_is_for_the_owner_only_and_a_failure_is_an_io_exception() throws IOException {
        write(bundle(A, "{}\n"));
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertThat(mode("")).isEqualTo("rwx------");
        }

        Files.writeString(folder.resolve("b"), "a file where a folder shall be");

        assertThatIOException().isThrownBy(() -> write(bundle(B, "{}\n"), bundle(A, "{\"changed\":1}\n")));
        assertThat(folder.resolve("a/device.json"))
                .as("when the failure is told, nothing is being written any more")
                .hasContent("{\"changed\":1}");
    }
}
