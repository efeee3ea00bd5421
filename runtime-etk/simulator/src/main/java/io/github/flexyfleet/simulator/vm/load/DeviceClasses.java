package io.github.flexyfleet.simulator.vm.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** The public classes of {@code java} and {@code javax} that a gateway has (flexy-vm-classes.txt). */
public final class DeviceClasses {
    private final Set<String> names;

    private DeviceClasses(Set<String> names) {
        this.names = names;
    }

    /** The list that comes with the simulator; hundreds of gateways share it. */
    public static DeviceClasses load() {
        return Listed.ALL;
    }

    /** Read once, when it is first asked for. */
    private static final class Listed {
        private static final DeviceClasses ALL = read();
    }

    private static DeviceClasses read() {
        try (InputStream in =
                DeviceClasses.class.getResourceAsStream("/io/github/flexyfleet/simulator/vm/device-classes.txt")) {
            return new DeviceClasses(new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .collect(Collectors.toUnmodifiableSet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether guest code may name this class; binary name with dots. */
    public boolean contains(String name) {
        return names.contains(name);
    }
}
