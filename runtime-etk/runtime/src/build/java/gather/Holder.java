package gather;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** The class that the code moves into. */
final class Holder {
    private static final String NAME = "Code";

    final ClassNode node = new ClassNode();
    private final Set<String> names = new HashSet<>();

    Holder() {
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER;
        node.visit(Opcodes.V1_4, access, NAME, null, Classes.OBJECT, null);
    }

    /** The same code as a static method of the holder. */
    MethodNode there(ClassNode node, MethodNode method) {
        boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        return hold(node, isStatic ? method.desc : "(L" + node.name + ";" + method.desc.substring(1), method);
    }

    /** The same code as a static method of this type, named after its class. */
    MethodNode hold(ClassNode node, String type, MethodNode method) {
        String simple = node.name.substring(node.name.lastIndexOf('/') + 1);
        String name = simple;
        for (int i = 1; !names.add(name + type); i++) {
            name = simple + '_' + i;
        }
        MethodNode there = new MethodNode(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, type, null, null);
        method.accept(there);
        there.access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
        this.node.methods.add(there);
        return there;
    }

    /** A method that does nothing but call the moved one. */
    static MethodNode call(MethodNode method, MethodNode there) {
        MethodNode left = new MethodNode(open(method.access), method.name, method.desc, null, null);
        int slot = 0;
        for (Type parameter : Type.getArgumentTypes(there.desc)) {
            left.instructions.add(new VarInsnNode(parameter.getOpcode(Opcodes.ILOAD), slot));
            slot += parameter.getSize();
        }
        Type result = Type.getReturnType(there.desc);
        left.instructions.add(new MethodInsnNode(Opcodes.INVOKESTATIC, NAME, there.name, there.desc, false));
        left.instructions.add(new InsnNode(result.getOpcode(Opcodes.IRETURN)));
        left.maxLocals = slot;
        left.maxStack = Math.max(slot, result.getSize());
        return left;
    }

    /** Has a call go to a method of the holder. */
    static void callInstead(MethodInsnNode call, MethodNode there) {
        call.setOpcode(Opcodes.INVOKESTATIC);
        call.owner = NAME;
        call.name = there.name;
        call.desc = there.desc;
    }

    /** The moved code must reach everything. */
    static int open(int access) {
        return access & ~(Opcodes.ACC_PRIVATE | Opcodes.ACC_PROTECTED) | Opcodes.ACC_PUBLIC;
    }
}
