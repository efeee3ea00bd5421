package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.util.Optional;

/** Pass phrases of the keystores of devices. Thread-safe. */
@FunctionalInterface
public interface PassPhrases {
    /** None is known: keystores are neither made nor opened. */
    PassPhrases NONE = device -> Optional.empty();

    /** The pass phrase of a device's keystores; empty when there is none. */
    Optional<Secret> of(DeviceId device);

    /** Where a missing one is to be given, in words for people. */
    default String mend(DeviceId device) {
        return "Give it, or write custody: files";
    }
}
