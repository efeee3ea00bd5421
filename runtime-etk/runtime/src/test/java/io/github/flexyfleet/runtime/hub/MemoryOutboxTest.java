package io.github.flexyfleet.runtime.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryOutboxTest {
    private static Message message(int sequence, int size) {
        return new Message(sequence, "", new byte[size]);
    }

    @Test
    void keepsOrderAndReleases() {
        MemoryOutbox outbox = new MemoryOutbox(10, 1000);
        for (int i = 1; i <= 5; i++) {
            outbox.add(message(i, 10));
        }
        assertThat(outbox.after(0).sequence).isEqualTo(1);
        assertThat(outbox.after(3).sequence).isEqualTo(4);
        assertThat(outbox.after(5)).isNull();
        outbox.release(3);
        assertThat(outbox.size()).isEqualTo(2);
        assertThat(outbox.after(0).sequence).isEqualTo(4);
        assertThat(outbox.dropped()).isZero();
    }

    @Test
    void dropsTheOldestWhenThereAreTooMany() {
        MemoryOutbox outbox = new MemoryOutbox(3, 1000);
        for (int i = 1; i <= 5; i++) {
            outbox.add(message(i, 10));
        }
        assertThat(outbox.size()).isEqualTo(3);
        assertThat(outbox.after(0).sequence).isEqualTo(3);
        assertThat(outbox.dropped()).isEqualTo(2);
    }

    @Test
    void dropsTheOldestWhenTheyAreTooLargeButKeepsTheNewest() {
        MemoryOutbox outbox = new MemoryOutbox(100, 100);
        outbox.add(message(1, 60));
        outbox.add(message(2, 60));
        assertThat(outbox.after(0).sequence).isEqualTo(2);
        outbox.add(message(3, 200));
        assertThat(outbox.size()).isOne();
        assertThat(outbox.after(0).sequence).isEqualTo(3);
        outbox.drop();
        assertThat(outbox.size()).isZero();
        assertThat(outbox.dropped()).isEqualTo(3);
        outbox.add(message(4, 100));
        assertThat(outbox.size()).isOne();
    }
}
