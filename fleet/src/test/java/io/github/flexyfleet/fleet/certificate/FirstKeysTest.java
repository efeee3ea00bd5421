package io.github.flexyfleet.fleet.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FirstKeysTest {
    private static final DeviceId PUMP = new DeviceId("pump-1");

    private final Random random = new Random(7);

    @TempDir
    private Path folder;

    private synchronized Secret fresh() {
        byte[] key = new byte[32];
        random.nextBytes(key);
        return Secret.of(Base64.getEncoder().encodeToString(key));
    }

    private FirstKeys keys() {
        return new FirstKeys(folder.resolve("keys"));
    }

    @Test
    void aKeyStaysTheSameUntilTheHubHasIt() {
        Secret first = keys().of(PUMP, this::fresh);

        assertThat(keys().of(PUMP, this::fresh)).isEqualTo(first);
        assertThat(keys().find(PUMP)).contains(first);
        keys().forget(PUMP);
        keys().forget(PUMP);
        assertThat(keys().find(PUMP)).isEmpty();
        assertThat(folder.resolve("keys/pump-1.sas")).doesNotExist();
        assertThat(keys().of(PUMP, this::fresh)).isNotEqualTo(first);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyTheOwnerReadsIt() throws Exception {
        keys().of(PUMP, this::fresh);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys/pump-1.sas"))))
                .isEqualTo("rw-------");
    }

    @Test
    void gitLeavesItOut() {
        keys().of(PUMP, this::fresh);

        assertThat(folder.resolve("keys/.gitignore")).hasContent("*");
    }

    @Test
    void whoeverComesAtTheSameTimeGetsTheSameKey() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Secret> one = () -> keys().of(PUMP, this::fresh);
            assertThat(threads
                            .invokeAll(IntStream.range(0, 64).mapToObj(i -> one).toList())
                            .stream()
                            .map(future -> got(future).reveal())
                            .collect(Collectors.toSet()))
                    .hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Secret got(Future<Secret> key) {
        try {
            return key.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDamagedFileIsNamedAndNotOverwritten() throws Exception {
        Files.createDirectories(folder.resolve("keys"));
        Files.writeString(folder.resolve("keys/pump-1.sas"), "half of a k");

        assertThatThrownBy(() -> keys().of(PUMP, this::fresh))
                .isInstanceOf(CertificateStoreException.class)
                .hasMessageContaining("pump-1.sas holds no key")
                .hasMessageNotContaining("half of");
        assertThat(folder.resolve("keys/pump-1.sas")).hasContent("half of a k");
    }
}
