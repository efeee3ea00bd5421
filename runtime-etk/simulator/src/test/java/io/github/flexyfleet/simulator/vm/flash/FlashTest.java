package io.github.flexyfleet.simulator.vm.flash;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.simulator.vm.bridge.FlashAccess.Mode;
import io.github.flexyfleet.simulator.vm.bridge.FlashFile;
import io.github.flexyfleet.simulator.vm.bridge.VmKilled;
import io.github.flexyfleet.simulator.vm.flash.FlashFaults.Operation;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlashTest {
    @TempDir
    Path directory;

    @Test
    void countsTheSpaceOfEveryChange() throws IOException {
        Flash flash = new Flash(directory, FlashFaults.NONE);
        flash.write("/usr/a", new byte[1000]);
        flash.write("/usr/b", new byte[500]);
        assertThat(flash.available()).isEqualTo(Flash.SIZE - 1500);
        flash.write("/usr/a", new byte[10]);
        assertThat(flash.available()).isEqualTo(Flash.SIZE - 510);
        assertThat(flash.rename("/usr/b", "/usr/a")).isTrue();
        assertThat(flash.available()).isEqualTo(Flash.SIZE - 500);
        try (FlashFile file = flash.open("/usr/a", Mode.READ_WRITE)) {
            file.setLength(100);
        }
        assertThat(flash.available()).isEqualTo(Flash.SIZE - 100);
        assertThat(new Flash(directory, FlashFaults.NONE).available()).isEqualTo(Flash.SIZE - 100);
        assertThat(flash.delete("/usr/a")).isTrue();
        assertThat(flash.available()).isEqualTo(Flash.SIZE);
    }

    @Test
    void aFileThatDoesNotFitLeavesNothing() throws IOException {
        Flash flash = new Flash(directory, FlashFaults.NONE);
        assertThatThrownBy(() -> flash.write("/usr/a", new byte[(int) Flash.SIZE + 1]))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(FileNotFoundException.class);
        assertThat(flash.exists("/usr/a")).isFalse();
        assertThat(flash.available()).isEqualTo(Flash.SIZE);
    }

    @Test
    void parentsMustExist() throws IOException {
        Flash flash = new Flash(directory, FlashFaults.NONE);
        assertThatThrownBy(() -> flash.write("/usr/d/a", new byte[1])).isInstanceOf(FileNotFoundException.class);
        assertThat(flash.mkdir("/usr/d")).isTrue();
        assertThat(flash.mkdir("/usr/d")).isFalse();
        flash.write("/usr/d/a", new byte[1]);
        assertThat(flash.list("/usr")).containsExactly("d");
        assertThat(flash.delete("/usr/d")).isFalse();
    }

    @Test
    void everyChangePassesTheFaultsAndAShortWriteEndsThePower() throws IOException {
        List<Operation> seen = new ArrayList<>();
        Flash flash = new Flash(directory, (operation, path, bytes) -> {
            seen.add(operation);
            return Math.min(bytes, 3);
        });
        flash.mkdir("/usr/d");
        assertThatThrownBy(() -> flash.write("/usr/d/a", new byte[10])).isInstanceOf(VmKilled.class);
        assertThat(flash.size("/usr/d/a")).isEqualTo(3);
        flash.rename("/usr/d/a", "/usr/b");
        flash.open("/usr/b", Mode.TRUNCATE).close();
        flash.delete("/usr/b");
        assertThat(seen)
                .containsExactly(
                        Operation.MKDIR,
                        Operation.CREATE,
                        Operation.WRITE,
                        Operation.RENAME,
                        Operation.TRUNCATE,
                        Operation.DELETE);
    }

    @Test
    void aPowerCutKeepsLosesOrTearsWhatWasNotSyncedAndNothingElse() throws IOException {
        Set<String> unsynced = new TreeSet<>();
        for (int seed = 0; seed < 200; seed++) {
            Flash flash = new Flash(directory, FlashFaults.NONE);
            flash.write("/usr/safe", "safe".getBytes(US_ASCII));
            flash.write("/usr/log", "one ".getBytes(US_ASCII));
            try (FlashFile log = flash.open("/usr/log", Mode.READ_WRITE);
                    FlashFile synced = flash.open("/usr/synced", Mode.TRUNCATE)) {
                log.write(4, "two".getBytes(US_ASCII), 0, 3);
                synced.write(0, "now".getBytes(US_ASCII), 0, 3);
                synced.sync();
            }
            flash.rename("/usr/log", "/usr/moved");

            flash.losePower(new Random(seed));

            assertThat(flash.read("/usr/safe")).asString().isEqualTo("safe");
            assertThat(flash.read("/usr/synced")).asString().isEqualTo("now");
            unsynced.add(new String(flash.read("/usr/moved"), US_ASCII));
            assertThat(flash.available()).isEqualTo(Flash.SIZE - 7 - flash.size("/usr/moved"));
        }
        assertThat(unsynced).containsExactlyInAnyOrder("one ", "one t", "one tw", "one two");
    }

    @Test
    void spaceThatOthersTakeIsMissing() throws IOException {
        Flash flash = new Flash(directory, FlashFaults.NONE);
        flash.occupy(Flash.SIZE - 3);
        assertThat(flash.available()).isEqualTo(3);
        flash.write("/usr/a", new byte[3]);
        assertThatThrownBy(() -> flash.write("/usr/b", new byte[1])).hasMessageContaining("no space");
        flash.occupy(0);
        flash.write("/usr/b", new byte[1]);
    }
}
