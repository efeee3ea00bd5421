package io.github.flexyfleet.simulator.vm.load;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import org.objectweb.asm.ClassReader;

/** What the jars of a class path hold, rewritten where it is asked for; shared by all VMs that run it. Thread-safe. */
final class GuestProgram {
    private final Map<String, byte[]> entries = new HashMap<>();
    private final Map<String, byte[]> rewritten = new ConcurrentHashMap<>();
    private final Deque<GuestClasses> ended = new ConcurrentLinkedDeque<>();
    private final GuestTransformer transformer;
    private final Optional<Manifest> manifest;

    /**
     * Reads the jars.
     *
     * @param jars bytes of the jars, in class path order
     * @param renews whether static fields can be made new again
     */
    GuestProgram(List<byte[]> jars, boolean renews) throws IOException {
        transformer = new GuestTransformer(this::thread, renews);
        Manifest first = null;
        for (byte[] jar : jars) {
            try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar))) {
                if (first == null) {
                    first = in.getManifest();
                }
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    if (!entry.isDirectory()) {
                        entries.putIfAbsent(entry.getName(), in.readAllBytes());
                    }
                }
            }
        }
        manifest = Optional.ofNullable(first);
    }

    /** Classes of VMs that have ended, the last one first: its code is the warmest. */
    Deque<GuestClasses> ended() {
        return ended;
    }

    /** The manifest of the first jar that has one. */
    Optional<Manifest> manifest() {
        return manifest;
    }

    /** A file of the jars as it is, not to be changed; null when there is none. */
    byte[] entry(String name) {
        return entries.get(name);
    }

    /** Size of a class file in the jars, bytes. */
    int size(String className) {
        return entries.get(file(className)).length;
    }

    /**
     * A class as a VM defines it, not to be changed; null when there is none.
     *
     * @throws UnsupportedClassVersionError above version 48.0
     */
    byte[] rewritten(String className) {
        byte[] classFile = entries.get(file(className));
        return classFile == null
                ? null
                : rewritten.computeIfAbsent(className, name -> transformer.transform(name, classFile));
    }

    private static String file(String className) {
        return className.replace('.', '/') + ".class";
    }

    private boolean thread(String internalName) {
        String name = internalName;
        while (!name.equals("java/lang/Thread")) {
            byte[] bytes = entries.get(name + ".class");
            if (bytes == null) {
                return false;
            }
            name = new ClassReader(bytes).getSuperName();
        }
        return true;
    }
}
