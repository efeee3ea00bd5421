package io.github.flexyfleet.simulator.vm.load;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.AdviceAdapter;

/** Makes one guest method tell {@code GuestStack} that it runs, and what its local variables hold. */
final class FrameRewriter extends AdviceAdapter {
    private static final String STACK = Redirects.GUEST + "GuestStack";

    private final int locals;
    private final boolean instance;
    private final Type[] arguments;
    private final Label begin = new Label();
    private int stack = -1;

    /**
     * Of a method with code.
     *
     * @param locals how many local variables it has
     */
    FrameRewriter(MethodVisitor next, int access, String name, String descriptor, int locals) {
        super(Opcodes.ASM9, next, access, name, descriptor);
        this.locals = locals;
        this.instance = (access & Opcodes.ACC_STATIC) == 0;
        this.arguments = Type.getArgumentTypes(descriptor);
    }

    /** In a constructor that is after the one of the superclass. */
    @Override
    protected void onMethodEnter() {
        push(locals);
        visitMethodInsn(Opcodes.INVOKESTATIC, STACK, "enter", "(I)L" + STACK + ";", false);
        stack = newLocal(Type.getObjectType(STACK));
        storeLocal(stack);
        mark(begin);
        int local = 0;
        if (instance) {
            holds(local++);
        }
        for (Type argument : arguments) {
            if (argument.getSort() >= Type.ARRAY) {
                holds(local);
            }
            local += argument.getSize();
        }
    }

    private void holds(int local) {
        loadLocal(stack);
        push(local);
        super.visitVarInsn(Opcodes.ALOAD, local);
        super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, STACK, "store", "(ILjava/lang/Object;)V", false);
    }

    @Override
    public void visitVarInsn(int opcode, int local) {
        super.visitVarInsn(opcode, local);
        if (opcode == Opcodes.ASTORE && stack >= 0) {
            holds(local);
        }
    }

    /** What is thrown, here or below, leaves by the handler around the whole method. */
    @Override
    protected void onMethodExit(int opcode) {
        if (opcode != Opcodes.ATHROW) {
            leave();
        }
    }

    private void leave() {
        loadLocal(stack);
        super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, STACK, "leave", "()V", false);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (stack >= 0) {
            Label handler = new Label();
            // Last, so that the method's own handlers come first.
            super.visitTryCatchBlock(begin, handler, handler, null);
            mark(handler);
            leave();
            super.visitInsn(Opcodes.ATHROW);
        }
        super.visitMaxs(maxStack, maxLocals);
    }
}
