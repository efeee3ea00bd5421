package io.github.flexyfleet.simulator.vm.load;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What must be known of the methods of a class before the first of them is rewritten. */
final class MethodFacts extends ClassVisitor {
    /** Local variables of each method that calls another; the others cannot recurse. */
    private final Map<String, Integer> locals = new HashMap<>();

    private MethodFacts() {
        super(Opcodes.ASM9);
    }

    static MethodFacts of(ClassReader reader) {
        MethodFacts facts = new MethodFacts();
        reader.accept(facts, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return facts;
    }

    /** How many local variables a method has; -1 when it calls no other. */
    int locals(String name, String descriptor) {
        return locals.getOrDefault(name + descriptor, -1);
    }

    @Override
    public MethodVisitor visitMethod(int access, String method, String signature, String generic, String[] exceptions) {
        return new MethodVisitor(Opcodes.ASM9) {
            private boolean calls;

            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
                calls = true;
            }

            @Override
            public void visitMaxs(int maxStack, int maxLocals) {
                if (calls) {
                    locals.put(method + signature, maxLocals);
                }
            }
        };
    }
}
