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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The spool: what waits too long goes to flash, and what is on flash is there after a start. */
class OutboxTest {
    private static final int SECOND = 1000;
    private static final int DAY = 86_400;

    private final MemoryStore flash = new MemoryStore();
    private final EventLog log = new EventLog(new ManualClock());
    private RunningBundle bundle;
    private Outbox outbox;
    private MessageMaker maker;
    private long now;
    private int boot;

    @BeforeEach
    void bundle() throws Refusal {
        bundle = TestBundle.of("x").running();
        start();
    }

    private void use(int bytes, int ageSeconds, boolean stop) throws Refusal {
        bundle = TestBundle.of("x").spool(bytes, ageSeconds, 30, stop).running();
        outbox.use(bundle);
    }

    private void start() {
        boot++;
        now = 0;
        outbox = new Outbox(flash, boot, log);
        outbox.use(bundle);
        maker = new MessageMaker(outbox, boot);
    }

    private void make(int count, int size) {
        byte[] payload = new byte[size];
        Arrays.fill(payload, (byte) 'x');
        for (int i = 0; i < count; i++) {
            maker.make(bundle, "full", bundle.config.groups()[0], payload);
        }
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            now += SECOND;
            outbox.step(now);
        }
    }

    /** What waits, as boot.seq, with the payload of a gap; nothing is released. */
    private List<String> waiting() {
        List<String> found = new ArrayList<>();
        Message message = outbox.after(0);
        while (message != null) {
            String text = message.topic.replaceAll(".*&boot=([0-9]+)&seq=([0-9]+)&kind=.*", "$1.$2");
            boolean gap = message.topic.endsWith("&kind=gap");
            found.add(gap ? text + " " + new String(message.payload, StandardCharsets.UTF_8) : text);
            message = outbox.after(message.position);
        }
        return found;
    }

    private static String gap(int messages, String from, String to, String causes) {
        return "%s {\"device\":\"d-1\",\"kind\":\"gap\",\"messages\":%d,\"from\":%s,\"to\":%s,\"causes\":\"%s\"}"
                .formatted(to, messages, id(from), id(to), causes);
    }

    private static String id(String text) {
        return "{\"boot\":" + text.replace(".", ",\"seq\":") + "}";
    }

    @Test
    void whatIsConfirmedInTimeNeverTouchesFlash() {
        for (int i = 0; i < 1000; i++) {
            make(1, 200);
            pass(6);
            outbox.release(outbox.last());
        }
        assertThat(flash.writes()).isZero();
        assertThat(outbox.size()).isZero();
    }

    @Test
    void anOutageCostsOneWriteAPeriod() {
        for (int i = 0; i < 360; i++) {
            make(2, 200);
            pass(10);
        }
        assertThat(flash.writes()).isBetween(110, 120);
        assertThat(outbox.size()).isEqualTo(720);
    }

    @Test
    void afterAStartAllIsThereInOrderAndNewMessagesFollow() {
        make(3, 100);
        pass(31);
        make(2, 100);
        pass(31);
        start();
        make(1, 100);
        assertThat(waiting()).containsExactly("1.1", "1.2", "1.3", "1.4", "1.5", "2.1");
        assertThat(outbox.size()).isEqualTo(6);
        assertThat(outbox.sequence(outbox.last())).isEqualTo(1);
        pass(31);
        start();
        make(1, 100);
        assertThat(waiting()).containsExactly("1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "3.1");
        Message message = outbox.after(outbox.last() - 2);
        assertThat(message.topic)
                .isEqualTo("devices/d-1/messages/events/$.ct=application%2Fjson&$.ce=utf-8&cfg="
                        + bundle.digest.substring(0, 16) + "&fp=" + bundle.config.fingerprint.substring(0, 16)
                        + "&boot=2&seq=1&kind=full&group=all");
        assertThat(message.payload).hasSize(100).containsOnly('x');
    }

    @Test
    void releasedSegmentsAreDeletedAndNothingIsRewritten() {
        make(40, 4000);
        pass(31);
        int writes = flash.writes();
        assertThat(flash.list(Segment.FOLDER)).hasSize(3);
        outbox.release(outbox.last() - 5);
        assertThat(flash.writes() - writes).isEqualTo(2);
        outbox.release(outbox.last());
        assertThat(flash.list(Segment.FOLDER)).isEmpty();
        assertThat(flash.writes() - writes).isEqualTo(3);
        start();
        assertThat(waiting()).isEmpty();
        assertThat(outbox.size()).isZero();
    }

    @Test
    void aStartRepeatsNoMoreThanWasConfirmedSinceTheLastWrite() {
        make(10, 100);
        pass(31);
        outbox.release(outbox.last() - 6);
        make(1, 100);
        pass(31);
        outbox.release(outbox.last() - 4);
        start();
        assertThat(waiting()).containsExactly("1.5", "1.6", "1.7", "1.8", "1.9", "1.10", "1.11");
    }

    @Test
    void aFullSpoolDropsTheOldestAndSaysSoInItsPlace() throws Refusal {
        use(256_000, DAY, false);
        for (int i = 0; i < 50; i++) {
            make(2, 4000);
            pass(31);
        }
        List<String> left = waiting();
        int dropped = (int) outbox.dropped();
        assertThat(dropped).isBetween(36, 44);
        assertThat(left.get(0)).isEqualTo(gap(dropped, "1.1", "1." + dropped, "size"));
        assertThat(left.get(1)).isEqualTo("1." + (dropped + 1));
        assertThat(left).hasSize(101 - dropped).last().isEqualTo("1.100");
        start();
        assertThat(waiting()).isEqualTo(left);
        outbox.release(outbox.after(0).position);
        assertThat(waiting()).isEqualTo(left.subList(1, left.size()));
        assertThat(outbox.dropped()).isZero();
    }

    @Test
    void aFullSpoolThatStopsKeepsTheOldestAndCountsWhatItRefuses() throws Refusal {
        use(256_000, 30 * DAY, true);
        for (int i = 0; i < 50; i++) {
            make(2, 4000);
            pass(31);
        }
        int dropped = (int) outbox.dropped();
        assertThat(dropped).isBetween(36, 44);
        List<String> left = waiting();
        assertThat(left).hasSize(101 - dropped).startsWith("1.1", "1.2");
        assertThat(left).last().isEqualTo(gap(dropped, "1." + (101 - dropped), "1.100", "size"));
        pass(3700);
        make(2, 4000);
        pass(31);
        start();
        assertThat(waiting()).last().isEqualTo(gap(dropped + 2, "1." + (101 - dropped), "1.102", "size"));
        outbox.release(outbox.last());
        make(1, 10);
        assertThat(waiting()).containsExactly("2.1");
        assertThat(outbox.size()).isOne();
    }

    @Test
    void whatIsTooOldIsDroppedAndSaidEvenWhenNothingElseIsLeft() throws Refusal {
        use(256_000, 3600, false);
        make(3, 100);
        pass(31);
        pass(3500);
        assertThat(waiting()).hasSize(3);
        pass(200);
        assertThat(waiting()).containsExactly(gap(3, "1.1", "1.3", "age"));
        start();
        make(1, 100);
        assertThat(waiting()).containsExactly(gap(3, "1.1", "1.3", "age"), "2.1");
        outbox.release(outbox.after(0).position);
        assertThat(waiting()).containsExactly("2.1");
        assertThat(flash.list(Segment.FOLDER)).isEmpty();
    }

    @Test
    void theAgeCountsTimeThatTheRuntimeHasRunOverStarts() throws Refusal {
        use(256_000, 3600, false);
        make(1, 100);
        pass(31);
        for (int i = 0; i < 3; i++) {
            pass(1000);
            make(1, 100);
            pass(31);
            start();
        }
        assertThat(waiting()).containsExactly("1.1", "1.2", "2.1", "3.1");
        pass(1700);
        assertThat(waiting()).containsExactly(gap(1, "1.1", "1.1", "age"), "1.2", "2.1", "3.1");
    }

    @Test
    void aSmallerBoundIsKeptAtOnce() throws Refusal {
        use(1_024_000, DAY, false);
        for (int i = 0; i < 50; i++) {
            make(4, 4000);
            pass(31);
        }
        assertThat(outbox.dropped()).isZero();
        use(256_000, DAY, false);
        pass(1);
        assertThat(outbox.size()).isBetween(40, 64);
        assertThat(waiting().get(0)).isEqualTo(gap((int) outbox.dropped(), "1.1", "1." + outbox.dropped(), "size"));
    }

    @Test
    void messagesOfManyStartsAndOfOneSizeAreDroppedByTheirOwnNumbers() throws Refusal {
        use(256_000, DAY, false);
        for (int i = 0; i < 10; i++) {
            make(8, 4000);
            pass(31);
            start();
        }
        int dropped =
                (int) outbox.dropped() + Integer.parseInt(waiting().get(0).replaceAll(".*messages\":([0-9]+).*", "$1"));
        assertThat(dropped).isBetween(12, 28);
        assertThat(waiting().get(0)).contains("\"messages\":" + dropped, "\"from\":{\"boot\":1,\"seq\":1}");
        assertThat(waiting()).hasSize(81 - dropped);
    }

    @Test
    void aDamagedSegmentIsSkippedFromThereOnAndCounted() {
        make(40, 4000);
        pass(31);
        String[] names = flash.list(Segment.FOLDER);
        Arrays.sort(names);
        start();
        flash.damage(Segment.FOLDER + names[1]);
        List<String> left = waiting();
        assertThat(left).hasSize(26).startsWith("1.1").endsWith("1.40");
        assertThat(left).contains(gap(15, "1.16", "1.30", "damage"));
        assertThat(waiting()).isEqualTo(left);
        assertThat(outbox.dropped()).isEqualTo(15);
        outbox.release(outbox.last());
        assertThat(flash.list(Segment.FOLDER)).isEmpty();
    }

    @Test
    void aSegmentThatCannotBeReadIsTriedAgainBeforeItIsGivenUp() {
        make(40, 4000);
        pass(31);
        String[] names = flash.list(Segment.FOLDER);
        Arrays.sort(names);
        start();
        flash.setUnreadable(Segment.FOLDER + names[1]);
        assertThat(waiting()).hasSize(15).endsWith("1.15");
        assertThat(log.error()).startsWith("spool: ");
        flash.setUnreadable("");
        pass(6);
        assertThat(waiting()).hasSize(40);
        flash.setUnreadable(Segment.FOLDER + names[0]);
        for (int i = 0; i < 12; i++) {
            waiting();
            pass(6);
        }
        assertThat(waiting().get(0)).isEqualTo(gap(15, "1.1", "1.15", "damage"));
    }

    @Test
    void withoutFlashTheNewestMessagesWaitInRam() {
        flash.setFull(true);
        for (int i = 0; i < 200; i++) {
            make(1, 4000);
            pass(31);
        }
        assertThat(log.error()).startsWith("spool: messages wait in RAM only, flash: no space left");
        int dropped = (int) outbox.dropped();
        assertThat(dropped).isBetween(70, 100);
        assertThat(waiting().get(0)).isEqualTo(gap(dropped, "1.1", "1." + dropped, "size"));
        flash.setFull(false);
        pass(61);
        assertThat(log.error()).isEmpty();
        start();
        assertThat(waiting()).hasSize(201 - dropped).endsWith("1.200");
        assertThat(waiting().get(0)).isEqualTo(gap(dropped, "1.1", "1." + dropped, "size"));
    }

    @Test
    void aSegmentThatComesBackAfterItWasDeletedDoesNotDisturb() {
        make(40, 4000);
        pass(31);
        MemoryStore before = flash.copy();
        outbox.release(outbox.last());
        start();
        make(1, 100);
        pass(31);
        for (String name : before.list(Segment.FOLDER)) {
            flash.put(Segment.FOLDER + name, before);
        }
        start();
        assertThat(waiting()).containsExactly("2.1");
        outbox.release(outbox.last());
        assertThat(flash.list(Segment.FOLDER)).isEmpty();
    }

    @Test
    void aGroupThatWasWrittenTwiceIsReadOnce() {
        make(4, 100);
        pass(31);
        make(4, 100);
        pass(31);
        String name = Segment.FOLDER + flash.list(Segment.FOLDER)[0];
        flash.twice(name);
        start();
        assertThat(waiting()).containsExactly("1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8");
    }

    @Test
    void foreignFilesInTheFolderAreLeftAlone() throws java.io.IOException {
        flash.write(Segment.FOLDER + "notes.txt", new byte[] {1});
        make(1, 100);
        pass(31);
        start();
        assertThat(waiting()).containsExactly("1.1");
        outbox.release(outbox.last());
        assertThat(flash.list(Segment.FOLDER)).containsExactly("notes.txt");
    }

    @Test
    void aBurstGoesToFlashBeforeItFillsTheHeap() {
        make(300, 4000);
        assertThat(flash.list(Segment.FOLDER)).isNotEmpty();
        assertThat(outbox.dropped()).isZero();
        assertThat(waiting()).hasSize(300);
    }
}
