package io.github.flexyfleet.fleet.budget;

import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.model.Device;

/** Where the causes of a budget's findings stand. Asked only when there is a finding. */
public interface BudgetPlaces {
    /** The hub's tier. */
    Span hubTier();

    /** The Talk2M account. */
    Span talk2m();

    /** The push periods of a device's tag group, in the layer nearest to the device. */
    Span push(Device device, String tagGroup);
}
