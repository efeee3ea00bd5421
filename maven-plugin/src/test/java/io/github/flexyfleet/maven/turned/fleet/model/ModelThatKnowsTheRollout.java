package io.github.flexyfleet.maven.turned.fleet.model;

import io.github.flexyfleet.maven.turned.fleet.rollout.RolloutThatKnowsTheModel;

/** Planted: an arrow that points back. */
public record ModelThatKnowsTheRollout(RolloutThatKnowsTheModel rollout) {}
