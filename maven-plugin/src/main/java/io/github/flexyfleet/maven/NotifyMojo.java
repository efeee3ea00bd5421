package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.CertificateBoard;
import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.ledger.LedgerException;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.ledger.RolloutRecord;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.notify.Notice;
import io.github.flexyfleet.fleet.rollout.Debt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Tells a webhook of a rollout that stays halted, debts, and certificates that end soon. Asks no device and no hub. */
@Mojo(name = "notify", requiresProject = false, threadSafe = true)
public class NotifyMojo extends AbstractStateMojo {
    /** What it is told of, separated by commas. */
    @Parameter(property = "flexy.notify", defaultValue = "halt,debt,expiry")
    private List<String> notices;

    /** In which form: {@code json}, {@code teams} or {@code slack}. */
    @Parameter(property = "flexy.notifyForm", defaultValue = "json")
    private String form;

    /** A certificate that ends within this time is worth a notice. */
    @Parameter(property = "flexy.expiry", defaultValue = "30d")
    private String expiry;

    @Override
    void work(Fleet fleet) throws IOException, MojoFailureException {
        Aftermath told = new AftermathReader(
                        credentials(), SettingsProxy.of(settings(), decrypter()), projectFolder(), getLog())
                .read(List.of(), notices, form, expiry);
        Path state = rehearsal() ? rehearsalFolder() : stateFolder();
        CertificateStore store = StateFolder.store(state.resolve("certificates"), KeyCustody.closed(state));
        List<Debt> debts = StateFolder.debts(state.resolve("certificates")).debts();
        Instant now = Instant.now();
        List<CertificateBoard.Row> board = CertificateBoard.of(fleet, store, now);
        List<Notice> found = StandingNotices.of(fleet, board, debts, last(fleet), told.expiry(), now);
        if (found.isEmpty()) {
            getLog().info("nothing that needs anybody");
        }
        told.deliver(found);
    }

    private Optional<RolloutRecord> last(Fleet fleet) throws IOException, MojoFailureException {
        try (LedgerStore ledgers = openLedger(fleet)) {
            return LedgerPlace.ledger(ledgers, Optional.empty()).lastRollout();
        } catch (LedgerException e) {
            throw new MojoFailureException(AbstractLedgerMojo.words(e), e);
        }
    }
}
