package io.github.flexyfleet.simulator.vm.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The classes that gateways have: the names of the public ones of {@code java} and {@code javax} (flexy-vm-classes.txt),
 * and the bytes of those that each VM defines for itself. One for all gateways of a world. Thread-safe.
 */
public final class DeviceClasses {
    /** Programs that are kept; a world rarely has more versions of a runtime than that. */
    private static final int PROGRAMS = 8;

    private final Set<String> names;
    private final boolean renews;
    private final Map<String, Optional<byte[]>> own = new ConcurrentHashMap<>();
    private final Map<String, GuestProgram> programs = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, GuestProgram> eldest) {
            return size() > PROGRAMS;
        }
    };

    private DeviceClasses(Set<String> names, boolean renews) {
        this.names = names;
        this.renews = renews;
    }

    /** The list that comes with the simulator, read anew; each VM defines all its classes anew. */
    public static DeviceClasses load() {
        return new DeviceClasses(names(), false);
    }

    /**
     * The same, but the classes of a VM that has ended serve a later one, which then starts many times faster. What the
     * program sees differs in two ways: its static initialisers run before its main method where they have run before,
     * and its class files count as loaded from the start.
     */
    public static DeviceClasses renewed() {
        return new DeviceClasses(names(), true);
    }

    private static Set<String> names() {
        try (InputStream in =
                DeviceClasses.class.getResourceAsStream("/io/github/flexyfleet/simulator/vm/device-classes.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether guest code may name this class; binary name with dots. */
    public boolean contains(String name) {
        return names.contains(name);
    }

    /** Bytes of a class of the simulator that each VM defines for itself; not to be changed. */
    Optional<byte[]> own(String name) {
        return own.computeIfAbsent(name, key -> renews ? read(key).map(Renewable::of) : read(key));
    }

    private static Optional<byte[]> read(String name) {
        try (InputStream in =
                DeviceClasses.class.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Classes for a VM that runs these jars.
     *
     * @param jars bytes of the jars, in class path order
     */
    public GuestClasses take(List<byte[]> jars) throws IOException {
        GuestProgram program = program(jars);
        GuestClasses ended = program.ended().poll();
        return ended != null ? ended : new GuestClasses(this, program);
    }

    /** Classes of a VM whose threads have all ended. */
    public void give(GuestClasses classes) {
        if (renews && classes.whole()) {
            classes.program().source().ended().push(classes);
        }
    }

    /** What these jars hold. */
    private GuestProgram program(List<byte[]> jars) throws IOException {
        String key = key(jars);
        synchronized (programs) {
            GuestProgram known = programs.get(key);
            if (known == null) {
                known = new GuestProgram(jars, renews);
                programs.put(key, known);
            }
            return known;
        }
    }

    private static String key(List<byte[]> jars) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            StringBuilder key = new StringBuilder();
            jars.forEach(jar -> key.append(HexFormat.of().formatHex(digest.digest(jar))));
            return key.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
