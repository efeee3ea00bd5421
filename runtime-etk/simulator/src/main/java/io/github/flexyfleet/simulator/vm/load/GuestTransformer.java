package io.github.flexyfleet.simulator.vm.load;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * Rewrites a guest class so that it meets the gateway's files, clock, memory and conversions instead of the JDK's,
 * and so that it ends with its VM.
 */
public final class GuestTransformer {
    /** Highest class file version of the gateway (flexy-etk 2.1): Java 1.4. */
    private static final int NEWEST = 48;

    private final Hierarchy hierarchy;

    /** Tells whether a class, by internal name, is or extends {@code java.lang.Thread}. */
    interface Hierarchy {
        boolean thread(String internalName);
    }

    GuestTransformer(Hierarchy hierarchy) {
        this.hierarchy = hierarchy;
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
        reader.accept(new Redirecting(remapper), ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }

    private final class Redirecting extends ClassVisitor {
        Redirecting(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return next == null ? null : new MethodRewriter(next, hierarchy);
        }
    }
}
