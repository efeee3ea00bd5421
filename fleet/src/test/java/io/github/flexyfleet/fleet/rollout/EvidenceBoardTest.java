package io.github.flexyfleet.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvidenceBoardTest {
    private static final DeviceId DEVICE = new DeviceId("d");
    private static final Digest DIGEST = new Digest("0a".repeat(32));
    private static final Fingerprint FINGERPRINT = new Fingerprint("0B".repeat(32));
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final List<DeviceMessage> arriving = new ArrayList<>();
    private final EvidenceBoard board = new EvidenceBoard(new EventFeed() {
        @Override
        public List<DeviceMessage> poll() {
            List<DeviceMessage> batch = List.copyOf(arriving);
            arriving.clear();
            return batch;
        }

        @Override
        public void close() {
            arriving.clear();
        }
    });

    private void arrives(Instant when, String configuration, String boot, String sequence, String kind, String body) {
        arriving.add(new DeviceMessage(
                DEVICE,
                when,
                Map.of(
                        "cfg", configuration,
                        "fp", FINGERPRINT.abbreviated(),
                        "boot", boot,
                        "seq", sequence,
                        "kind", kind),
                body));
    }

    @Test
    void messagesOfTheDigestAndCertificateBehindTheMarkCount() {
        arrives(NOON, "ff".repeat(8), "3", "18", "full", "{\"Level\":\"1\"}");
        arrives(NOON, DIGEST.abbreviated(), "3", "17", "full", "{\"Level\":\"2\"}");
        arrives(NOON.plusSeconds(1), DIGEST.abbreviated(), "3", "18", "full", "{\"Level\":\"12.5\",\"time\": \"x\"}");

        Evidence evidence = board.of(DEVICE, DIGEST, Optional.of(FINGERPRINT), new Mark(3, 17));

        assertThat(evidence.firstMessage()).isEqualTo(Optional.of(NOON.plusSeconds(1)));
        assertThat(evidence.messages()).isEqualTo(1);
        assertThat(evidence.lastValues()).containsExactly(Map.entry("Level", "12.5"));
    }

    @Test
    void aWillOpensNoGate() {
        // Another runtime's will may have a number.
        arrives(NOON, DIGEST.abbreviated(), "4", "1", "lost", "{}");

        assertThat(board.of(DEVICE, DIGEST, Optional.of(FINGERPRINT), new Mark(3, 17)))
                .isEqualTo(Evidence.none());
    }

    @Test
    void aGapOpensNoGateAndItsWordsAreNoValues() {
        arrives(
                NOON,
                DIGEST.abbreviated(),
                "4",
                "9",
                "gap",
                "{\"device\":\"d\",\"kind\":\"gap\",\"messages\":8,\"causes\":\"size\"}");

        assertThat(board.of(DEVICE, DIGEST, Optional.of(FINGERPRINT), new Mark(3, 17)))
                .isEqualTo(Evidence.none());
    }
}
