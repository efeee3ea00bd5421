package io.github.flexyfleet.fleet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.gateway.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends LedgerStoreContract {
    private static final Holder ADA = new Holder("ada", "here", "", 1, Instant.EPOCH);

    @TempDir
    Path folder;

    @Override
    FolderStore store() {
        return new FolderStore(folder.resolve("ledger"), "north & south");
    }

    @Test
    void onlyTheOwnerMayReadIt() throws Exception {
        FolderStore store = store();
        store.append(take(store, ADA), 1, entries(1));

        try (Stream<Path> all = Files.walk(folder.resolve("ledger"))) {
            for (Path path : all.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as(path.toString())
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
        assertThat(Path.of(store.place(1)).getParent().getFileName().toString()).startsWith("north___south-");
    }

    @Test
    void aFolderThatIsThereAlreadyKeepsItsMode() throws Exception {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxr-x"));

        take(new FolderStore(shared, "fleet"), ADA);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared)))
                .isEqualTo("rwxrwxr-x");
    }

    @Test
    void lookingAtALedgerThatIsNotThereMakesNone() throws Exception {
        FolderStore store = store();
        store.lease();
        store.rollouts();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whereverAPowerCutTearsTheLastEntriesWhatIsWholeStaysAndTheRestIsCutOff() throws Exception {
        FolderStore store = store();
        Fence fence = take(store, ADA);
        List<Entry> entries = entries(4);
        store.append(fence, 1, entries);
        Path file = Path.of(store.place(1));
        byte[] all = Files.readAllBytes(file);
        int first = entries.get(0).line().getBytes(StandardCharsets.UTF_8).length + 1;
        for (int cut = first; cut <= all.length; cut++) {
            byte[] left = Arrays.copyOf(all, cut);
            int whole = (int) new String(left, StandardCharsets.ISO_8859_1)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            for (int zeros : new int[] {0, 1, 600}) {
                Files.write(file, Arrays.copyOf(left, cut + zeros));

                assertThat(store.lines(1)).as("read, cut at %d", cut).hasSize(whole);
                assertThat(Files.size(file)).as("reading changes nothing").isEqualTo(cut + (long) zeros);
                List<Entry> read = Chain.read(store.place(1), store.open(fence, 1));
                assertThat(read).isEqualTo(entries.subList(0, whole));
                assertThat(Files.size(file)).isLessThanOrEqualTo(cut);
                store.append(fence, 1, entries.subList(whole, 4));
                assertThat(Files.readAllBytes(file)).isEqualTo(all);
            }
        }
    }

    @Test
    void whateverIsChangedInARecordIsNoticedAndNamedByItsLine() throws Exception {
        FolderStore store = store();
        store.append(take(store, ADA), 1, entries(4));
        Path file = Path.of(store.place(1));
        List<String> lines = Files.readAllLines(file);

        assertBroken(store, file, with(lines, 2, lines.get(2).replace("deed 3", "deed 4")), 3);
        assertBroken(store, file, with(lines, 3, lines.get(3).replace("deed 4", "deed 5")), 4);
        assertBroken(store, file, with(lines, 3, ""), 4);
        assertBroken(store, file, with(lines, 1, lines.get(1).substring(1)), 2);
        assertBroken(store, file, List.of(lines.get(0), lines.get(2), lines.get(3)), 2);
        assertBroken(store, file, List.of(lines.get(1), lines.get(2)), 1);
        assertBroken(store, file, List.of(lines.get(0), lines.get(0)), 2);
        Entry other = draft("another deed").at(2, Entry.NONE);
        assertBroken(store, file, List.of(lines.get(0), other.line()), 2);
    }

    @Test
    void aSingleBitThatFlipsAnywhereIsNoticed() throws Exception {
        FolderStore store = store();
        store.append(take(store, ADA), 1, entries(2));
        Path file = Path.of(store.place(1));
        byte[] all = Files.readAllBytes(file);
        for (int at = 0; at < all.length - 1; at++) {
            byte[] flipped = all.clone();
            flipped[at] ^= 4;
            Files.write(file, flipped);
            assertThat(catchThrowableOfType(LedgerException.class, () -> Chain.read("it", store.lines(1))))
                    .as("byte %d", at)
                    .isNotNull();
        }
    }

    private static List<String> with(List<String> lines, int at, String other) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(at, other);
        return changed;
    }

    private static void assertBroken(FolderStore store, Path file, List<String> lines, int where) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n");
        LedgerException broken =
                catchThrowableOfType(LedgerException.class, () -> Chain.read(store.place(1), store.lines(1)));
        assertThat(broken.code()).isEqualTo(ProblemCode.LEDGER_BROKEN);
        assertThat(broken).hasMessageStartingWith(file + ", line " + where + ": ");
    }

    @Test
    void aLeaseThatCannotBeReadIsNotGuessedAt() throws Exception {
        FolderStore store = store();
        Fence fence = take(store, ADA);
        Path lease = Path.of(store.place(1)).resolveSibling("lease.json");
        Files.writeString(lease, "{\"version\":3}\n");

        LedgerException refused = catchThrowableOfType(LedgerException.class, store::lease);

        assertThat(refused.code()).isEqualTo(ProblemCode.LEDGER_UNUSABLE);
        assertThat(refused).hasMessageContaining("lease.json cannot be read");
        assertThat(catchThrowableOfType(LedgerException.class, () -> store.append(fence, 1, entries(1))))
                .isNotNull();
    }

    @Test
    void twoFleetsHaveTwoLedgers() throws Exception {
        FolderStore store = store();
        take(store, ADA);

        assertThat(new FolderStore(folder.resolve("ledger"), "north _ south")
                        .lease()
                        .lease())
                .isEqualTo(Lease.none());
    }
}
