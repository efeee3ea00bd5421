package io.github.flexyfleet.fleet.telemetry;

import io.github.flexyfleet.fleet.gateway.AccountFigures;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.ExitClass;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.time.Duration;
import java.util.Locale;

/**
 * The last rollout of a fleet as OpenMetrics text. No name in it is one of {@link DeviceMetrics}: both may lie in one folder
 * from which all is collected.
 */
public final class RolloutMetrics {
    private RolloutMetrics() {}

    /** The text: how the rollout ended, what it took, and each device's outcome, certificate and calls. */
    public static String text(RolloutResult result) {
        MetricFamilies metrics = new MetricFamilies();
        String fleet = result.fleet();
        metrics.add(
                "flexy_rollout_end_timestamp_seconds",
                "When the last rollout ended, in seconds since 1970.",
                result.finished().getEpochSecond(),
                "fleet",
                fleet);
        metrics.add(
                "flexy_rollout_duration_seconds",
                "How long the last rollout took.",
                Duration.between(result.started(), result.finished()).toMillis() / 1000.0,
                "fleet",
                fleet);
        for (ExitClass exit : ExitClass.values()) {
            metrics.add(
                    "flexy_rollout_exit",
                    "1 for the class with which the last rollout ended.",
                    result.exitClass() == exit,
                    "fleet",
                    fleet,
                    "class",
                    exit.word());
        }
        for (Outcome outcome : Outcome.values()) {
            metrics.add(
                    "flexy_rollout_devices",
                    "Devices of the last rollout by outcome.",
                    result.count(outcome),
                    "fleet",
                    fleet,
                    "outcome",
                    word(outcome));
        }
        metrics.add(
                "flexy_rollout_debts",
                "Devices that a deploy had still to do when the last rollout ended.",
                result.debts().all().size(),
                "fleet",
                fleet);
        metrics.add(
                "flexy_rollout_debts_overdue",
                "Debts that were past their deadline when the last rollout ended.",
                result.debts().overdue().size(),
                "fleet",
                fleet);
        result.accounts().forEach(account -> add(metrics, fleet, account));
        result.devices().forEach(device -> add(metrics, fleet, device));
        return metrics.text();
    }

    private static void add(MetricFamilies metrics, String fleet, AccountFigures account) {
        metrics.add(
                "flexy_rollout_talk2m_calls",
                "M2Web calls of the last rollout.",
                account.calls(),
                "fleet",
                fleet,
                "account",
                account.name());
        account.leftToday()
                .ifPresent(left -> metrics.add(
                        "flexy_talk2m_calls_left",
                        "M2Web calls of the account that are left of the UTC day.",
                        left,
                        "fleet",
                        fleet,
                        "account",
                        account.name()));
    }

    private static void add(MetricFamilies metrics, String fleet, DeviceResult device) {
        String site = device.target().site();
        String id = device.target().device().value();
        metrics.add(
                "flexy_device_done",
                "Whether the device ran the wanted configuration at the end of the last rollout.",
                device.outcome().done(),
                "fleet",
                fleet,
                "site",
                site,
                "device",
                id);
        device.target()
                .certificate()
                .ifPresent(certificate -> metrics.add(
                        "flexy_rollout_certificate_expiry_timestamp_seconds",
                        "When the certificate ends that the last rollout had for the device, in seconds since 1970.",
                        certificate.notAfter().getEpochSecond(),
                        "fleet",
                        fleet,
                        "site",
                        site,
                        "device",
                        id));
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
