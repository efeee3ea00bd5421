package io.github.flexyfleet.fleet.budget;

import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.Talk2mSettings;

/** Where the causes of a budget's findings stand. */
record BudgetPlaces(Fleet fleet) {
    /** The hub's tier. */
    Span hubTier() {
        return at("hub", "tier");
    }

    /** A Talk2M account. */
    Span account(Talk2mSettings account) {
        return fleet.origins().placeOfAccount(account.name()).orElseGet(() -> at("talk2m", "account"));
    }

    /** The push periods of a device's tag group, in the layer nearest to the device. */
    Span push(Device device, String tagGroup) {
        return fleet.origins().placeOfPush(device, tagGroup).orElse(device.span());
    }

    private Span at(String map, String key) {
        return fleet.origins().placeOf(map, key).orElse(fleet.origins().listOfDevices());
    }
}
