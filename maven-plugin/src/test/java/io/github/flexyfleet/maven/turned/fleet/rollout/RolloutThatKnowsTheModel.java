package io.github.flexyfleet.maven.turned.fleet.rollout;

import io.github.flexyfleet.maven.turned.fleet.model.ModelThatKnowsTheRollout;
import io.github.flexyfleet.maven.turned.maven.Frontend;

/** Planted: closes a cycle, and knows the frontend. */
public record RolloutThatKnowsTheModel(ModelThatKnowsTheRollout model, Frontend frontend) {}
