package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.rollout.Debt;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The state of a fleet as one line of JSON, for programs. */
public final class JsonStatus {
    private static final JsonMapper JSON = new JsonMapper();

    private JsonStatus() {}

    /**
     * The line. Members that are not known are left out; times are UTC (ISO 8601).
     *
     * @param fleet name of the fleet
     * @param hub what the hub shows of the messages
     * @param now when this was so
     */
    public static String line(String fleet, List<DeviceState> states, List<Debt> debts, HubSight hub, Instant now) {
        ObjectNode line = JSON.createObjectNode();
        line.put("fleet", fleet);
        line.put("at", now.toString());
        ObjectNode messages = line.putObject("messages");
        messages.put("looked", hub instanceof HubSight.Looked);
        if (hub instanceof HubSight.Looked looked) {
            messages.put("backSeconds", looked.back().toSeconds());
        } else if (hub instanceof HubSight.NotLooked not) {
            messages.put("why", not.why());
        }
        var devices = line.putArray("devices");
        states.forEach(state -> device(devices.addObject(), state, hub));
        var owed = line.putArray("debts");
        debts.forEach(debt -> owed.addObject()
                .put("device", debt.device().value())
                .put("since", debt.since().toString())
                .put("reason", debt.reason()));
        return line.toString();
    }

    private static void device(ObjectNode to, DeviceState state, HubSight hub) {
        to.put("site", state.target().site());
        to.put("device", state.target().device().value());
        if (state.target().isWhole()) {
            to.put("wanted", state.target().digest().hex());
        }
        to.put("compared", state.comparison().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        state.status().ifPresent(status -> says(to, status));
        state.problem()
                .ifPresent(problem -> to.putObject("problem")
                        .put("code", problem.code().id())
                        .put("what", problem.what())
                        .put("mend", problem.mend()));
        hub.of(state.target().device()).ifPresent(seen -> {
            ObjectNode messages = to.putObject("messages");
            messages.put("last", seen.last().toString());
            seen.lag().ifPresent(lag -> messages.put("lagMillis", lag.toMillis()));
            messages.put("count", seen.messages());
            messages.put("missing", seen.missing());
            messages.put("duplicates", seen.duplicates());
            messages.put("connectionsLost", seen.lost());
        });
    }

    private static void says(ObjectNode to, RuntimeStatus status) {
        status.bundles().running().ifPresent(digest -> to.put("runs", digest));
        to.put("runtime", status.program().version());
        ObjectNode link = to.putObject("hub").put("state", status.hub().state().wire());
        status.hub().reason().ifPresent(reason -> link.put("reason", reason.code()));
        status.certificate().notAfter().ifPresent(end -> to.put("certificateExpires", end.toString()));
        to.put("spool", status.queue().waiting());
        to.put("dropped", status.queue().dropped());
        if (!status.error().isEmpty()) {
            to.put("error", status.error());
        }
    }
}
