package io.github.flexyfleet.runtime.tags;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.kit.MemoryStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HolesTest {
    private final MemoryStore flash = new MemoryStore();
    private Holes holes = new Holes(flash);

    private String all() throws IOException {
        holes.write();
        Holes copy = new Holes(flash);
        copy.read();
        List<String> all = new ArrayList<>();
        for (long[] hole = copy.first(); hole != null; hole = copy.first()) {
            all.add(hole[0] + "-" + hole[1]);
            copy.removeFirst();
        }
        return String.join(" ", all);
    }

    @Test
    void holesAreSortedAndThoseThatTouchBecomeOne() throws IOException {
        holes.add(10, 20);
        holes.add(40, 50);
        holes.add(30, 35);
        assertThat(all()).isEqualTo("10-20 30-35 40-50");
        holes.add(20, 30);
        assertThat(all()).isEqualTo("10-35 40-50");
        holes.add(5, 60);
        assertThat(all()).isEqualTo("5-60");
        holes.add(70, 70);
        holes.add(80, 75);
        assertThat(all()).isEqualTo("5-60");
    }

    @Test
    void anySecondThatWasAddedIsCoveredAndNoOther() {
        Random random = new Random(11);
        for (int round = 0; round < 500; round++) {
            holes = new Holes(flash);
            TreeSet<Long> seconds = new TreeSet<>();
            for (int i = 0; i < 12; i++) {
                long from = random.nextInt(200);
                long to = from + random.nextInt(20);
                holes.add(from, to);
                for (long second = from + 1; second <= to; second++) {
                    seconds.add(second);
                }
            }
            TreeSet<Long> covered = new TreeSet<>();
            for (long[] hole = holes.first(); hole != null; hole = holes.first()) {
                for (long second = hole[0] + 1; second <= hole[1]; second++) {
                    assertThat(covered.add(second)).isTrue();
                }
                holes.removeFirst();
            }
            assertThat(covered).isEqualTo(seconds);
        }
    }

    @Test
    void theOldestOfVeryManyBecomeOne() throws IOException {
        for (int i = 0; i < 18; i++) {
            holes.add(i * 10L, i * 10L + 5);
        }
        assertThat(all()).startsWith("0-25 30-35 ").endsWith(" 170-175");
    }

    @Test
    void aWriteThatIsCutLeavesTheStateBefore() throws IOException {
        for (int round = 0; round < 50; round++) {
            holes.confirmed = 100L + round;
            holes.safe = 200L + round;
            holes.spool = 300L + round;
            holes.gap = 400L + round;
            holes.write();
            flash.cutAt(0);
            holes.confirmed = 0;
            try {
                holes.write();
            } catch (MemoryStore.PowerCut e) {
                flash.cutAt(Integer.MAX_VALUE);
            }
            holes = new Holes(flash);
            holes.read();
            // A torn write may by chance be whole.
            if (holes.confirmed > 0) {
                assertThat(List.of(holes.confirmed, holes.safe, holes.spool, holes.gap))
                        .containsExactly(100L + round, 200L + round, 300L + round, 400L + round);
            }
        }
    }

    @Test
    void withoutFilesThereIsNothing() throws IOException {
        holes.read();
        assertThat(holes.safe).isZero();
        assertThat(holes.first()).isNull();
        flash.write("history.a", new byte[] {'1', ' '});
        holes.read();
        assertThat(holes.safe).isZero();
    }
}
