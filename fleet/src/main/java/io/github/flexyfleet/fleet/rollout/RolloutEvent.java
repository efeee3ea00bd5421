package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.model.CallLimit;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** What a rollout tells while it works. Events of one device come in order; devices are interleaved. */
public sealed interface RolloutEvent {

    /** The rollout starts. */
    record Started(int devices, int waves) implements RolloutEvent {}

    /**
     * What a Talk2M account has left before the rollout.
     *
     * @param account what the fleet file calls it
     * @param devices that are reached through it
     * @param left calls left today; empty when that cannot be read
     * @param limit what there is in a day
     */
    record CallsLeft(String account, int devices, OptionalLong left, CallLimit limit) implements RolloutEvent {}

    /** A wave begins; not told when there is only one. */
    record WaveStarted(int number, String name, int devices) implements RolloutEvent {}

    /** A wave may begin, because somebody has approved it. */
    record WaveApproved(int number, String name, String by) implements RolloutEvent {}

    /** A wave is confirmed and left to itself for a while. */
    record Soaking(int number, String name, Duration soak) implements RolloutEvent {}

    /**
     * What a wave has to show is looked at.
     *
     * @param devices that have to show it
     * @param longest how long that may take
     */
    record GatesHeld(int number, String name, int devices, Duration longest) implements RolloutEvent {}

    /**
     * A gate is done with a device.
     *
     * @param wave number of its wave
     * @param words what was seen
     * @param dryRun whether it stops nothing
     */
    record GateJudged(int wave, DeviceId device, Verdict verdict, String words, boolean dryRun)
            implements RolloutEvent {}

    /**
     * Nothing is done for a while.
     *
     * @param reason why
     * @param until when that ends at the latest, as far as it is known
     */
    record Waiting(String reason, Optional<Instant> until) implements RolloutEvent {}

    /** A device reached a stage. */
    record StageReached(DeviceId device, Stage stage) implements RolloutEvent {}

    /**
     * What became of the hub's identities beside the devices that were worked on.
     *
     * @param words for people
     * @param trouble whether something of it is to be looked at
     */
    record IdentitiesTended(String words, boolean trouble) implements RolloutEvent {}

    /** A device is finished. */
    record DeviceFinished(DeviceResult result) implements RolloutEvent {}

    /**
     * No further device is started.
     *
     * @param reason in words
     * @param cause what kind of reason it is
     */
    record Stopped(String reason, StopCause cause) implements RolloutEvent {
        /** What was seen of the devices stops the rollout. */
        public Stopped(String reason) {
            this(reason, StopCause.JUDGEMENT);
        }
    }
}
