package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.compile.Digest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * A wave with just these configurations of just these devices. What was said of another configuration holds for another
 * key.
 *
 * @param wave its name
 * @param content digest over its devices and their wanted digests
 */
public record WaveKey(String wave, Digest content) {
    /** The key of a wave. */
    public static WaveKey of(WavePlan.Wave wave) {
        String lines = wave.targets().stream()
                .map(target -> target.device() + " " + target.digest().hex() + "\n")
                .sorted()
                .collect(Collectors.joining());
        return new WaveKey(wave.name(), Digest.of(lines.getBytes(StandardCharsets.UTF_8)));
    }
}
