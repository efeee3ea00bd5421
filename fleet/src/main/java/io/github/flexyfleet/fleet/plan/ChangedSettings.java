package io.github.flexyfleet.fleet.plan;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.Suspects;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Suspects the settings that changed since a configuration that was applied before. Thread-safe. */
public final class ChangedSettings implements Suspects {
    private static final int SHOWN = 5;

    private final Fleet fleet;
    private final Map<DeviceId, Device> devices;
    private final AppliedConfigurations applied;

    /**
     * Suspects settings of a fleet file.
     *
     * @param applied what devices were confirmed with
     */
    public ChangedSettings(Fleet fleet, AppliedConfigurations applied) {
        this.fleet = fleet;
        this.devices = fleet.devices().stream().collect(Collectors.toMap(Device::id, Function.identity()));
        this.applied = applied;
    }

    @Override
    public List<String> of(DeviceTarget target, Optional<Digest> before) {
        Optional<Device> device = Optional.ofNullable(devices.get(target.device()));
        if (device.isEmpty()) {
            return List.of();
        }
        return before
                .flatMap(applied::find)
                .map(was -> ConfigurationDiff.of(
                        was, AppliedConfigurations.of(target.bundle()), new SettingPlaces(fleet, device.get())))
                .orElse(List.of())
                .stream()
                .limit(SHOWN)
                .map(ChangedSettings::words)
                .toList();
    }

    private static String words(Change change) {
        String values = change.before().isEmpty() && change.after().isEmpty()
                ? ""
                : " " + change.before().orElse("nothing") + " -> "
                        + change.after().orElse("nothing");
        return change.setting()
                + values
                + (change.places().isEmpty() ? "" : " (" + change.places().get(0) + ")");
    }
}
