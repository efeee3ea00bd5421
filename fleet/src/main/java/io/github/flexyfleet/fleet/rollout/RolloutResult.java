package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.AccountFigures;
import io.github.flexyfleet.fleet.gateway.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a rollout did.
 *
 * @param fleet name of the fleet
 * @param started when it began
 * @param finished when it ended
 * @param waves names of the waves, in their order
 * @param devices one result a device, in the order of the fleet file
 * @param accountCalls Talk2M calls that belong to no single device
 * @param stopped why no further device was started, when that happened
 * @param waits for what the rollout waits, when it ended in good order before its end
 * @param debts what the next run has to do, and since when
 * @param accounts figures of each Talk2M account
 */
public record RolloutResult(
        String fleet,
        Instant started,
        Instant finished,
        List<String> waves,
        List<DeviceResult> devices,
        int accountCalls,
        Optional<String> stopped,
        Optional<String> waits,
        Debts debts,
        List<AccountFigures> accounts) {
    /** Of a rollout that waits for nobody, and whose debts nobody keeps. */
    public RolloutResult(
            String fleet,
            Instant started,
            Instant finished,
            List<String> waves,
            List<DeviceResult> devices,
            int accountCalls,
            Optional<String> stopped,
            List<AccountFigures> accounts) {
        this(fleet, started, finished, waves, devices, accountCalls, stopped, Optional.empty(), Debts.NONE, accounts);
    }

    /** Copies the lists. */
    public RolloutResult {
        waves = List.copyOf(waves);
        devices = List.copyOf(devices);
        accounts = List.copyOf(accounts);
    }

    /** Whether every device ran the wanted digest before. */
    public boolean nothingToDo() {
        return devices.stream().allMatch(device -> device.outcome() == Outcome.UNCHANGED);
    }

    /** Whether every device runs the wanted digest now. */
    public boolean done() {
        return devices.stream().allMatch(device -> device.outcome().done());
    }

    /**
     * Whether nothing went wrong: every device runs the wanted digest or is a debt, which the next run pays; or the
     * rollout ended in good order and waits. A debt that is overdue is a failure; when no device can be reached, it is more likely the way to them that is
     * broken.
     */
    public boolean settled() {
        boolean inGoodOrder = waits.isPresent() && stopped.isEmpty();
        boolean noFailure = devices.stream()
                .allMatch(device -> device.outcome().done()
                        || device.outcome().debt()
                        || (inGoodOrder && device.outcome() == Outcome.NOT_STARTED));
        return noFailure
                && debts.settled()
                && (count(Outcome.UNREACHABLE) == 0 || count(Outcome.UNREACHABLE) < devices.size());
    }

    /** How it ended, for programs. A rollout that was stopped is halted, whatever became of the devices before. */
    public ExitClass exitClass() {
        if (done()) {
            return ExitClass.DONE;
        }
        if (stopped.isPresent()) {
            return ExitClass.HALTED;
        }
        if (!settled()) {
            return ExitClass.ERROR;
        }
        return waits.isPresent() ? ExitClass.CHANGES_PENDING : ExitClass.DONE_WITH_DEBT;
    }

    /** A device's wave for people; just its number when there is only one. */
    public String wave(DeviceResult device) {
        return waves.size() < 2 ? Integer.toString(device.wave()) : device.wave() + " " + waves.get(device.wave() - 1);
    }

    /** Devices with this outcome. */
    public long count(Outcome outcome) {
        return devices.stream().filter(device -> device.outcome() == outcome).count();
    }

    /** All Talk2M calls spent. */
    public int calls() {
        return accountCalls + devices.stream().mapToInt(DeviceResult::calls).sum();
    }
}
