package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.CertificateBoard;
import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.ledger.Entry;
import io.github.flexyfleet.fleet.ledger.EntryKind;
import io.github.flexyfleet.fleet.ledger.RolloutRecord;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.notify.Notice;
import io.github.flexyfleet.fleet.rollout.Debt;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingNoticesTest {
    private static final DeviceId PUMP = new DeviceId("pump-1");

    @TempDir
    Path folder;

    @Test
    void aFleetThatIsWellNeedsNobody() throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            assertThat(notices(fleet.fleet(), Duration.ofDays(3650), List.of(), Optional.empty(), Instant.now()))
                    .isEmpty();
        }
    }

    @Test
    void whatStandsIsToldEachTime() throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            Debt debt = new Debt(PUMP, Instant.now().minus(Duration.ofDays(2)), "FLX3002");
            Entry begun = new Entry.Draft(Instant.now(), EntryKind.ROLLOUT_BEGUN, Optional.empty(), new TreeMap<>())
                    .at(1, new Digest("0".repeat(64)));
            TreeMap<String, String> why = new TreeMap<>();
            why.put("reason", "wave 1 went wrong");
            Entry halted = new Entry.Draft(Instant.now(), EntryKind.HALTED, Optional.empty(), why)
                    .at(2, new Digest("0".repeat(64)));
            RolloutRecord record = new RolloutRecord(7, List.of(begun, halted));

            Instant now = Instant.now();
            List<Notice> notices = notices(fleet.fleet(), Duration.ofDays(10), List.of(debt), Optional.of(record), now);

            assertThat(notices)
                    .extracting(Notice::kind)
                    .containsExactly(Notice.Kind.HALT, Notice.Kind.DEBT, Notice.Kind.EXPIRY);
            assertThat(notices.get(0).what())
                    .startsWith("rollout 7 is halted since")
                    .endsWith("wave 1 went wrong");
            assertThat(notices.get(2).items()).extracting(Notice.Item::device).containsExactly("pump-1");
            assertThat(notices(
                            fleet.fleet(),
                            Duration.ofDays(10),
                            List.of(debt),
                            Optional.of(record),
                            now.plus(Duration.ofDays(1))))
                    .as("a receiver drops what the next night tells again")
                    .extracting(Notice::id)
                    .containsExactlyElementsOf(notices.stream().map(Notice::id).toList());
            RolloutRecord another = new RolloutRecord(8, List.of(begun, halted));
            assertThat(notices(fleet.fleet(), Duration.ofDays(10), List.of(), Optional.of(another), now)
                            .get(0)
                            .id())
                    .isNotEqualTo(notices.get(0).id());
        }
    }

    /** With a certificate of such validity. */
    private List<Notice> notices(
            Fleet fleet, Duration validity, List<Debt> debts, Optional<RolloutRecord> last, Instant now) {
        CertificateStore store = StateFolder.store(folder.resolve("keys"), InstantSource.system());
        store.issueIfNeeded(PUMP, validity);
        return StandingNotices.of(fleet, CertificateBoard.of(fleet, store, now), debts, last, Duration.ofDays(30), now);
    }
}
