package io.github.flexyfleet.simulator.vm.load;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import org.objectweb.asm.ClassReader;

/** What the jars of a class path hold, rewritten where it is asked for; shared by all VMs that run it. Thread-safe. */
final class GuestProgram {
    private final Map<String, byte[]> entries = new HashMap<>();
    private final Map<String, byte[]> rewritten = new ConcurrentHashMap<>();
    private final GuestTransformer transformer = new GuestTransformer(this::thread);
    private final Optional<Manifest> manifest;

    /**
     * Reads the jars.
     *
     * @param jars bytes of the jars, in class path order
     */
    GuestProgram(List<byte[]> jars) throws IOException {
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
