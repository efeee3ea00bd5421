package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.CertificateBoard;
import io.github.flexyfleet.fleet.ledger.RolloutRecord;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.notify.Notice;
import io.github.flexyfleet.fleet.notify.Notices;
import io.github.flexyfleet.fleet.rollout.Debt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is worth a notice between rollouts, by what is kept on this machine. */
final class StandingNotices {
    private StandingNotices() {}

    /**
     * The notices.
     *
     * @param board certificates, and when they end
     * @param last the last rollout, when there was one
     * @param expiry certificates that end within this time count
     * @param now when this is found
     */
    static List<Notice> of(
            Fleet fleet,
            List<CertificateBoard.Row> board,
            List<Debt> debts,
            Optional<RolloutRecord> last,
            Duration expiry,
            Instant now) {
        List<Notice> notices = new ArrayList<>();
        last.flatMap(record -> Notices.halted(fleet.name(), record, now)).ifPresent(notices::add);
        List<Debt> overdue = debts.stream()
                .filter(debt -> debt.overdue(fleet.rollout().debtDeadline(), now))
                .toList();
        Notices.debts(fleet.name(), debts, overdue, now).ifPresent(notices::add);
        SortedMap<DeviceId, Instant> ends = new TreeMap<>();
        board.forEach(row ->
                row.held().ifPresent(held -> ends.put(row.device(), held.life().until())));
        Notices.expiry(fleet.name(), ends, expiry, now).ifPresent(notices::add);
        return notices;
    }
}
