package gather;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The methods that move. */
final class Methods {
    /** Moving the code of a shorter method saves no more than the call costs that stays behind. */
    static final int WORTH_A_CALL = 14;

    private final Classes classes;
    private final Holder holder;
    /** Static method of the holder by class, name and type of the method that was. */
    private final Map<String, MethodNode> moved = new HashMap<>();

    /** Private methods that stay, by what they were called. */
    private final Map<String, MethodNode> renamed = new HashMap<>();

    Methods(Classes classes, Holder holder) {
        this.classes = classes;
        this.holder = holder;
    }

    void move(Constructors constructors) {
        for (ClassNode node : classes.all()) {
            openUp(node);
            // What a class inherits from the library may be open to itself alone.
            boolean plain = node.superName.equals(Classes.OBJECT) || classes.isOurs(node.superName);
            if (plain && (node.access & Opcodes.ACC_INTERFACE) == 0 && !node.name.equals(Classes.MAIN)) {
                for (MethodNode method : List.copyOf(node.methods)) {
                    if (method.name.startsWith("<")) {
                        constructors.move(node, method);
                    } else if (isMovable(node, method)) {
                        move(node, method);
                    }
                }
            }
        }
    }

    /** The moved code must reach everything. A private method that stays gets a name of its own, so it overrides none. */
    private void openUp(ClassNode node) {
        node.access = Holder.open(node.access);
        node.innerClasses.clear();
        for (FieldNode field : node.fields) {
            // What a constructor sets, the holder sets now. Constants stay, so that ProGuard drops them.
            int fixed = field.value == null && (node.access & Opcodes.ACC_INTERFACE) == 0 ? Opcodes.ACC_FINAL : 0;
            field.access = Holder.open(field.access) & ~fixed;
        }
        for (MethodNode method : node.methods) {
            boolean stays = (method.access & Opcodes.ACC_PRIVATE) != 0
                    && (method.access & Opcodes.ACC_STATIC) == 0
                    && !method.name.startsWith("<")
                    && !isMovable(node, method);
            if (stays) {
                String before = node.name + ' ' + method.name + method.desc;
                method.name += '_' + node.name.substring(Classes.PACKAGE.length()).replace('/', '_');
                renamed.put(before, method);
            }
        }
    }

    private boolean isMovable(ClassNode node, MethodNode method) {
        int fixed = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;
        // A private method that stays would need a name of its own.
        int privateLock = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNCHRONIZED;
        if (method.name.startsWith("<")
                || (method.access & fixed) != 0
                || (method.access & privateLock) == privateLock
                || callsAbove(node, method)) {
            return false;
        }
        return !callStays(node, method) || method.instructions.size() >= WORTH_A_CALL;
    }

    private static boolean callsAbove(ClassNode node, MethodNode method) {
        for (AbstractInsnNode code : method.instructions) {
            if (code instanceof MethodInsnNode call
                    && call.getOpcode() == Opcodes.INVOKESPECIAL
                    && !call.name.equals("<init>")
                    && !call.owner.equals(node.name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether callers go on calling the object's own method. */
    private boolean callStays(ClassNode node, MethodNode method) {
        if ((method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
            return true;
        }
        if ((method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) != 0) {
            return false;
        }
        boolean ofLibrary = node.interfaces.stream().anyMatch(name -> !classes.isOurs(name));
        return ofLibrary || classes.isVirtual(method);
    }

    private void move(ClassNode node, MethodNode method) {
        boolean callStays = callStays(node, method);
        MethodNode there = holder.there(node, method);
        moved.put(node.name + ' ' + method.name + method.desc, there);
        node.methods.remove(method);
        if (callStays) {
            node.methods.add(Holder.call(method, there));
        }
    }

    /** Calls the moved method instead, unless an object of another class may answer the call. */
    void redirect(MethodInsnNode call) {
        if (call.getOpcode() == Opcodes.INVOKEINTERFACE) {
            return;
        }
        MethodNode open = renamed.get(call.owner + ' ' + call.name + call.desc);
        if (open != null) {
            call.setOpcode(Opcodes.INVOKEVIRTUAL);
            call.name = open.name;
            return;
        }
        for (ClassNode node = classes.get(call.owner); node != null; node = classes.get(node.superName)) {
            MethodNode there = moved.get(node.name + ' ' + call.name + call.desc);
            if (there != null && Classes.find(node, call.name, call.desc) == null) {
                Holder.callInstead(call, there);
                return;
            }
            if (Classes.find(node, call.name, call.desc) != null) {
                return;
            }
        }
    }
}
