package io.github.flexyfleet.fleet.plan;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.ReportedState;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.talk2m.RuntimeState;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.util.Optional;

/**
 * What a device runs, and by which means that is known.
 *
 * @param by by which means
 * @param seen what it runs; empty when no runtime answers, or nothing is known
 * @param problem why nothing is known, or that no runtime answers
 */
public record Observation(Means by, Optional<Seen> seen, Optional<ProblemCode> problem) {
    /** By which means something is known. */
    public enum Means {
        /** The device's twin at the hub, which costs no Talk2M call. */
        TWIN("twin"),
        /** The device itself was asked. */
        STATUS("status"),
        /** Nothing is known. */
        UNKNOWN("unknown");

        private final String word;

        Means(String word) {
            this.word = word;
        }

        /** The word in plans. */
        public String word() {
            return word;
        }
    }

    /**
     * What runs.
     *
     * @param state whether a bundle is confirmed, on trial or missing
     * @param digest of the bundle in use
     * @param runtime version of the runtime; a runtime that is itself on trial says so
     * @param certificate with which the device connects; empty with a shared key, or without a bundle
     */
    public record Seen(
            RuntimeState state, Optional<Digest> digest, String runtime, Optional<Fingerprint> certificate) {}

    /** Nothing is known. */
    public static final Observation NOTHING = new Observation(Means.UNKNOWN, Optional.empty(), Optional.empty());

    /**
     * What a twin says, for a device of whose rollouts nothing is known; empty when it does not suffice: a trial ends by
     * itself within minutes, and what is in a twin may be minutes old.
     */
    public static Optional<Observation> of(ReportedState reported) {
        return of(reported, Optional.empty());
    }

    /**
     * What a twin says; empty when it does not suffice: a trial ends by itself within minutes, and a twin that does not
     * know of the last rollout is old, or the device has drifted.
     *
     * @param last what was applied last by the ledger; a trial of it was confirmed, which the twin does not know yet
     */
    public static Optional<Observation> of(ReportedState reported, Optional<Digest> last) {
        return switch (reported.state()) {
            case "confirmed" ->
                reported.running()
                        .filter(running -> reported.confirmed().equals(Optional.of(running)))
                        .filter(running -> last.isEmpty() || last.get().equals(running))
                        .map(running -> twin(RuntimeState.CONFIRMED, Optional.of(running), reported));
            case "trial" ->
                reported.running()
                        .filter(running -> last.equals(Optional.of(running)))
                        .map(running -> twin(RuntimeState.CONFIRMED, Optional.of(running), reported));
            case "empty" ->
                Optional.of(twin(RuntimeState.EMPTY, Optional.empty(), reported))
                        .filter(seen -> last.isEmpty());
            default -> Optional.empty();
        };
    }

    private static Observation twin(RuntimeState state, Optional<Digest> digest, ReportedState reported) {
        return new Observation(
                Means.TWIN,
                Optional.of(new Seen(state, digest, reported.runtime(), reported.certificate())),
                Optional.empty());
    }

    /** What the device said when it was asked. */
    public static Observation of(DeviceState state) {
        Optional<ProblemCode> problem = state.problem().map(DeviceProblem::code);
        if (state.status().isPresent()) {
            return new Observation(Means.STATUS, state.status().map(Observation::seen), Optional.empty());
        }
        boolean asked = problem.equals(Optional.of(ProblemCode.RUNTIME_SILENT));
        return new Observation(asked ? Means.STATUS : Means.UNKNOWN, Optional.empty(), problem);
    }

    private static Seen seen(RuntimeStatus status) {
        return new Seen(
                status.bundles().state(),
                status.bundles().running().map(Digest::new),
                status.program().version() + (status.program().trialEnds().isPresent() ? " (on trial)" : ""),
                status.certificate().fingerprint());
    }

    /** Digest of what runs. */
    public Optional<Digest> digest() {
        return seen.flatMap(Seen::digest);
    }
}
