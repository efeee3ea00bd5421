package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.ledger.Ledger;
import io.github.flexyfleet.fleet.ledger.LedgerException;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.ledger.RolloutRecord;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What goals share that reach gateways and hub: real ones, or those of the embedded rehearsal world. */
abstract class AbstractWorldMojo extends AbstractStateMojo {
    private static final int MOST_DEVICES = 64;
    private static final int USUAL_DEVICES = 8;

    /**
     * Devices worked on at the same time, 1 to 64. Left out, what the fleet file says (rollout.concurrency), else 8; it may
     * only lower what the fleet file says.
     */
    @Parameter(property = "flexy.concurrency")
    private Integer concurrency;

    /**
     * Devices whose identities at the hub somebody else made and that this fleet takes over, separated by commas; the same
     * as hub.adopt in the fleet file, for once.
     */
    @Parameter(property = "flexy.adopt")
    private List<String> adopt;

    /** Profile of a real gateway, written by flexy:probe, that the gateways of a rehearsal take after. */
    @Parameter(property = "flexy.profile")
    private File profile;

    private Ledger opened;

    @Override
    final void work(Fleet fleet)
            throws IOException, InterruptedException, MojoExecutionException, MojoFailureException {
        int devices = concurrency(fleet);
        if (devices < 1 || devices > MOST_DEVICES) {
            throw new MojoFailureException("flexy.concurrency is " + devices + "; nothing was done. Give 1 to "
                    + MOST_DEVICES + ", or leave it out for 8");
        }
        try (LedgerStore store = openLedger(fleet)) {
            Ledger ledger = LedgerPlace.ledger(store, commit());
            opened = ledger;
            if (resumes() && !isUnfinished(ledger)) {
                getLog().info("nothing to resume: the ledger has no rollout that is unfinished");
                return;
            }
            work(fleet, (resumes() ? ledger.resuming() : ledger).acknowledging(acknowledged()));
        } catch (LedgerException e) {
            throw new MojoExecutionException(AbstractLedgerMojo.words(e) + "; nothing was done", e);
        }
    }

    /** What the ledger tells of a rollout that was stopped, if it can be asked. */
    final Optional<RolloutRecord> recorded(RolloutResult result) {
        try {
            return result.stopped().isPresent() ? opened.lastRollout() : Optional.empty();
        } catch (LedgerException e) {
            getLog().warn(AbstractLedgerMojo.words(e));
            return Optional.empty();
        }
    }

    private static boolean isUnfinished(Ledger ledger) throws LedgerException {
        return ledger.lastRollout()
                .filter(record -> record.state() != RolloutRecord.State.ENDED)
                .isPresent();
    }

    @SuppressWarnings("try") // signals are heard, not used
    private void work(Fleet fleet, Ledger ledger)
            throws IOException, InterruptedException, MojoExecutionException, MojoFailureException {
        try (Surroundings surroundings = surroundings(fleet, BundledRuntime.load())) {
            SharedKeys.Result keys = onlyLooks() ? surroundings.knownKeys() : surroundings.keys();
            report(keys.findings(), "in the keys of devices; nothing was done");
            FleetTargets targets = onlyLooks()
                    ? StateFolder.known(fleet, surroundings, keys.keys())
                    : StateFolder.targets(fleet, surroundings, keys.keys());
            FleetEngine engine = wish(fleet).engine(fleet, surroundings, ledger, getLog());
            try (StopSignals signals = StopSignals.stopping(engine, getLog())) {
                work(fleet, targets, engine, surroundings);
            }
        } catch (DeviceProblemException e) {
            throw new MojoExecutionException(e.problem() + "; nothing was done", e);
        }
    }

    private EngineWish wish(Fleet fleet) throws MojoFailureException {
        return new EngineWish(
                concurrency(fleet), readsMessages(), exchangesRoots(), patience(), AdoptedNames.read(adopt), runners());
    }

    /** Whether roots may be exchanged without a time in which both are trusted. */
    boolean exchangesRoots() {
        return false;
    }

    /** Whether messages at the hub are wanted as evidence. */
    boolean readsMessages() {
        return false;
    }

    /** Whether devices are compared with the certificates and keys that there are, and none is made or renewed. */
    boolean onlyLooks() {
        return false;
    }

    /** Whether there is nothing to do without a login at the hub. */
    boolean needsHub() {
        return true;
    }

    /** The goal's own work in its surroundings. */
    abstract void work(Fleet fleet, FleetTargets targets, FleetEngine engine, Surroundings surroundings)
            throws IOException, InterruptedException, DeviceProblemException, MojoFailureException;

    /** Whether a rollout that was begun is to be gone on with, and none to be begun. */
    boolean resumes() {
        return false;
    }

    /** Devices of which the user knows that they went wrong. */
    Set<DeviceId> acknowledged() throws MojoFailureException {
        return Set.of();
    }

    /** How long the goal's rollout waits for approvals and windows. */
    Duration patience() throws MojoFailureException {
        return Duration.ZERO;
    }

    /** What several runners of one rollout call it. */
    Optional<String> runners() throws MojoFailureException {
        return Optional.empty();
    }

    /** Devices worked on at the same time. */
    final int concurrency(Fleet fleet) {
        return concurrency == null ? fleet.rollout().sideBySide().concurrency().orElse(USUAL_DEVICES) : concurrency;
    }

    private Surroundings surroundings(Fleet fleet, BundledRuntime runtime) throws IOException, MojoFailureException {
        if (rehearsal()) {
            return RehearsalSurroundings.open(fleet, runtime, RehearsalProfile.of(profile), rehearsalFolder());
        }
        return RealSurroundings.open(
                fleet, runtime, credentials(), SettingsProxy.of(settings(), decrypter()), stateFolder(), needsHub());
    }
}
