package io.github.flexyfleet.fleet.telemetry;

import io.github.flexyfleet.fleet.rollout.Debt;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What devices say of themselves as OpenMetrics text; {@link RolloutMetrics} has names of its own. */
public final class DeviceMetrics {
    private DeviceMetrics() {}

    /**
     * The text.
     *
     * @param fleet name of the fleet
     * @param now when the devices were asked
     */
    public static String text(String fleet, List<DeviceState> states, List<Debt> debts, Instant now) {
        MetricFamilies metrics = new MetricFamilies();
        metrics.add(
                "flexy_status_timestamp_seconds",
                "When the devices were asked, in seconds since 1970.",
                now.getEpochSecond(),
                "fleet",
                fleet);
        metrics.add("flexy_debts", "Devices that a deploy has still to do.", debts.size(), "fleet", fleet);
        states.forEach(state -> new Point(metrics, fleet, state).add(now));
        return metrics.text();
    }

    private record Point(MetricFamilies metrics, String fleet, DeviceState state) {
        void add(Instant now) {
            gauge(
                    "flexy_device_up",
                    "Whether the device's runtime answered.",
                    state.status().isPresent() ? 1 : 0);
            if (state.target().isWhole()) {
                gauge(
                        "flexy_device_current",
                        "Whether the device runs the wanted configuration, confirmed.",
                        state.comparison() == DeviceState.Comparison.CURRENT ? 1 : 0);
            }
            state.status().ifPresent(status -> add(status, now));
        }

        private void add(RuntimeStatus status, Instant now) {
            metrics.add(
                    "flexy_device_info",
                    "1, with the versions of runtime and firmware.",
                    1,
                    "fleet",
                    fleet,
                    "site",
                    state.target().site(),
                    "device",
                    state.target().device().value(),
                    "runtime",
                    status.program().version(),
                    "firmware",
                    status.flexy().firmware());
            gauge(
                    "flexy_device_connected",
                    "Whether the device is connected to the hub.",
                    status.hub().state() == RuntimeStatus.LinkState.CONNECTED ? 1 : 0);
            gauge(
                    "flexy_device_connection_age_seconds",
                    "For how long the connection is as it is.",
                    status.hub().since().toSeconds());
            gauge(
                    "flexy_device_clock_offset_seconds",
                    "How far the device's clock is ahead of this machine's, with the time of the call in it.",
                    Duration.between(now, status.flexy().clock()).toSeconds());
            gauge(
                    "flexy_device_boots",
                    "Starts of the runtime so far.",
                    status.program().boot());
            gauge(
                    "flexy_device_uptime_seconds",
                    "Time since the runtime's start.",
                    status.program().uptime().toSeconds());
            gauge(
                    "flexy_device_free_heap_bytes",
                    "Free memory of the Java VM.",
                    status.flexy().freeHeap());
            gauge(
                    "flexy_device_free_flash_bytes",
                    "Free space for user files.",
                    status.flexy().freeFlash());
            gauge(
                    "flexy_device_spool_messages",
                    "Messages that wait for the hub.",
                    status.queue().waiting());
            gauge(
                    "flexy_device_dropped_messages",
                    "Messages lost for want of space since the runtime's start.",
                    status.queue().dropped());
            gauge(
                    "flexy_device_tags",
                    "Tags that are published.",
                    status.queue().tags());
            status.certificate()
                    .notAfter()
                    .ifPresent(end -> gauge(
                            "flexy_device_certificate_expiry_timestamp_seconds",
                            "When the device's certificate ends, in seconds since 1970.",
                            end.getEpochSecond()));
        }

        private void gauge(String name, String help, Number value) {
            metrics.add(
                    name,
                    help,
                    value,
                    "fleet",
                    fleet,
                    "site",
                    state.target().site(),
                    "device",
                    state.target().device().value());
        }
    }
}
