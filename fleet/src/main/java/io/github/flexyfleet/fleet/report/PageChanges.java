package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.plan.Action;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.plan.PlannedDevice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the plan changes, devices that change alike together.
 *
 * @param groups the largest first; devices without a change are in none
 * @param ofDevice number of each device's group
 */
record PageChanges(List<Group> groups, Map<DeviceId, Integer> ofDevice) {
    private static final int NAMED = 12;
    private static final int PLACES = 3;
    private static final int LONGEST_VALUE = 120;

    record Group(int number, String words, String devices, String names, List<Row> rows) {
        /** For the template, to which an empty list is nothing to show. */
        boolean any() {
            return !rows.isEmpty();
        }
    }

    record Row(String kind, String setting, String before, String after, String places) {}

    static PageChanges of(Plan plan) {
        List<Group> groups = new ArrayList<>();
        Map<DeviceId, Integer> ofDevice = new HashMap<>();
        for (PlanGroup group : PlanGroup.of(plan)) {
            if (group.action() == Action.NONE) {
                continue;
            }
            int number = groups.size() + 1;
            group.devices().stream().map(PlannedDevice::device).forEach(device -> ofDevice.put(device, number));
            groups.add(new Group(
                    number,
                    group.words(),
                    PlanWords.devices(group.devices().size()),
                    group.names(NAMED),
                    group.changes().stream().map(PageChanges::row).toList()));
        }
        return new PageChanges(List.copyOf(groups), Map.copyOf(ofDevice));
    }

    private static Row row(PlanGroup.Folded change) {
        return new Row(
                change.kind().word(),
                change.setting(),
                change.before().map(PageChanges::shown).orElse("-"),
                change.after().map(PageChanges::shown).orElse("-"),
                PlanWords.places(change.places(), PLACES, " and others"));
    }

    private static String shown(String value) {
        return ConsoleReport.printable(value, LONGEST_VALUE);
    }
}
