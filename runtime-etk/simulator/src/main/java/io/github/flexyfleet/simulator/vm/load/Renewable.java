package io.github.flexyfleet.simulator.vm.load;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Lets the static fields of a class be made new again: {@link #RESET} sets them to what they are before its static
 * initialiser runs, {@link #INITIALISE} is that initialiser. Interfaces stay as they are, since their fields must be
 * final, and so do enums, whose constants do not change.
 */
final class Renewable extends ClassVisitor {
    static final String RESET = "reset$";
    static final String INITIALISE = "initialise$";

    private static final String INITIALISER = "<clinit>";
    private static final int GENERATED = Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;

    private record Static(String name, String descriptor, Object before) {}

    private final List<Static> statics = new ArrayList<>();
    private boolean renews;
    private boolean initialises;
    private String owner;

    Renewable(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    /** A class file of the simulator's own, made renewable. */
    static byte[] of(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Renewable(writer), 0);
        return writer.toByteArray();
    }

    @Override
    public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
        owner = name;
        renews = (access & (Opcodes.ACC_INTERFACE | Opcodes.ACC_ENUM)) == 0;
        super.visit(version, access, name, signature, parent, interfaces);
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        boolean constant = (access & Opcodes.ACC_FINAL) != 0 && value != null;
        if (!renews || (access & Opcodes.ACC_STATIC) == 0 || constant) {
            return super.visitField(access, name, descriptor, signature, value);
        }
        statics.add(new Static(name, descriptor, value));
        return super.visitField(access & ~Opcodes.ACC_FINAL, name, descriptor, signature, value);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        if (!renews || !name.equals(INITIALISER)) {
            return super.visitMethod(access, name, descriptor, signature, exceptions);
        }
        initialises = true;
        return super.visitMethod(GENERATED, INITIALISE, descriptor, signature, exceptions);
    }

    @Override
    public void visitEnd() {
        if (initialises) {
            MethodVisitor first = begin(Opcodes.ACC_STATIC, INITIALISER);
            first.visitMethodInsn(Opcodes.INVOKESTATIC, owner, INITIALISE, "()V", false);
            end(first);
        }
        if (!statics.isEmpty()) {
            MethodVisitor reset = begin(GENERATED, RESET);
            for (Static field : statics) {
                push(reset, field);
                reset.visitFieldInsn(Opcodes.PUTSTATIC, owner, field.name(), field.descriptor());
            }
            end(reset);
        }
        super.visitEnd();
    }

    private MethodVisitor begin(int access, String name) {
        MethodVisitor method = super.visitMethod(access, name, "()V", null, null);
        method.visitCode();
        return method;
    }

    private static void end(MethodVisitor method) {
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private static void push(MethodVisitor method, Static field) {
        if (field.before() != null) {
            method.visitLdcInsn(field.before());
            return;
        }
        switch (Type.getType(field.descriptor()).getSort()) {
            case Type.LONG -> method.visitInsn(Opcodes.LCONST_0);
            case Type.FLOAT -> method.visitInsn(Opcodes.FCONST_0);
            case Type.DOUBLE -> method.visitInsn(Opcodes.DCONST_0);
            case Type.OBJECT, Type.ARRAY -> method.visitInsn(Opcodes.ACONST_NULL);
            default -> method.visitInsn(Opcodes.ICONST_0);
        }
    }
}
