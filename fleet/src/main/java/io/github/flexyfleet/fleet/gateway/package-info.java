/**
 * One gateway as a rollout reaches it: through the Talk2M account's budget of calls, to the runtime's forms, or by BASIC
 * and web forms where no runtime answers yet.
 *
 * <p>{@link io.github.flexyfleet.fleet.gateway.DeviceLink} is what the rest of the engine sees; {@link
 * io.github.flexyfleet.fleet.gateway.Talk2mLinks} opens them. A runtime is brought there, tried, kept, replaced and taken
 * off here; whatever goes wrong is a {@link io.github.flexyfleet.fleet.gateway.DeviceProblem} with its mend.
 */
package io.github.flexyfleet.fleet.gateway;
