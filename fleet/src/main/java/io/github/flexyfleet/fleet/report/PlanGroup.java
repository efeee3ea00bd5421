package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.plan.Action;
import io.github.flexyfleet.fleet.plan.Change;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.plan.PlannedDevice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Devices of a plan that change alike: the same action, and the same settings. Where their values differ, that is said
 * instead of the values; a plan of many devices is read by what it changes, not by whom.
 *
 * @param action what is done
 * @param problem why no more is known of them
 * @param devices in the order of the fleet file
 * @param changes what changes, for all of them
 */
record PlanGroup(Action action, Optional<ProblemCode> problem, List<PlannedDevice> devices, List<Folded> changes) {
    private static final List<Action> ORDER = List.of(
            Action.CONFIGURE,
            Action.UPDATE_RUNTIME,
            Action.INSTALL_RUNTIME,
            Action.UNKNOWN,
            Action.UNREACHABLE,
            Action.NONE);
    private static final String DIFFERS = "(differs by device)";

    /**
     * A change of several devices.
     *
     * @param places each place once, in the order of the devices
     */
    record Folded(
            Change.Kind kind, String setting, Optional<String> before, Optional<String> after, List<String> places) {}

    private record Key(Action action, Optional<ProblemCode> problem, List<String> settings) {}

    /** The groups of a plan: changes first, the largest groups first. */
    static List<PlanGroup> of(Plan plan) {
        Map<Key, List<PlannedDevice>> groups = new LinkedHashMap<>();
        for (PlannedDevice device : plan.devices()) {
            List<String> settings = device.changes().stream()
                    .map(change -> change.kind().word() + " " + change.setting())
                    .toList();
            groups.computeIfAbsent(
                            new Key(device.action(), device.observed().problem(), settings), key -> new ArrayList<>())
                    .add(device);
        }
        return groups.entrySet().stream()
                .map(entry -> new PlanGroup(
                        entry.getKey().action(), entry.getKey().problem(), entry.getValue(), folded(entry.getValue())))
                .sorted(Comparator.<PlanGroup>comparingInt(group -> ORDER.indexOf(group.action()))
                        .thenComparingInt(group -> -group.devices().size()))
                .toList();
    }

    private static List<Folded> folded(List<PlannedDevice> devices) {
        List<Folded> folded = new ArrayList<>();
        for (int at = 0; at < devices.get(0).changes().size(); at++) {
            int place = at;
            List<Change> alike =
                    devices.stream().map(device -> device.changes().get(place)).toList();
            Change first = alike.get(0);
            Set<String> places = new LinkedHashSet<>();
            alike.forEach(change -> places.addAll(change.places()));
            folded.add(new Folded(
                    first.kind(),
                    first.setting(),
                    one(alike.stream().map(Change::before)),
                    one(alike.stream().map(Change::after)),
                    List.copyOf(places)));
        }
        return folded;
    }

    private static Optional<String> one(Stream<Optional<String>> values) {
        List<Optional<String>> distinct = values.distinct().limit(2).toList();
        return distinct.size() == 1 ? distinct.get(0).map(Text::oneLine) : Optional.of(DIFFERS);
    }

    /** The first devices by name, and how many more there are. */
    String names(int most) {
        String first = devices.stream()
                .limit(most)
                .map(device -> device.device().value())
                .collect(Collectors.joining(", "));
        return devices.size() > most ? first + " and " + (devices.size() - most) + " more" : first;
    }

    /** What is done, for people. */
    String words() {
        return switch (action) {
            case NONE -> "no change";
            case CONFIGURE -> "configure";
            case INSTALL_RUNTIME -> "install the runtime";
            case UPDATE_RUNTIME -> "update the runtime";
            case UNREACHABLE -> "not reached, a debt";
            case UNKNOWN -> "not known before the deploy asks it";
        };
    }
}
