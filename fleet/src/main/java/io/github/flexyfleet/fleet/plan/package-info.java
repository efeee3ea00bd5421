/**
 * What a deploy would do, put down before it is done: {@link io.github.flexyfleet.fleet.plan.Planner} compares what is
 * wanted, what was applied last and what was observed; {@link io.github.flexyfleet.fleet.plan.PlanFile} writes that in one
 * form only, under a seal; {@link io.github.flexyfleet.fleet.plan.PlanCheck} says what moved since then.
 */
package io.github.flexyfleet.fleet.plan;
