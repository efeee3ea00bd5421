package io.github.flexyfleet.simulator.vm.load;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.JSRInlinerAdapter;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * Rewrites a guest class so that it meets the gateway's files, clock, memory and conversions instead of the JDK's,
 * and so that it ends with its VM.
 */
public final class GuestTransformer {
    /** Highest class file version of the gateway (flexy-etk 2.1): Java 1.4. */
    private static final int NEWEST = 48;

    private final Hierarchy hierarchy;
    private final boolean renews;

    /** Tells whether a class, by internal name, is or extends {@code java.lang.Thread}. */
    interface Hierarchy {
        boolean thread(String internalName);
    }

    /**
     * Of one program.
     *
     * @param renews whether static fields can be made new again
     */
    GuestTransformer(Hierarchy hierarchy, boolean renews) {
        this.hierarchy = hierarchy;
        this.renews = renews;
    }

    /**
     * Rewrites one class.
     *
     * @throws UnsupportedClassVersionError above version 48.0
     */
    byte[] transform(String name, byte[] classFile) {
        int major = ((classFile[6] & 0xFF) << 8) | (classFile[7] & 0xFF);
        if (major > NEWEST) {
            throw new UnsupportedClassVersionError(
                    name + ": class file version " + major + ".0, the gateway reads up to 48.0");
        }
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        ClassVisitor remapper =
                new ClassRemapper(Opcodes.ASM9, writer, new SimpleRemapper(Opcodes.ASM9, Redirects.TYPES)) {};
        ClassVisitor last = renews ? new Renewable(remapper) : remapper;
        boolean runs = (reader.getAccess() & Opcodes.ACC_INTERFACE) == 0;
        reader.accept(new Redirecting(last, name, runs, MethodFacts.of(reader)), ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }

    private final class Redirecting extends ClassVisitor {
        private static final String INITIALISER = "<clinit>";

        private final String className;
        private final MethodFacts facts;
        private boolean needsInitialiser;

        Redirecting(ClassVisitor next, String className, boolean needsInitialiser, MethodFacts facts) {
            super(Opcodes.ASM9, next);
            this.className = className;
            this.needsInitialiser = needsInitialiser;
            this.facts = facts;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            int locals = facts.locals(name, descriptor);
            if (locals >= 0) {
                next = new FrameRewriter(next, access, name, descriptor, locals);
            }
            next = new MethodRewriter(next, hierarchy);
            if (name.equals(INITIALISER)) {
                needsInitialiser = false;
                next = new Initialised(next, className);
            }
            // Old compilers write subroutines, whose return addresses are no objects.
            return new JSRInlinerAdapter(next, access, name, descriptor, signature, exceptions);
        }

        @Override
        public void visitEnd() {
            if (needsInitialiser) {
                MethodVisitor method = new Initialised(
                        super.visitMethod(Opcodes.ACC_STATIC, INITIALISER, "()V", null, null), className);
                method.visitCode();
                method.visitInsn(Opcodes.RETURN);
                method.visitMaxs(0, 0);
                method.visitEnd();
            }
            super.visitEnd();
        }
    }

    /** Makes a static initialiser tell its begin, and its end, from which on the heap may be measured from its fields. */
    private static final class Initialised extends MethodVisitor {
        private final String className;

        Initialised(MethodVisitor next, String className) {
            super(Opcodes.ASM9, next);
            this.className = className;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            tell("initialises");
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.RETURN) {
                tell("initialised");
            }
            super.visitInsn(opcode);
        }

        private void tell(String what) {
            super.visitLdcInsn(className);
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, Redirects.GUEST + "GuestHeap", what, "(Ljava/lang/String;)V", false);
        }
    }
}
