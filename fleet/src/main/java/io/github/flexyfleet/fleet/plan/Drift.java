package io.github.flexyfleet.fleet.plan;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How what devices run compares with what the fleet file wants and with what was applied last. Pure. */
public final class Drift {
    private Drift() {}

    /** How a device stands. */
    public enum Standing {
        /** It runs what is wanted. */
        IN_STEP("in step"),
        /** It runs what was applied last, and the fleet file wants something else by now. */
        TO_DEPLOY("to be deployed"),
        /** It runs something that was not applied from here. */
        DRIFTED("drifted"),
        /** Nothing was applied to it yet. */
        NEW("new"),
        /** It could not be asked. */
        UNKNOWN("not known");

        private final String words;

        Standing(String words) {
            this.words = words;
        }

        /** In words. */
        public String words() {
            return words;
        }
    }

    /**
     * One device.
     *
     * @param planned what it runs, what is wanted, and what a deploy would change
     * @param applied digest of what was applied last; empty when the ledger does not know
     * @param standing how it stands
     */
    public record Row(PlannedDevice planned, Optional<Digest> applied, Standing standing) {}

    /**
     * Compares.
     *
     * @param plan what a deploy would do now
     * @param applied digest of what was applied to each device last
     */
    public static List<Row> of(Plan plan, Map<DeviceId, Digest> applied) {
        return plan.devices().stream()
                .map(device -> row(device, Optional.ofNullable(applied.get(device.device()))))
                .toList();
    }

    private static Row row(PlannedDevice device, Optional<Digest> applied) {
        return new Row(device, applied, standing(device, applied));
    }

    private static Standing standing(PlannedDevice device, Optional<Digest> applied) {
        Optional<Digest> actual = device.observed().digest();
        return switch (device.action()) {
            case NONE -> Standing.IN_STEP;
            case UNREACHABLE, UNKNOWN -> Standing.UNKNOWN;
            case INSTALL_RUNTIME -> applied.isEmpty() ? Standing.NEW : Standing.DRIFTED;
            case CONFIGURE, UPDATE_RUNTIME -> {
                if (actual.isEmpty()) {
                    yield applied.isEmpty() ? Standing.NEW : Standing.DRIFTED;
                }
                boolean ours = actual.equals(applied) || actual.get().equals(device.wanted());
                yield ours ? Standing.TO_DEPLOY : Standing.DRIFTED;
            }
        };
    }
}
