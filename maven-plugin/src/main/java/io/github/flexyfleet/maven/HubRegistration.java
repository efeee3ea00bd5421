package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.identity.IdentityReport;
import io.github.flexyfleet.fleet.identity.WantedIdentity;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** Writes a fleet's identities to its hub, in bulk and under the fleet's lease; reaches no gateway. */
record HubRegistration(AbstractIdentitiesMojo goal, Log log, Set<DeviceId> adopted) {
    /** Fails for a fleet whose identities a Device Provisioning Service makes. */
    static void requireDirect(Fleet fleet) throws MojoFailureException {
        if (fleet.hub().provisioning().isPresent()) {
            ProblemCode code = ProblemCode.IDENTITIES_BY_DPS;
            throw new MojoFailureException(code.id() + " " + code.cause() + " " + code.mend());
        }
    }

    /**
     * What is to be done.
     *
     * @param register whether what is missing is registered
     * @param remove devices whose identities are removed
     * @param rotate devices that are to get another key with the next deploy
     */
    record Wish(boolean register, Set<DeviceId> remove, Set<DeviceId> rotate) {}

    /** Does what is wished, in this order. */
    void run(Fleet fleet, Wish wish)
            throws IOException, InterruptedException, MojoExecutionException, MojoFailureException {
        List<WantedIdentity> wanted = goal.wanted(fleet);
        try (LedgerStore store = goal.openLedger(fleet);
                Surroundings hub = surroundings(fleet)) {
            FleetEngine engine = new FleetEngine(hub.connections(), hub.release(), hub.settings(1), Pace.system())
                    .with(LedgerPlace.ledger(store, goal.commit()))
                    .adopting(adopted);
            if (wish.register()) {
                tell(engine.tending().register(fleet, wanted, StateFolder.firstKeys(hub.certificates())::find));
            }
            if (!wish.remove().isEmpty()) {
                tell(engine.tending().delete(fleet, wish.remove()));
            }
            if (!wish.rotate().isEmpty()) {
                tell(engine.tending().rotate(fleet, wish.rotate()));
                log.info("next: mvn flexy:deploy brings them the keys of the other slots");
            }
        } catch (DeviceProblemException e) {
            throw new MojoExecutionException(e.problem() + "; nothing was done", e);
        } catch (IotHubException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }

    private void tell(IdentityReport report) throws MojoFailureException {
        log.info(report.words());
        if (!report.failed().isEmpty()) {
            throw new MojoFailureException(
                    report.failed().size() + " identities were left as they are: " + report.failures());
        }
    }

    private Surroundings surroundings(Fleet fleet) throws IOException, MojoFailureException {
        return goal.rehearsal()
                ? RehearsalSurroundings.open(fleet, BundledRuntime.load(), goal.rehearsalFolder())
                : HubSurroundings.open(
                        fleet,
                        goal.credentials(),
                        SettingsProxy.of(goal.settings(), goal.decrypter()),
                        goal.stateFolder());
    }
}
