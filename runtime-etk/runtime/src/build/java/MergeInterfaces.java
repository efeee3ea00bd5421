import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A step of the build: an interface that one class of the runtime implements becomes that class. Such interfaces are
 * there for the tests' fakes, and each costs the jar a file, names and methods that can't move ({@code GatherCode}).
 * Argument: the folder of the classes.
 */
final class MergeInterfaces {
    private static final String PACKAGE = "io/github/flexyfleet/runtime/";

    private final Path folder;
    private final Map<String, ClassNode> classes = new TreeMap<>();

    private MergeInterfaces(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        MergeInterfaces merge = new MergeInterfaces(Path.of(args[0]));
        merge.read();
        merge.write(merge.soleImplementers());
    }

    private void read() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder.resolve(PACKAGE))) {
            files = all.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (Path file : files) {
            ClassNode node = new ClassNode();
            new ClassReader(Files.readAllBytes(file)).accept(node, 0);
            classes.put(node.name, node);
        }
    }

    /** Class by interface. */
    private Map<String, String> soleImplementers() {
        Map<String, List<ClassNode>> below = new TreeMap<>();
        for (ClassNode node : classes.values()) {
            for (String name : node.interfaces) {
                below.computeIfAbsent(name, any -> new ArrayList<>()).add(node);
            }
        }
        Map<String, String> sole = new TreeMap<>();
        below.forEach((name, nodes) -> {
            ClassNode first = nodes.get(0);
            boolean isClass = (first.access & (Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT)) == 0;
            if (classes.containsKey(name) && hasOnlyMethods(classes.get(name)) && nodes.size() == 1 && isClass) {
                sole.put(name, first.name);
            }
        });
        return sole;
    }

    private static boolean hasOnlyMethods(ClassNode node) {
        return node.fields.isEmpty() && node.interfaces.isEmpty();
    }

    private void write(Map<String, String> sole) throws IOException {
        for (ClassNode node : classes.values()) {
            Path file = folder.resolve(node.name + ".class");
            if (sole.containsKey(node.name)) {
                Files.delete(file);
                continue;
            }
            node.interfaces.removeAll(sole.keySet());
            for (MethodNode method : node.methods) {
                for (AbstractInsnNode code : method.instructions) {
                    if (code instanceof MethodInsnNode call && sole.containsKey(call.owner)) {
                        call.setOpcode(Opcodes.INVOKEVIRTUAL);
                        call.itf = false;
                    }
                }
            }
            ClassWriter writer = new ClassWriter(0);
            node.accept(new ClassRemapper(writer, new SimpleRemapper(Opcodes.ASM9, sole)));
            Files.write(file, writer.toByteArray());
        }
    }
}
