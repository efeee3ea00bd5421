package io.github.flexyfleet.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.gateway.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDebtBookTest {
    private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00.5Z");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private static DeviceResult result(String id, Outcome outcome) {
        return new DeviceResult(
                Targets.target(id),
                1,
                outcome,
                Evidence.none(),
                1,
                outcome.debt()
                        ? Optional.of(new DeviceProblem(ProblemCode.OFFLINE, "offline", "wait"))
                        : Optional.empty());
    }

    private Debts enter(Instant now, Optional<Duration> deadline, DeviceResult... results) {
        return Debts.of(new FileDebtBook(folder), List.of(results), deadline, now);
    }

    @Test
    void aDebtIsAsOldAsItsFirstRun() throws Exception {
        enter(MONDAY, Optional.empty(), result("a", Outcome.UNREACHABLE), result("b", Outcome.DEFERRED));
        Debts later = enter(
                MONDAY.plus(DAY),
                Optional.empty(),
                result("a", Outcome.UNREACHABLE),
                result("b", Outcome.CONFIRMED),
                result("c", Outcome.UNREACHABLE));

        assertThat(later.all())
                .extracting(debt -> debt.device() + " " + debt.since() + " " + debt.reason())
                .containsExactly("a 2026-11-23T08:00:00Z FLX3002", "c 2026-11-24T08:00:00Z FLX3002");
        assertThat(new FileDebtBook(folder).debts()).isEqualTo(later.all());
        assertThat(later.settled()).isTrue();
    }

    @Test
    void aDeviceThatWentWrongOrWasNotBegunStaysWhatItWas() {
        enter(MONDAY, Optional.empty(), result("a", Outcome.UNREACHABLE));
        Debts later = enter(
                MONDAY.plus(DAY), Optional.empty(), result("a", Outcome.NOT_STARTED), result("b", Outcome.FAILED));

        assertThat(later.all()).extracting(debt -> debt.device().value()).containsExactly("a");
    }

    @Test
    void atItsDeadlineADebtIsInTimeAndASecondLaterItIsNot() {
        Instant whole = Instant.parse("2026-11-23T08:00:00Z");
        enter(whole, Optional.of(DAY), result("a", Outcome.UNREACHABLE));

        assertThat(enter(whole.plus(DAY), Optional.of(DAY), result("a", Outcome.UNREACHABLE))
                        .settled())
                .isTrue();
        Debts late = enter(whole.plus(DAY).plusSeconds(1), Optional.of(DAY), result("a", Outcome.UNREACHABLE));
        assertThat(late.overdue()).hasSize(1);
        assertThat(late.settled()).isFalse();
    }

    @Test
    void debtsOfDevicesThatThisRunLeavesOutAreKeptAndNotItsOwn() throws Exception {
        enter(MONDAY, Optional.empty(), result("a", Outcome.UNREACHABLE));

        assertThat(enter(MONDAY, Optional.empty(), result("b", Outcome.CONFIRMED))
                        .all())
                .isEmpty();
        assertThat(new FileDebtBook(folder).debts()).hasSize(1);
    }

    @Test
    void aFileThatCannotBeReadIsNotGuessedAt() throws Exception {
        Files.writeString(folder.resolve("debts"), "a yesterday FLX3002\n");

        Debts debts = enter(MONDAY, Optional.empty(), result("b", Outcome.CONFIRMED));

        assertThat(debts.unreadable().orElseThrow()).contains("cannot be read; remove the file");
        assertThat(debts.settled()).isFalse();
        assertThatThrownBy(() -> new FileDebtBook(folder).debts()).isInstanceOf(IOException.class);
        assertThat(folder.resolve("debts")).hasContent("a yesterday FLX3002");
    }
}
