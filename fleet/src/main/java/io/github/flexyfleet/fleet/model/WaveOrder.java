package io.github.flexyfleet.fleet.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Which devices a wave takes that takes only some: as good as by chance, so that they are not all of one site, and the
 * same ones in each run, on each machine.
 */
final class WaveOrder {
    private final String seed;

    WaveOrder(String seed) {
        this.seed = seed;
    }

    /** So many of the devices, in the order in which they were given. */
    List<DeviceId> first(List<DeviceId> devices, int count) {
        Set<DeviceId> chosen = new HashSet<>(devices.stream()
                .map(device -> new Ranked(device, rank(device)))
                .sorted(Comparator.comparing(Ranked::rank))
                .limit(count)
                .map(Ranked::device)
                .toList());
        return devices.stream().filter(chosen::contains).toList();
    }

    private record Ranked(DeviceId device, String rank) {}

    private String rank(DeviceId device) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((seed + "\n" + device.value()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
