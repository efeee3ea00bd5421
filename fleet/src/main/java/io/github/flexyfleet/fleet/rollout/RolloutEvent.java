package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.model.DeviceId;

/** What a rollout tells while it works. Events of one device come in order; devices are interleaved. */
public sealed interface RolloutEvent {

    /** The rollout starts. */
    record Started(int devices, int waves) implements RolloutEvent {}

    /** A device reached a stage. */
    record StageReached(DeviceId device, Stage stage) implements RolloutEvent {}

    /** A device is finished. */
    record DeviceFinished(DeviceResult result) implements RolloutEvent {}

    /** No further device is started. */
    record Stopped(String reason) implements RolloutEvent {}
}
