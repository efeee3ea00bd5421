package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What became different between two looks at a fleet, in words; that messages go on to come is no news. */
public final class StatusChanges {
    private StatusChanges() {}

    /**
     * A fleet at a look.
     *
     * @param states what the devices say
     * @param hub what the hub shows
     */
    public record Look(List<DeviceState> states, HubSight hub) {
        /** Copies the list. */
        public Look {
            states = List.copyOf(states);
        }
    }

    /** A line a change, in the order of the devices; empty when there is none. */
    public static List<String> between(Look before, Look after) {
        List<String> lines = new ArrayList<>();
        if (after.hub() instanceof HubSight.NotLooked not && !(before.hub() instanceof HubSight.NotLooked)) {
            lines.add("the hub's messages cannot be read any more: " + not.why());
        }
        Map<DeviceId, DeviceState> known = new HashMap<>();
        before.states().forEach(state -> known.put(state.target().device(), state));
        for (DeviceState state : after.states()) {
            DeviceId device = state.target().device();
            List<String> changes = new ArrayList<>();
            Optional.ofNullable(known.get(device)).ifPresent(old -> device(changes, old, state));
            messages(changes, before.hub().of(device), after.hub().of(device));
            changes.forEach(change -> lines.add(state.target().site() + "  " + device + "  " + change));
        }
        return List.copyOf(lines);
    }

    private static void device(List<String> changes, DeviceState old, DeviceState state) {
        add(changes, "", compared(old), compared(state));
        add(changes, "hub ", hub(old), hub(state));
        add(changes, "error ", error(old), error(state));
    }

    private static void messages(List<String> changes, Optional<HubSight.Seen> old, Optional<HubSight.Seen> seen) {
        if (seen.isEmpty()) {
            return;
        }
        if (old.isEmpty()) {
            changes.add("first message seen");
        }
        add(
                changes,
                "messages missing: ",
                Long.toString(old.map(HubSight.Seen::missing).orElse(0L)),
                Long.toString(seen.get().missing()));
        add(
                changes,
                "connections lost: ",
                Integer.toString(old.map(HubSight.Seen::lost).orElse(0)),
                Integer.toString(seen.get().lost()));
    }

    private static void add(List<String> changes, String what, String before, String after) {
        if (!before.equals(after)) {
            changes.add(what + after + " (was " + before + ")");
        }
    }

    private static String compared(DeviceState state) {
        return state.comparison().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String hub(DeviceState state) {
        return state.status().map(status -> status.hub().state().wire()).orElse("not known");
    }

    private static String error(DeviceState state) {
        return state.status()
                .map(RuntimeStatus::error)
                .filter(error -> !error.isEmpty())
                .map(ConsoleReport::printable)
                .orElse("none");
    }
}
