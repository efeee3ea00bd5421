package gather;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Constructors and initializers of classes, whose code moves in ways of its own. */
final class Constructors {
    private static final String NOTHING = "()V";

    /** Instructions of a constructor that does nothing. */
    private static final int EMPTY = 3;

    private final Classes classes;
    private final Holder holder;
    /** Static method of the holder that makes an object, by class and type of the constructor that was. */
    private final Map<String, MethodNode> makers = new HashMap<>();

    /** Calls of the constructor that a class keeps. */
    private final Set<AbstractInsnNode> plainCalls = new HashSet<>();

    Constructors(Classes classes, Holder holder) {
        this.classes = classes;
        this.holder = holder;
    }

    /** Of a constructor, what follows the call of Object's; a class's initializer whole. */
    void move(ClassNode node, MethodNode method) {
        boolean ofClass = (method.access & Opcodes.ACC_STATIC) != 0;
        if (!ofClass && hasMakers(node)) {
            return;
        }
        InsnList code = method.instructions;
        if (code.size() < Methods.WORTH_A_CALL || !ofClass && !beginsWithObject(code)) {
            return;
        }
        MethodNode there = holder.there(node, method);
        MethodNode left = Holder.call(method, there);
        if (!ofClass) {
            for (int i = 0; i < 2; i++) {
                there.instructions.remove(there.instructions.getFirst());
            }
            left.instructions.insert(new MethodInsnNode(Opcodes.INVOKESPECIAL, Classes.OBJECT, "<init>", NOTHING, false));
            left.instructions.insert(new VarInsnNode(Opcodes.ALOAD, 0));
        }
        node.methods.set(node.methods.indexOf(method), left);
    }

    /** Whether only plain constructors make objects of exactly this class. */
    private boolean hasMakers(ClassNode node) {
        return node.superName.equals(Classes.OBJECT)
                && !node.name.equals(Classes.MAIN)
                && (node.access & (Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT)) == 0
                && classes.all().stream().noneMatch(other -> other.superName.equals(node.name))
                && node.methods.stream()
                        .filter(method -> method.name.equals("<init>"))
                        .allMatch(method -> beginsWithObject(method.instructions));
    }

    /**
     * A constructor becomes a static method of the holder that makes the object and sets its fields; the class keeps one
     * without parameters. So its file has no names of fields and types twice.
     */
    void make() {
        for (ClassNode node : classes.all()) {
            if (!node.name.startsWith(Classes.PACKAGE) || !hasMakers(node)) {
                continue;
            }
            List<MethodNode> constructors = node.methods.stream()
                    .filter(method -> method.name.equals("<init>"))
                    .filter(method -> !method.desc.equals(NOTHING) || method.instructions.size() > EMPTY)
                    .toList();
            if (constructors.isEmpty()) {
                continue;
            }
            for (MethodNode constructor : constructors) {
                makers.put(node.name + constructor.desc, maker(node, constructor));
            }
            node.methods.removeIf(method -> method.name.equals("<init>"));
            MethodNode plain = new MethodNode(Opcodes.ACC_PUBLIC, "<init>", NOTHING, null, null);
            plain.instructions.add(new VarInsnNode(Opcodes.ALOAD, 0));
            plain.instructions.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, Classes.OBJECT, "<init>", NOTHING, false));
            plain.instructions.add(new InsnNode(Opcodes.RETURN));
            plain.maxLocals = 1;
            plain.maxStack = 1;
            node.methods.add(plain);
        }
    }

    private MethodNode maker(ClassNode node, MethodNode constructor) {
        String parameters = constructor.desc.substring(0, constructor.desc.length() - 1);
        MethodNode maker = holder.hold(node, parameters + 'L' + node.name + ';', constructor);
        InsnList code = maker.instructions;
        // The object moves from the first place behind the last.
        int object = maker.maxLocals - 1;
        for (AbstractInsnNode each : code.toArray()) {
            if (each instanceof VarInsnNode variable) {
                variable.var = variable.var == 0 ? object : variable.var - 1;
            } else if (each instanceof IincInsnNode count) {
                count.var--;
            } else if (each.getOpcode() == Opcodes.RETURN) {
                code.insertBefore(each, new VarInsnNode(Opcodes.ALOAD, object));
                code.set(each, new InsnNode(Opcodes.ARETURN));
            }
        }
        code.remove(code.getFirst());
        code.set(code.getFirst(), new VarInsnNode(Opcodes.ASTORE, object));
        MethodInsnNode plain = new MethodInsnNode(Opcodes.INVOKESPECIAL, node.name, "<init>", NOTHING, false);
        plainCalls.add(plain);
        code.insert(plain);
        code.insert(new InsnNode(Opcodes.DUP));
        code.insert(new TypeInsnNode(Opcodes.NEW, node.name));
        maker.maxStack = Math.max(maker.maxStack, 2);
        return maker;
    }

    /** {@code new} with a constructor that is a static method now; its parameters stand in between. */
    void redirect(MethodNode method) {
        Deque<AbstractInsnNode> begun = new ArrayDeque<>();
        for (AbstractInsnNode code : method.instructions.toArray()) {
            if (code.getOpcode() == Opcodes.NEW) {
                begun.push(code);
            } else if (code instanceof MethodInsnNode call
                    && call.getOpcode() == Opcodes.INVOKESPECIAL
                    && call.name.equals("<init>")
                    && !(method.name.equals("<init>") && begun.isEmpty())) {
                TypeInsnNode made = (TypeInsnNode) begun.pop();
                if (!made.desc.equals(call.owner)) {
                    throw new IllegalStateException(made.desc + " is made by " + call.owner + " in " + method.name);
                }
                MethodNode maker = makers.get(call.owner + call.desc);
                if (maker != null && !plainCalls.contains(call)) {
                    boolean used = made.getNext().getOpcode() == Opcodes.DUP;
                    if (used) {
                        method.instructions.remove(made.getNext());
                    } else {
                        method.instructions.insert(call, new InsnNode(Opcodes.POP));
                    }
                    method.instructions.remove(made);
                    Holder.callInstead(call, maker);
                }
            }
        }
    }

    private static boolean beginsWithObject(InsnList code) {
        return code.get(0).getOpcode() == Opcodes.ALOAD
                && code.get(1) instanceof MethodInsnNode call
                && call.getOpcode() == Opcodes.INVOKESPECIAL
                && call.owner.equals(Classes.OBJECT);
    }
}
