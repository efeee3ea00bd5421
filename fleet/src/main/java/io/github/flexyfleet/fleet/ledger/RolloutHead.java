package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.WavePlan;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a rollout is to do.
 *
 * @param fleet name of the fleet
 * @param tool version of this tool
 * @param plan digest over what each device is to run, wave by wave, and the tool's version: the same for the same work
 * @param waves their names, each with its number of devices
 * @param wanted what each device is to run
 */
public record RolloutHead(String fleet, String tool, Digest plan, String waves, SortedMap<DeviceId, Digest> wanted) {
    /** Copies the map. */
    public RolloutHead {
        wanted = new TreeMap<>(wanted);
    }

    /** The head of a rollout of this plan. */
    public static RolloutHead of(String fleet, String tool, WavePlan plan) {
        StringBuilder all = new StringBuilder(fleet).append('\n').append(tool).append('\n');
        SortedMap<DeviceId, Digest> wanted = new TreeMap<>();
        for (WavePlan.Wave wave : plan.waves()) {
            all.append("wave ").append(wave.name()).append('\n');
            for (DeviceTarget target : wave.targets()) {
                all.append(target.device()).append(' ').append(target.digest()).append('\n');
                wanted.put(target.device(), target.digest());
            }
        }
        String waves = plan.waves().stream()
                .map(wave -> wave.name() + " " + wave.targets().size())
                .collect(Collectors.joining(", "));
        return new RolloutHead(fleet, tool, Digest.of(all.toString().getBytes(StandardCharsets.UTF_8)), waves, wanted);
    }

    Map<String, String> data() {
        return Map.of(
                "fleet", fleet,
                "tool", tool,
                "plan", plan.hex(),
                "waves", waves,
                "devices", Integer.toString(wanted.size()));
    }
}
