package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.budget.Budget;
import io.github.flexyfleet.fleet.budget.BudgetAssumptions;
import io.github.flexyfleet.fleet.budget.BudgetCalculator;
import io.github.flexyfleet.fleet.budget.Resource;
import io.github.flexyfleet.fleet.doctor.CallsLeft;
import io.github.flexyfleet.fleet.doctor.DeviceSide;
import io.github.flexyfleet.fleet.doctor.Doctor;
import io.github.flexyfleet.fleet.doctor.HubSettingsLook;
import io.github.flexyfleet.fleet.doctor.HubSettingsWanted;
import io.github.flexyfleet.fleet.doctor.HubSide;
import io.github.flexyfleet.fleet.doctor.MessageSide;
import io.github.flexyfleet.fleet.engine.AccountAccess;
import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.gateway.CallBudget;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.LogLine;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.hub.HubChain;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A doctor that asks through the engine, as the other goals do. */
final class EngineDoctor {
    /** A flush is answered within seconds; where there is none, a message comes by itself, every minute as a rule. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int LOG_LINES = 20;

    private EngineDoctor() {}

    /**
     * Ready to look.
     *
     * @param patience how long a message may take
     */
    static Doctor of(Fleet fleet, FleetEngine engine, Surroundings surroundings, Duration patience, Pace pace) {
        Connections connections = surroundings.connections();
        HubReading reading = surroundings.reading();
        return new Doctor(
                new Doctor.Sides(
                        devices(engine),
                        HubSide.of(
                                connections.registry(),
                                () -> HubChain.of(fleet.hub().host(), reading.network())),
                        reading.isPossible() ? reading::open : MessageSide.none(),
                        connections.accounts().stream()
                                .map(account -> calls(account, pace))
                                .toList(),
                        HubSettingsLook.of(surroundings.resources(), wanted(fleet))),
                new Doctor.Settings(
                        surroundings.release().version(),
                        fleet.hub().tier(),
                        fleet.hub().tier().twins(),
                        patience,
                        StateFolder.store(surroundings.certificates(), surroundings.custody())::keeps),
                pace);
    }

    /** With the assumptions of a budget that nobody has given better ones. */
    static HubSettingsWanted wanted(Fleet fleet) {
        Budget budget = BudgetCalculator.of(fleet, BudgetAssumptions.defaults(), 0);
        return budget.rows().stream()
                .filter(row -> row.resource() == Resource.HUB_QUOTA)
                .findFirst()
                .map(row -> new HubSettingsWanted(fleet.hub(), row.assumed(), row.worst()))
                .orElseThrow();
    }

    /** Asks devices through an engine. */
    static DeviceSide devices(FleetEngine engine) {
        return new DeviceSide() {
            @Override
            public List<DeviceState> status(List<DeviceTarget> targets)
                    throws DeviceProblemException, InterruptedException {
                return engine.status(targets);
            }

            @Override
            public List<LogLine> logs(DeviceTarget target) throws DeviceProblemException, InterruptedException {
                return engine.rights(target, LOG_LINES);
            }
        };
    }

    /** The calls that an account has. */
    static CallsLeft calls(AccountAccess access, Pace pace) {
        CallBudget budget = new CallBudget(access.name(), access.ledger(), access.calls(), pace::now);
        return new CallsLeft() {
            @Override
            public String account() {
                return access.name();
            }

            @Override
            public long left() throws IOException {
                return budget.left();
            }

            @Override
            public long kept() {
                return access.calls().kept();
            }
        };
    }
}
