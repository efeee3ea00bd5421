package io.github.flexyfleet.simulator.flexy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * The real runtime as a jar of any version, sound or with a main that fails.
 *
 * @param version the version that it says it has
 * @param content the jar
 */
@SuppressWarnings("ArrayRecordComponent") // of one test, which does not change it
public record RuntimeJar(String version, byte[] content) {
    private static final String MAIN = "io/github/flexyfleet/runtime/Main";
    private static final String STARTER = "io/github/flexyfleet/start/Start_";

    /** What main does. */
    public enum Main {
        RUNS,
        THROWS,
        ENDS,
        HANGS
    }

    public static RuntimeJar of(String version, Main main) {
        Map<String, byte[]> classes = classes();
        String starter = classes.keySet().stream()
                .filter(name -> name.startsWith(STARTER))
                .findFirst()
                .orElseThrow()
                .replace(".class", "");
        String suffix = starter.substring(STARTER.length());
        String newStarter = STARTER + version.replaceAll("[^A-Za-z0-9]", "_");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : classes.entrySet()) {
                String name = file.getKey().replace(starter, newStarter);
                byte[] changed = changed(file.getValue(), starter, newStarter, suffix, version);
                jar.putNextEntry(new JarEntry(name));
                jar.write(name.equals(MAIN + ".class") && main != Main.RUNS ? failing(changed, main) : changed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RuntimeJar(version, bytes.toByteArray());
    }

    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public String name() {
        return "flexyfleet-" + version + "-" + sha256().substring(0, 8) + ".jar";
    }

    public String autorun() {
        return "-heapsize 25M -classpath /usr/" + name() + " -emain io.github.flexyfleet.runtime.Main\n";
    }

    private static Map<String, byte[]> classes() {
        try {
            Path place = Path.of(Class.forName(MAIN.replace('/', '.'))
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Map<String, byte[]> found = new TreeMap<>();
            if (Files.isDirectory(place)) {
                try (Stream<Path> files = Files.walk(place)) {
                    for (Path file : (Iterable<Path>)
                            files.filter(each -> each.toString().endsWith(".class"))::iterator) {
                        found.put(place.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                    }
                }
                return found;
            }
            try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(Files.readAllBytes(place)))) {
                for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                    found.put(entry.getName(), jar.readAllBytes());
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] changed(byte[] file, String starter, String newStarter, String suffix, String version) {
        ClassWriter writer = new ClassWriter(0);
        Remapper names = new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String name) {
                return name.equals(starter) ? newStarter : name;
            }

            @Override
            public Object mapValue(Object value) {
                if (starter.replace('/', '.').equals(value)) {
                    return newStarter.replace('/', '.');
                }
                boolean isVersion = value instanceof String text
                        && text.contains(".")
                        && text.replaceAll("[^A-Za-z0-9]", "_").equals(suffix);
                return isVersion ? version : super.mapValue(value);
            }
        };
        new ClassReader(file).accept(new ClassRemapper(Opcodes.ASM9, writer, names) {}, 0);
        return writer.toByteArray();
    }

    private static byte[] failing(byte[] file, Main how) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(file)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                MethodVisitor method = super.visitMethod(access, name, descriptor, signature, thrown);
                                if (!name.equals("main")) {
                                    return method;
                                }
                                method.visitCode();
                                write(method, how);
                                method.visitMaxs(4, 1);
                                method.visitEnd();
                                return null;
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    private static void write(MethodVisitor method, Main how) {
        switch (how) {
            case RUNS, ENDS -> method.visitInsn(Opcodes.RETURN);
            case THROWS -> {
                method.visitTypeInsn(Opcodes.NEW, "java/lang/IllegalStateException");
                method.visitInsn(Opcodes.DUP);
                method.visitMethodInsn(
                        Opcodes.INVOKESPECIAL, "java/lang/IllegalStateException", "<init>", "()V", false);
                method.visitInsn(Opcodes.ATHROW);
            }
            case HANGS -> {
                org.objectweb.asm.Label again = new org.objectweb.asm.Label();
                method.visitLabel(again);
                method.visitLdcInsn(1000L);
                method.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Thread", "sleep", "(J)V", false);
                method.visitJumpInsn(Opcodes.GOTO, again);
            }
        }
    }
}
