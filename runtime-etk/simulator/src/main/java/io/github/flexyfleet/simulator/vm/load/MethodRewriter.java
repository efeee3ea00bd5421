package io.github.flexyfleet.simulator.vm.load;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Rewrites the calls, loops and exception handlers of one guest method. */
final class MethodRewriter extends MethodVisitor {
    private static final String GUEST = Redirects.GUEST + "Guest";
    private static final String STRINGS = Redirects.GUEST + "GuestStrings";
    private static final String NUMBERS = Redirects.GUEST + "GuestNumbers";
    private static final String SYSTEM = Redirects.GUEST + "GuestSystem";
    private static final String THREADS = Redirects.GUEST + "GuestThreads";
    private static final String HEAP = Redirects.GUEST + "GuestHeap";
    private static final String STRING = "Ljava/lang/String;";

    private final GuestTransformer.Hierarchy hierarchy;
    private final Set<Label> handlers = new HashSet<>();
    private final Set<Label> passed = new HashSet<>();

    MethodRewriter(MethodVisitor next, GuestTransformer.Hierarchy hierarchy) {
        super(Opcodes.ASM9, next);
        this.hierarchy = hierarchy;
    }

    /** Handlers of finally and synchronized (no type) throw again by themselves and must stay as they are. */
    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
        if ("java/lang/Throwable".equals(type)
                || "java/lang/Error".equals(type)
                || "java/lang/Exception".equals(type)) {
            handlers.add(handler);
        }
        super.visitTryCatchBlock(start, end, handler, type);
    }

    @Override
    public void visitLabel(Label label) {
        super.visitLabel(label);
        passed.add(label);
        if (handlers.contains(label)) {
            super.visitInsn(Opcodes.DUP);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, GUEST, "caught", "(Ljava/lang/Throwable;)V", false);
        }
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        if (passed.contains(label)) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, GUEST, "poll", "()V", false);
        }
        super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        if (opcode == Opcodes.NEW) {
            invokeStatic(HEAP, "object", "()V");
        } else if (opcode == Opcodes.ANEWARRAY) {
            arraySoon(4);
        }
        super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        if (opcode == Opcodes.NEWARRAY) {
            arraySoon(
                    operand == Opcodes.T_LONG || operand == Opcodes.T_DOUBLE
                            ? 8
                            : operand == Opcodes.T_INT || operand == Opcodes.T_FLOAT
                                    ? 4
                                    : operand == Opcodes.T_CHAR || operand == Opcodes.T_SHORT ? 2 : 1);
        }
        super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        super.visitMultiANewArrayInsn(descriptor, dimensions);
        made();
    }

    /** The length is on the stack. */
    private void arraySoon(int width) {
        super.visitInsn(Opcodes.DUP);
        super.visitIntInsn(Opcodes.BIPUSH, width);
        invokeStatic(HEAP, "array", "(II)V");
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        boolean stream = owner.equals("java/lang/System") && (name.equals("out") || name.equals("err"));
        super.visitFieldInsn(opcode, stream ? SYSTEM : owner, name, descriptor);
    }

    /** Texts and arrays that the class library makes, or is given to keep, may be large. */
    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (owner.equals("java/lang/StringBuffer") && descriptor.startsWith("(" + STRING + ")")) {
            made();
        }
        redirect(opcode, owner, name, descriptor, isInterface);
        if (owner.startsWith("java/") && (descriptor.endsWith(")" + STRING) || descriptor.contains(")["))) {
            made();
        }
    }

    private void made() {
        super.visitInsn(Opcodes.DUP);
        invokeStatic(HEAP, "made", "(Ljava/lang/Object;)V");
    }

    private void redirect(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        Redirects.Call call = Redirects.call(owner, name, descriptor);
        if (call != null && opcode != Opcodes.INVOKESPECIAL) {
            invokeStatic(call.owner(), call.name(), call.descriptor());
        } else if (Redirects.missing(owner, name)) {
            // A member that does not exist: the JVM answers with NoSuchMethodError, as the gateway's does.
            super.visitMethodInsn(opcode, owner, name + "$missing", descriptor, isInterface);
        } else if (name.equals("<init>")) {
            constructor(opcode, owner, descriptor);
        } else if (opcode == Opcodes.INVOKEVIRTUAL && name.equals("wait") && descriptor.matches("\\((J|JI)?\\)V")) {
            invokeStatic(THREADS, "wait", descriptor.replaceFirst("\\(", "(Ljava/lang/Object;"));
        } else if (opcode == Opcodes.INVOKEVIRTUAL && objectNotify(name, descriptor)) {
            invokeStatic(THREADS, name, "(Ljava/lang/Object;)V");
        } else if (opcode == Opcodes.INVOKESTATIC && threadSleep(owner, name, descriptor)) {
            invokeStatic(THREADS, "sleep", descriptor);
        } else if (opcode == Opcodes.INVOKEVIRTUAL && threadCall(owner, name, descriptor)) {
            invokeStatic(THREADS, name, descriptor.replaceFirst("\\(", "(Ljava/lang/Thread;"));
        } else if (floatingAppend(owner, name, descriptor)) {
            invokeStatic(NUMBERS, "text", descriptor.charAt(1) == 'D' ? "(D)" + STRING : "(F)" + STRING);
            super.visitMethodInsn(
                    opcode, owner, name, "(" + STRING + descriptor.substring(descriptor.indexOf(')')), isInterface);
        } else {
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }
    }

    private static boolean objectNotify(String name, String descriptor) {
        return (name.equals("notify") || name.equals("notifyAll")) && descriptor.equals("()V");
    }

    private boolean threadSleep(String owner, String name, String descriptor) {
        return name.equals("sleep") && descriptor.matches("\\((J|JI)\\)V") && hierarchy.thread(owner);
    }

    private boolean threadCall(String owner, String name, String descriptor) {
        boolean start = name.equals("start") && descriptor.equals("()V");
        boolean join = name.equals("join") && (descriptor.equals("()V") || descriptor.equals("(J)V"));
        return (start || join) && hierarchy.thread(owner);
    }

    private static boolean floatingAppend(String owner, String name, String descriptor) {
        boolean buffer = owner.equals("java/lang/StringBuffer") || owner.equals("java/lang/StringBuilder");
        return buffer && name.equals("append") && (descriptor.startsWith("(D)") || descriptor.startsWith("(F)"));
    }

    /** Changes the arguments on top of the stack; the new object below them stays where it is. */
    private void constructor(int opcode, String owner, String descriptor) {
        String changed = descriptor;
        if (owner.equals("java/lang/String") && descriptor.matches("\\(\\[B(II)?(Ljava/lang/String;)?\\)V")) {
            invokeStatic(STRINGS, "decode", descriptor.replace(")V", ")" + STRING));
            changed = "(" + STRING + ")V";
        } else if (owner.equals("java/util/Random") && descriptor.equals("()V")) {
            invokeStatic(SYSTEM, "randomSeed", "()J");
            changed = "(J)V";
        } else if (owner.equals("java/util/Date") && descriptor.equals("()V")) {
            invokeStatic(SYSTEM, "currentTimeMillis", "()J");
            changed = "(J)V";
        } else if (owner.equals("java/io/PrintStream") && descriptor.matches("\\(Ljava/io/OutputStream;Z?\\)V")) {
            if (descriptor.indexOf('Z') < 0) {
                super.visitInsn(Opcodes.ICONST_0);
            }
            super.visitLdcInsn("ISO-8859-1");
            changed = "(Ljava/io/OutputStream;Z" + STRING + ")V";
        } else if (owner.equals("java/io/PrintWriter") && descriptor.equals("(Ljava/io/OutputStream;)V")) {
            invokeStatic(STRINGS, "writer", "(Ljava/io/OutputStream;)Ljava/io/Writer;");
            changed = "(Ljava/io/Writer;)V";
        } else if (owner.equals("java/io/PrintWriter") && descriptor.equals("(Ljava/io/OutputStream;Z)V")) {
            super.visitInsn(Opcodes.SWAP);
            invokeStatic(STRINGS, "writer", "(Ljava/io/OutputStream;)Ljava/io/Writer;");
            super.visitInsn(Opcodes.SWAP);
            changed = "(Ljava/io/Writer;Z)V";
        }
        super.visitMethodInsn(opcode, owner, "<init>", changed, false);
    }

    private void invokeStatic(String owner, String name, String descriptor) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }
}
