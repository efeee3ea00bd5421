package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.model.FailureClass;
import java.util.List;
import java.util.Optional;

/** Says whether what was seen of a wave is enough to begin the next one. */
final class WaveGate {
    private WaveGate() {}

    /**
     * Why the next wave must not begin. A first wave is there to find out: a single device of it that goes wrong is
     * enough. A wave that shows nothing, being out of reach, opens no gate either.
     */
    static Optional<String> closedBy(int number, String name, List<DeviceResult> ended) {
        String wave = "wave " + number + " (" + name + "): ";
        long wrong = ended.stream()
                .filter(device ->
                        device.failureClass().filter(FailureClass.ANY::covers).isPresent())
                .count();
        if (number == 1 && wrong > 0) {
            return Optional.of(wave + wrong + " of " + ended.size() + (ended.size() == 1 ? " device" : " devices")
                    + " went wrong, and in the first wave none may");
        }
        if (ended.stream().noneMatch(device -> device.outcome().done())) {
            return Optional.of(
                    wave + "no device of it runs the wanted configuration, so nothing shows that it is right");
        }
        return Optional.empty();
    }

    /** For what a wave waits that has not gone wrong, but in which no device might begin now. */
    static Optional<String> waitsFor(int number, String name, List<DeviceResult> ended) {
        boolean wrong = ended.stream()
                .anyMatch(device ->
                        device.failureClass().filter(FailureClass.ANY::covers).isPresent());
        Optional<DeviceResult> deferred = ended.stream()
                .filter(device -> device.outcome() == Outcome.DEFERRED)
                .findFirst();
        return wrong || deferred.isEmpty()
                ? Optional.empty()
                : Optional.of("wave " + number + " (" + name + "): no device of it may begin now; "
                        + deferred.get().target().device()
                        + deferred.get()
                                .problem()
                                .map(problem -> ": " + problem.what())
                                .orElse(""));
    }
}
