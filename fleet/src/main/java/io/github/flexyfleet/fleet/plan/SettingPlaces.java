package io.github.flexyfleet.fleet.plan;

import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.ExplainedValue;
import io.github.flexyfleet.fleet.model.Fleet;
import java.util.List;
import java.util.Optional;

/** Where a device's settings stand in the fleet file, looked up when the first is asked for. For one thread. */
final class SettingPlaces {
    private final Fleet fleet;
    private final Device device;
    private List<ExplainedValue> values;

    SettingPlaces(Fleet fleet, Device device) {
        this.fleet = fleet;
        this.device = device;
    }

    /** The place of a setting, or of the first one below it; none for what is built in. */
    List<String> of(String setting) {
        if (values == null) {
            values = fleet.origins().of(device);
        }
        Optional<ExplainedValue> exact =
                values.stream().filter(value -> value.path().equals(setting)).findFirst();
        Optional<Span> place = exact.isPresent()
                ? exact.get().value().span()
                : values.stream()
                        .filter(value -> value.path().startsWith(setting + ".")
                                || value.path().startsWith(setting + "["))
                        .flatMap(value -> value.value().span().stream())
                        .findFirst();
        return place.map(Span::toString).stream().toList();
    }
}
