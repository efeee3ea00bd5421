package io.github.flexyfleet.maven.turned.simulator;

import io.github.flexyfleet.maven.turned.fleet.rollout.RolloutThatKnowsTheModel;

/** Planted: a simulator that knows the engine. */
public record KindSimulator(RolloutThatKnowsTheModel rollout) {}
