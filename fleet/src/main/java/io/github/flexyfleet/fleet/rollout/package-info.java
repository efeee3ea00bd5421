/**
 * Takes devices to the digest that the fleet file wants and confirms it on evidence.
 *
 * <p>{@link io.github.flexyfleet.fleet.rollout.Rollout} runs many {@link
 * io.github.flexyfleet.fleet.rollout.DeviceRollout}s side by side; the world is reached through three ports, {@link
 * io.github.flexyfleet.fleet.gateway.DeviceLink}, {@link io.github.flexyfleet.fleet.rollout.HubIdentities} and {@link
 * io.github.flexyfleet.fleet.hub.EventFeed}.
 */
package io.github.flexyfleet.fleet.rollout;
