package gather;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** The runtime's classes, and what they have in common. */
final class Classes {
    static final String PACKAGE = "io/github/flexyfleet/runtime/";
    static final String MAIN = PACKAGE + "Main";
    static final String OBJECT = "java/lang/Object";

    private final Map<String, ClassNode> classes = new TreeMap<>();
    /** Methods that interfaces of ours declare, or that a class of ours has in common with one above it. */
    private final Set<String> virtual = new HashSet<>();

    static Classes read(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder.resolve(PACKAGE))) {
            files = all.filter(file -> file.toString().endsWith(".class")).toList();
        }
        Classes read = new Classes();
        for (Path file : files) {
            ClassNode node = new ClassNode();
            new ClassReader(Files.readAllBytes(file)).accept(node, 0);
            read.add(node);
        }
        read.findVirtual();
        return read;
    }

    void add(ClassNode node) {
        classes.put(node.name, node);
    }

    Collection<ClassNode> all() {
        return classes.values();
    }

    /** A class of ours, or null. */
    ClassNode get(String name) {
        return classes.get(name);
    }

    boolean isOurs(String name) {
        return classes.containsKey(name);
    }

    boolean isVirtual(MethodNode method) {
        return virtual.contains(method.name + method.desc);
    }

    private void findVirtual() {
        for (ClassNode node : classes.values()) {
            for (MethodNode method : node.methods) {
                boolean ofInterface = (node.access & Opcodes.ACC_INTERFACE) != 0;
                if (ofInterface || isInherited(node.superName, method)) {
                    virtual.add(method.name + method.desc);
                }
            }
        }
        for (String method : List.of("toString()Ljava/lang/String;", "hashCode()I", "equals(Ljava/lang/Object;)Z")) {
            virtual.add(method);
        }
    }

    private boolean isInherited(String above, MethodNode method) {
        for (ClassNode node = classes.get(above); node != null; node = classes.get(node.superName)) {
            if (find(node, method.name, method.desc) != null) {
                return true;
            }
        }
        return false;
    }

    static MethodNode find(ClassNode node, String name, String type) {
        for (MethodNode method : node.methods) {
            if (method.name.equals(name) && method.desc.equals(type)) {
                return method;
            }
        }
        return null;
    }

    void write(Path folder) throws IOException {
        for (ClassNode node : classes.values()) {
            ClassWriter writer = new ClassWriter(0);
            node.accept(writer);
            Files.createDirectories(folder.resolve(node.name).getParent());
            Files.write(folder.resolve(node.name + ".class"), writer.toByteArray());
        }
    }
}
