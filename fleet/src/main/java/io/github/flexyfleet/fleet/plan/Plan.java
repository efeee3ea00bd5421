package io.github.flexyfleet.fleet.plan;

import io.github.flexyfleet.fleet.identity.EnrollmentPlan;
import io.github.flexyfleet.fleet.identity.IdentityPlan;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.ExitClass;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a deploy would do. It follows from its inputs alone: it holds no time of day, and no secret.
 *
 * @param tool what made it
 * @param fleet name of the fleet
 * @param commit the commit that the project stood at, when it is in git
 * @param concurrency devices worked on at the same time
 * @param rollout waves with their soaks, and the rules that stop a rollout, as a tree of their values; not to be changed
 * @param devices in the order of the fleet file
 * @param identities how the identities at the hub differ from what is wanted, as far as that is known
 * @param enrollments what is written at the Device Provisioning Service, as far as that is known
 * @param sums what all of it takes
 */
public record Plan(
        Tool tool,
        String fleet,
        Optional<String> commit,
        int concurrency,
        ObjectNode rollout,
        List<PlannedDevice> devices,
        IdentityPlan identities,
        EnrollmentPlan enrollments,
        Sums sums) {
    /** Version of the plan's form, {@code plan.schema.json}. */
    public static final int VERSION = 1;

    /**
     * The tool.
     *
     * @param version of the tool
     * @param runtime version of the runtime that belongs to it
     * @param runtimeSha256 SHA-256 of that runtime's jar
     */
    public record Tool(String version, String runtime, String runtimeSha256) {}

    /**
     * Sums.
     *
     * @param calls Talk2M calls by account, with those that belong to no single device
     * @param hubOperations reads and writes at the hub
     * @param seconds how long the rollout takes, with its soaks
     */
    public record Sums(SortedMap<String, Long> calls, long hubOperations, long seconds) {
        /** Takes a copy. */
        public Sums {
            calls = Collections.unmodifiableSortedMap(new TreeMap<>(calls));
        }

        /** Talk2M calls of all accounts. */
        public long allCalls() {
            return calls.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Takes a copy. */
    public Plan {
        devices = List.copyOf(devices);
    }

    /** How many devices an action is planned for. */
    public long count(Action action) {
        return devices.stream().filter(device -> device.action() == action).count();
    }

    /** The same without what is known of identities. */
    public Plan(
            Tool tool,
            String fleet,
            Optional<String> commit,
            int concurrency,
            ObjectNode rollout,
            List<PlannedDevice> devices,
            Sums sums) {
        this(tool, fleet, commit, concurrency, rollout, devices, IdentityPlan.NONE, EnrollmentPlan.NONE, sums);
    }

    /** The same with what is known of identities. */
    public Plan with(IdentityPlan known) {
        return new Plan(tool, fleet, commit, concurrency, rollout, devices, known, enrollments, sums);
    }

    /** The same with what is known of enrollments. */
    public Plan with(EnrollmentPlan known) {
        return new Plan(tool, fleet, commit, concurrency, rollout, devices, identities, known, sums);
    }

    /** Devices that the deploy changes, or may change. */
    public long pending() {
        return devices.stream().filter(device -> device.action().isPending()).count();
    }

    /**
     * Whether a deploy changes identities at the hub. Those of devices that are out of reach wait for them; tags alone are
     * no change that anybody waits for.
     */
    private boolean identitiesPending() {
        return !identities.removed().isEmpty()
                || !enrollments.disabled().isEmpty()
                || devices.stream()
                        .filter(device -> device.action() != Action.UNREACHABLE)
                        .anyMatch(device ->
                                identities.changesAccess(device.device()) || enrollments.changes(device.device()));
    }

    /** Pending changes come before debts: a program that asks wants to know whether a deploy has something to do. */
    public ExitClass exitClass() {
        if (pending() > 0 || identitiesPending()) {
            return ExitClass.CHANGES_PENDING;
        }
        return count(Action.UNREACHABLE) > 0 ? ExitClass.DONE_WITH_DEBT : ExitClass.DONE;
    }

    /** The devices by id. */
    public Map<DeviceId, PlannedDevice> byId() {
        return devices.stream().collect(Collectors.toMap(PlannedDevice::device, Function.identity()));
    }

    /** Names of the waves, in their order. */
    public List<String> waves() {
        return rollout.path("waves")
                .valueStream()
                .map(wave -> wave.path("name").asString(""))
                .toList();
    }
}
