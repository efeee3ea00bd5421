import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A step of the build: takes the private constants out of class files, in place. The compiler has copied their values to
 * where they are used (JLS 13.1), so the fields only take room, 2 KB of the jar. Argument: the folder of the classes.
 */
final class DropConstants {
    private DropConstants() {}

    public static void main(String[] args) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of(args[0]))) {
            files = all.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (Path file : files) {
            Files.write(file, without(Files.readAllBytes(file)));
        }
    }

    private static byte[] without(byte[] classFile) {
        ClassWriter writer = new ClassWriter(0);
        Set<String> dropped = new HashSet<>();
        ClassVisitor filter = new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
                if (value != null && (access & Opcodes.ACC_PRIVATE) != 0) {
                    dropped.add(name);
                    return null;
                }
                return super.visitField(access, name, type, signature, value);
            }

            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String type, String signature, String[] exceptions) {
                return new MethodVisitor(
                        Opcodes.ASM9, super.visitMethod(access, name, type, signature, exceptions)) {
                    @Override
                    public void visitFieldInsn(int opcode, String owner, String field, String fieldType) {
                        if (opcode == Opcodes.GETSTATIC && dropped.contains(field)) {
                            throw new IllegalStateException(owner + "." + field + " is read at run time");
                        }
                        super.visitFieldInsn(opcode, owner, field, fieldType);
                    }
                };
            }
        };
        new ClassReader(classFile).accept(filter, 0);
        return writer.toByteArray();
    }
}
