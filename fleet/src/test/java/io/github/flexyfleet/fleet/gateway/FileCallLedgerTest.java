package io.github.flexyfleet.fleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FileCallLedgerTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final int MOST = 700;

    @TempDir
    private Path folder;

    @Test
    void outlivesTheProcess() throws Exception {
        ledger("acme").spend(DAY, MOST);
        ledger("acme").spend(DAY, MOST);

        assertThat(ledger("acme").spent(DAY)).isEqualTo(2);
    }

    @Test
    void countsEachDayAndEachAccountByItself() throws Exception {
        ledger("acme").spend(DAY, MOST);
        ledger("a/cme").spend(DAY, MOST);
        ledger("a_cme").spend(DAY, MOST);

        assertThat(ledger("a/cme").spent(DAY)).isEqualTo(1);
        assertThat(ledger("acme").spent(DAY.plusDays(1))).isZero();
        assertThat(ledger("acme").spend(DAY.plusDays(1), 1)).isTrue();
        assertThat(ledger("acme").spend(DAY.plusDays(1), 1)).isFalse();
        assertThat(ledger("acme").spent(DAY.plusDays(1))).isEqualTo(1);
    }

    @Test
    void aCountThatCannotBeReadIsNotTakenForNone() throws Exception {
        ledger("acme").spend(DAY, MOST);
        Files.writeString(file(), "2026-11-22 00000");

        assertThatThrownBy(() -> ledger("acme").spend(DAY, MOST))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("remove the file to begin at 0");
    }

    @Test
    void onlyTheOwnerMayReadIt() throws Exception {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        ledger("acme").spend(DAY, MOST);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void ledgersOfOneProcessShareTheCount() throws Exception {
        List<CompletableFuture<Integer>> spenders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            spenders.add(CompletableFuture.supplyAsync(() -> Spender.spendAll(ledgers())));
        }
        int counted = 0;
        for (CompletableFuture<Integer> spender : spenders) {
            counted += spender.get();
        }

        assertThat(counted).isEqualTo(MOST);
        assertThat(ledger("acme").spent(DAY)).isEqualTo(MOST);
    }

    @Test
    void twoProcessesNeverSpendMoreThanThereIs() throws Exception {
        List<Process> processes = List.of(spender(), spender());
        int counted = 0;
        for (Process process : processes) {
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(process.waitFor()).as(out).isZero();
            counted += Integer.parseInt(out.strip());
        }

        assertThat(counted).isEqualTo(MOST);
        assertThat(ledger("acme").spent(DAY)).isEqualTo(MOST);
    }

    /** Spends until there is nothing left, in a process of its own. */
    public static final class Spender {
        private Spender() {}

        /** Prints how many calls it got. */
        public static void main(String[] args) {
            System.out.println(spendAll(Path.of(args[0])));
        }

        static int spendAll(Path ledgers) {
            CallLedger ledger = new FileCallLedger(ledgers, "acme");
            int counted = 0;
            try {
                while (ledger.spend(DAY, MOST)) {
                    counted++;
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return counted;
        }
    }

    private Process spender() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Spender.class.getName(),
                        ledgers().toString())
                .redirectErrorStream(true)
                .start();
    }

    private Path ledgers() {
        return folder.resolve("calls");
    }

    private CallLedger ledger(String account) {
        return new FileCallLedger(ledgers(), account);
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(ledgers())) {
            return files.findFirst().orElseThrow();
        }
    }
}
