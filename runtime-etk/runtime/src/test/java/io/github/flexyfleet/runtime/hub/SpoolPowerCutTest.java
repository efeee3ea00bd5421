package io.github.flexyfleet.runtime.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.status.EventLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Cuts power in every single write and deletion of a day with outages, a full spool and confirmed batches, several times
 * over, since a torn write leaves any part; after the next start all that was on flash reaches the hub, in order, and
 * what the bound dropped is told.
 */
class SpoolPowerCutTest {
    private static final int TEARS = 4;
    private static final int WRITE_MS = 30_000;
    private static final int STEP_MS = 5_000;
    private static final Pattern ID = Pattern.compile("&boot=([0-9]+)&seq=([0-9]+)&kind=([a-z]+)");
    private static final Pattern GAP =
            Pattern.compile("\"messages\":([0-9]+),\"from\":\\{\"boot\":([0-9]+),\"seq\":([0-9]+)}"
                    + ",\"to\":\\{\"boot\":([0-9]+),\"seq\":([0-9]+)}");

    /** One life of a Flexy after the other over the same flash, and what the hub got. */
    private static final class Life {
        private final RunningBundle bundle;
        private final MemoryStore flash;
        private final Map<Long, Long> madeAt = new LinkedHashMap<>();
        private final List<Long> arrived = new ArrayList<>();
        private final Map<Long, Long> gapsByStart = new LinkedHashMap<>();
        private final TreeSet<Long> told = new TreeSet<>();
        private Outbox outbox;
        private MessageMaker maker;
        private int boot;
        private long now;
        private long fullAt = Long.MAX_VALUE;

        Life(RunningBundle bundle, MemoryStore flash) {
            this.bundle = bundle;
            this.flash = flash;
        }

        void boot() {
            boot++;
            now = 0;
            outbox = new Outbox(flash, boot, new EventLog(new ManualClock()));
            outbox.use(bundle);
            maker = new MessageMaker(outbox, boot);
        }

        void make(int size) {
            madeAt.put(((long) boot << 32) + maker.sequence() + 1, now);
            maker.make(bundle, "full", null, new byte[size]);
        }

        void step() {
            now += STEP_MS;
            outbox.step(now);
            if (outbox.dropped() > 0) {
                fullAt = Math.min(fullAt, now);
            }
        }

        /** Sends a batch; without an answer nothing of it is released. */
        void send(int count, boolean answer) {
            long sent = 0;
            for (int i = 0; i < count; i++) {
                Message message = outbox.after(sent);
                if (message == null) {
                    break;
                }
                sent = message.position;
                arrive(message);
            }
            if (answer) {
                outbox.release(sent);
            }
        }

        private void arrive(Message message) {
            Matcher id = ID.matcher(message.topic);
            assertThat(id.find()).isTrue();
            if (!id.group(3).equals("gap")) {
                arrived.add(number(id.group(1), id.group(2)));
                return;
            }
            Matcher gap = GAP.matcher(new String(message.payload, StandardCharsets.US_ASCII));
            assertThat(gap.find()).isTrue();
            long from = number(gap.group(2), gap.group(3));
            long to = number(gap.group(4), gap.group(5));
            gapsByStart.put(from, Long.valueOf(gap.group(1)));
            madeAt.keySet().stream().filter(made -> made >= from && made <= to).forEach(told::add);
        }

        private static long number(String boot, String sequence) {
            return (Long.parseLong(boot) << 32) + Long.parseLong(sequence);
        }

        /** The hub takes everything; the last start ends with an empty spool. */
        void drain() {
            for (int i = 0; i < 1000 && outbox.size() > 0; i++) {
                send(25, true);
                step();
            }
            send(25, true);
        }
    }

    /** Made, waiting, sent without an answer, confirmed: two outages, of which the second one fills the spool. */
    private static void day(Life life) {
        for (int turn = 0; turn < 40; turn++) {
            life.make(900);
            life.step();
            life.send(10, turn % 3 != 0);
        }
        for (int turn = 0; turn < 60; turn++) {
            life.make(900);
            life.step();
        }
        for (int turn = 0; turn < 30; turn++) {
            life.make(900);
            life.step();
            life.send(4, turn % 4 != 0);
        }
        for (int turn = 0; turn < 110; turn++) {
            life.make(3900);
            life.step();
        }
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void everyCutLeavesAllThatWasWrittenAndWhatIsDroppedIsTold(boolean stop) throws Refusal {
        RunningBundle bundle =
                TestBundle.of("x").spool(256_000, 86_400, WRITE_MS / 1000, stop).running();
        int cuts = 0;
        for (int n = 0; ; n++) {
            int before = cuts;
            for (int tear = 0; tear < TEARS; tear++) {
                MemoryStore flash = MemoryStore.tearing(100L * n + tear);
                Life life = new Life(bundle, flash);
                life.boot();
                flash.cutAt(n);
                try {
                    day(life);
                } catch (MemoryStore.PowerCut e) {
                    cuts++;
                }
                flash.cutAt(Integer.MAX_VALUE);
                check(life, "cut in write " + n + ", tear " + tear, stop);
            }
            if (cuts == before) {
                break;
            }
        }
        assertThat(cuts).isGreaterThan(TEARS * (stop ? 40 : 70));
    }

    private static void check(Life life, String where, boolean stop) {
        long cutAt = life.now;
        // A full spool that stops writes what it refuses down once an hour only.
        long refusedFrom = stop ? life.fullAt - WRITE_MS - STEP_MS : Long.MAX_VALUE;
        int before = life.arrived.size();
        life.boot();
        life.make(10);
        life.drain();
        assertThat(life.outbox.size()).as(where).isZero();
        assertThat(life.arrived.subList(before, life.arrived.size()))
                .as(where)
                .isSorted()
                .doesNotHaveDuplicates();
        TreeSet<Long> lost = new TreeSet<>(life.madeAt.keySet());
        life.arrived.forEach(lost::remove);
        long counted =
                life.gapsByStart.values().stream().mapToLong(Long::longValue).sum();
        TreeSet<Long> silent = new TreeSet<>(lost);
        silent.removeAll(life.told);
        // What was not written yet, or was being written, is the price of writing in groups; nothing else may be lost.
        assertThat(silent)
                .as(where)
                .allMatch(id -> id >> 32 == 1
                        && (cutAt - life.madeAt.get(id) <= WRITE_MS + STEP_MS || life.madeAt.get(id) >= refusedFrom));
        lost.removeAll(silent);
        // A message may have arrived before it was dropped; one that is told as dropped was not dropped twice.
        assertThat(counted).as(where).isBetween((long) lost.size(), (long) life.told.size());
    }

    @Test
    void aCutWhileTheBacklogGoesOutRepeatsAtMostWhatWasNotConfirmedOnFlash() throws Refusal {
        RunningBundle bundle = TestBundle.of("x").running();
        for (int n = 0; n < 8; n++) {
            MemoryStore flash = MemoryStore.tearing(n);
            Life life = new Life(bundle, flash);
            life.boot();
            for (int turn = 0; turn < 600; turn++) {
                life.make(900);
                life.step();
            }
            int kept = flash.list(Segment.FOLDER).length;
            assertThat(kept).isGreaterThan(8);
            flash.cutAt(n);
            try {
                life.drain();
            } catch (MemoryStore.PowerCut e) {
                flash.cutAt(Integer.MAX_VALUE);
            }
            int sent = life.arrived.size();
            life.boot();
            life.drain();
            int repeated = life.arrived.size() - 600;
            assertThat(sent).isGreaterThan(50);
            assertThat(repeated).as("cut in deletion " + n).isBetween(0, 95);
            assertThat(new TreeSet<>(life.arrived)).hasSize(600);
        }
    }
}
