package io.github.flexyfleet.simulator.flexy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What a class shows to those who compile against it or extend it, a line a member, read from its class file. */
final class EtkSignatures extends ClassVisitor {
    private static final int SHOWN = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED;

    /** Whether a method is native or locks says nothing to a caller. */
    private static final int COMPARED =
            SHOWN | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE;

    private final Set<String> lines = new TreeSet<>();
    private String name = "";
    private boolean shown;

    private EtkSignatures() {
        super(Opcodes.ASM9);
    }

    static Set<String> of(byte[] classFile) {
        EtkSignatures signatures = new EtkSignatures();
        new ClassReader(classFile)
                .accept(signatures, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return signatures.shown ? signatures.lines : Set.of();
    }

    @Override
    public void visit(int version, int access, String type, String signature, String parent, String[] interfaces) {
        name = type.substring(type.lastIndexOf('/') + 1);
        shown = (access & SHOWN) != 0;
        lines.add(name + ": " + words(access) + "extends " + parent + " implements "
                + String.join(", ", new TreeSet<>(List.of(interfaces))));
    }

    @Override
    public FieldVisitor visitField(int access, String field, String type, String signature, Object value) {
        if ((access & SHOWN) != 0) {
            lines.add(name + ": " + words(access) + Type.getType(type).getClassName() + " " + field
                    + (value == null ? "" : " = " + value));
        }
        return null;
    }

    @Override
    public MethodVisitor visitMethod(int access, String method, String type, String signature, String[] exceptions) {
        boolean made = (access & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE)) != 0;
        if ((access & SHOWN) != 0 && !made) {
            List<String> parameters = new ArrayList<>();
            for (Type parameter : Type.getArgumentTypes(type)) {
                parameters.add(parameter.getClassName());
            }
            lines.add(name + ": " + words(access) + Type.getReturnType(type).getClassName() + " " + method + "("
                    + String.join(", ", parameters) + ") throws "
                    + String.join(", ", new TreeSet<>(List.of(exceptions == null ? new String[0] : exceptions))));
        }
        return null;
    }

    private static String words(int access) {
        StringBuilder words = new StringBuilder();
        for (int bit = 1; bit <= Opcodes.ACC_ABSTRACT; bit <<= 1) {
            if ((access & COMPARED & bit) != 0) {
                words.append(
                        switch (bit) {
                            case Opcodes.ACC_PUBLIC -> "public ";
                            case Opcodes.ACC_PROTECTED -> "protected ";
                            case Opcodes.ACC_STATIC -> "static ";
                            case Opcodes.ACC_FINAL -> "final ";
                            case Opcodes.ACC_INTERFACE -> "interface ";
                            default -> "abstract ";
                        });
            }
        }
        return words.toString();
    }
}
