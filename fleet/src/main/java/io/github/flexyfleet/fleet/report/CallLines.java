package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.budget.CallCost;
import io.github.flexyfleet.fleet.gateway.AccountFigures;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** What is said about the calls of a Talk2M account: before a run what it will take, after it what it took. */
final class CallLines {
    private CallLines() {}

    static String before(RolloutEvent.CallsLeft calls) {
        int devices = calls.devices();
        return String.format(
                Locale.ROOT,
                "Talk2M account %s: %s take%s %,d calls when nothing changed, %,d for a change, %,d with a new runtime; %s,"
                        + " %,d kept for confirming and going back",
                calls.account(),
                devices == 1 ? "1 device" : devices + " devices",
                devices == 1 ? "s" : "",
                CallCost.unchanged(devices),
                CallCost.changed(devices),
                CallCost.factoryNew(devices),
                left(calls.left(), calls.limit().perDay()),
                calls.limit().kept());
    }

    static String after(AccountFigures figures) {
        return String.format(
                        Locale.ROOT,
                        "Talk2M account %s: %,d calls, %,d repeated; %,d bytes sent, %,d received over %,d connection%s;"
                                + " median %s, 95 %% within %s, longest %s",
                        figures.name(),
                        figures.calls(),
                        figures.retries(),
                        figures.traffic().sentBytes(),
                        figures.traffic().receivedBytes(),
                        figures.traffic().connections(),
                        figures.traffic().connections() == 1 ? "" : "s",
                        seconds(figures.latency().median()),
                        seconds(figures.latency().most()),
                        seconds(figures.latency().longest()))
                + (figures.leftToday().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "; %,d calls left today",
                                figures.leftToday().getAsLong())
                        : "");
    }

    private static String left(OptionalLong left, int perDay) {
        return left.isPresent()
                ? String.format(Locale.ROOT, "%,d of %,d calls left today", left.getAsLong(), perDay)
                : "how many are left today cannot be read";
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }
}
