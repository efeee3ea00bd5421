import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A step of the build: moves the code of methods into one class, as static methods whose first parameter is the object.
 * Two fifths of small class files are names that each file has of its own (methods called, types); in one file they
 * stand once. A moved method is named after its class, so that stack traces stay readable. What is called through an
 * interface, or overridden, or locks its object, leaves a method behind that calls the moved one; so do constructors. Argument: the folder of the classes.
 */
final class GatherCode {
    private static final String PACKAGE = "io/github/flexyfleet/runtime/";
    private static final String HOLDER = "Code";
    private static final String MAIN = PACKAGE + "Main";
    private static final String NOTHING = "()V";

    /** Instructions of a constructor that does nothing. */
    private static final int EMPTY = 3;

    private static final String OBJECT = "java/lang/Object";

    /** Moving the code of a shorter method saves no more than the call costs that stays behind. */
    private static final int WORTH_A_CALL = 14;

    private final Path folder;
    private final Map<String, ClassNode> classes = new TreeMap<>();
    /** Methods that interfaces of ours declare, or that a class of ours has in common with one above it. */
    private final Set<String> virtual = new HashSet<>();
    /** Static method of the holder by class, name and type of the method that was. */
    private final Map<String, MethodNode> moved = new HashMap<>();

    /** Static method of the holder that makes an object, by class and type of the constructor that was. */
    private final Map<String, MethodNode> makers = new HashMap<>();

    /** Calls of the constructor that a class keeps. */
    private final Set<AbstractInsnNode> plainCalls = new HashSet<>();

    /** Private methods that stay, by what they were called. */
    private final Map<String, MethodNode> renamed = new HashMap<>();

    private final Set<String> names = new HashSet<>();
    private final ClassNode holder = new ClassNode();

    private GatherCode(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        GatherCode gather = new GatherCode(Path.of(args[0]));
        gather.read();
        gather.findVirtual();
        gather.move();
        gather.makeConstructors();
        gather.redirect();
        gather.write();
    }

    private void read() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder.resolve(PACKAGE))) {
            files = all.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (Path file : files) {
            ClassNode node = new ClassNode();
            new ClassReader(Files.readAllBytes(file)).accept(node, 0);
            classes.put(node.name, node);
        }
        holder.visit(Opcodes.V1_4, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, HOLDER, null, OBJECT, null);
    }

    private void findVirtual() {
        for (ClassNode node : classes.values()) {
            for (MethodNode method : node.methods) {
                boolean ofInterface = (node.access & Opcodes.ACC_INTERFACE) != 0;
                if (ofInterface || isInherited(node.superName, method)) {
                    virtual.add(method.name + method.desc);
                }
            }
        }
        for (String method : List.of("toString()Ljava/lang/String;", "hashCode()I", "equals(Ljava/lang/Object;)Z")) {
            virtual.add(method);
        }
    }

    private boolean isInherited(String above, MethodNode method) {
        for (ClassNode node = classes.get(above); node != null; node = classes.get(node.superName)) {
            if (find(node, method.name, method.desc) != null) {
                return true;
            }
        }
        return false;
    }

    private static MethodNode find(ClassNode node, String name, String type) {
        for (MethodNode method : node.methods) {
            if (method.name.equals(name) && method.desc.equals(type)) {
                return method;
            }
        }
        return null;
    }

    private void move() {
        for (ClassNode node : classes.values()) {
            openUp(node);
            // What a class inherits from the library may be open to itself alone.
            boolean plain = node.superName.equals(OBJECT) || classes.containsKey(node.superName);
            if (plain && (node.access & Opcodes.ACC_INTERFACE) == 0 && !node.name.equals(MAIN)) {
                for (MethodNode method : List.copyOf(node.methods)) {
                    if (method.name.startsWith("<")) {
                        if (!method.name.equals("<init>") || !hasMakers(node)) {
                            moveInitializer(node, method);
                        }
                    } else if (isMovable(node, method)) {
                        move(node, method);
                    }
                }
            }
        }
    }

    /** The moved code must reach everything. A private method that stays gets a name of its own, so it overrides none. */
    private void openUp(ClassNode node) {
        node.access = open(node.access);
        node.innerClasses.clear();
        for (FieldNode field : node.fields) {
            // What a constructor sets, the holder sets now. Constants stay, so that ProGuard drops them.
            int fixed = field.value == null && (node.access & Opcodes.ACC_INTERFACE) == 0 ? Opcodes.ACC_FINAL : 0;
            field.access = open(field.access) & ~fixed;
        }
        for (MethodNode method : node.methods) {
            boolean stays = (method.access & Opcodes.ACC_PRIVATE) != 0
                    && (method.access & Opcodes.ACC_STATIC) == 0
                    && !method.name.startsWith("<")
                    && !isMovable(node, method);
            if (stays) {
                String before = node.name + ' ' + method.name + method.desc;
                method.name += '_' + node.name.substring(PACKAGE.length()).replace('/', '_');
                renamed.put(before, method);
            }
        }
    }

    private static int open(int access) {
        return access & ~(Opcodes.ACC_PRIVATE | Opcodes.ACC_PROTECTED) | Opcodes.ACC_PUBLIC;
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
        boolean ofLibrary = node.interfaces.stream().anyMatch(name -> !classes.containsKey(name));
        return ofLibrary || virtual.contains(method.name + method.desc);
    }

    private void move(ClassNode node, MethodNode method) {
        boolean callStays = callStays(node, method);
        MethodNode there = there(node, method);
        moved.put(node.name + ' ' + method.name + method.desc, there);
        node.methods.remove(method);
        if (callStays) {
            node.methods.add(call(method, there));
        }
    }

    /** Of a constructor, what follows the call of Object's; a class's initializer whole. */
    private void moveInitializer(ClassNode node, MethodNode method) {
        InsnList code = method.instructions;
        boolean ofClass = (method.access & Opcodes.ACC_STATIC) != 0;
        if (code.size() < WORTH_A_CALL || !ofClass && !beginsWithObject(code)) {
            return;
        }
        MethodNode there = there(node, method);
        MethodNode left = call(method, there);
        if (!ofClass) {
            for (int i = 0; i < 2; i++) {
                there.instructions.remove(there.instructions.getFirst());
            }
            left.instructions.insert(new MethodInsnNode(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false));
            left.instructions.insert(new VarInsnNode(Opcodes.ALOAD, 0));
        }
        node.methods.set(node.methods.indexOf(method), left);
    }

    /** Whether only plain constructors make objects of exactly this class. */
    private boolean hasMakers(ClassNode node) {
        return node.superName.equals(OBJECT)
                && !node.name.equals(MAIN)
                && (node.access & (Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT)) == 0
                && classes.values().stream().noneMatch(other -> other.superName.equals(node.name))
                && node.methods.stream()
                        .filter(method -> method.name.equals("<init>"))
                        .allMatch(method -> beginsWithObject(method.instructions));
    }

    /**
     * A constructor becomes a static method of the holder that makes the object and sets its fields; the class keeps one
     * without parameters. So its file has no names of fields and types twice.
     */
    private void makeConstructors() {
        for (ClassNode node : classes.values()) {
            if (!node.name.startsWith(PACKAGE) || !hasMakers(node)) {
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
            plain.instructions.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, OBJECT, "<init>", NOTHING, false));
            plain.instructions.add(new InsnNode(Opcodes.RETURN));
            plain.maxLocals = 1;
            plain.maxStack = 1;
            node.methods.add(plain);
        }
    }

    private MethodNode maker(ClassNode node, MethodNode constructor) {
        String parameters = constructor.desc.substring(0, constructor.desc.length() - 1);
        MethodNode maker = hold(node, parameters + 'L' + node.name + ';', constructor);
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
    private void redirectMakers(MethodNode method) {
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
                    call.setOpcode(Opcodes.INVOKESTATIC);
                    call.owner = HOLDER;
                    call.name = maker.name;
                    call.desc = maker.desc;
                }
            }
        }
    }

    private static boolean beginsWithObject(InsnList code) {
        return code.get(0).getOpcode() == Opcodes.ALOAD
                && code.get(1) instanceof MethodInsnNode call
                && call.getOpcode() == Opcodes.INVOKESPECIAL
                && call.owner.equals(OBJECT);
    }

    /** The same code as a static method of the holder. */
    private MethodNode there(ClassNode node, MethodNode method) {
        boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        return hold(node, isStatic ? method.desc : "(L" + node.name + ";" + method.desc.substring(1), method);
    }

    private MethodNode hold(ClassNode node, String type, MethodNode method) {
        String simple = node.name.substring(node.name.lastIndexOf('/') + 1);
        String name = simple;
        for (int i = 1; !names.add(name + type); i++) {
            name = simple + '_' + i;
        }
        MethodNode there = new MethodNode(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, type, null, null);
        method.accept(there);
        there.access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
        holder.methods.add(there);
        return there;
    }

    /** A method that does nothing but call the moved one. */
    private static MethodNode call(MethodNode method, MethodNode there) {
        MethodNode left = new MethodNode(open(method.access), method.name, method.desc, null, null);
        int slot = 0;
        for (Type parameter : Type.getArgumentTypes(there.desc)) {
            left.instructions.add(new VarInsnNode(parameter.getOpcode(Opcodes.ILOAD), slot));
            slot += parameter.getSize();
        }
        Type result = Type.getReturnType(there.desc);
        left.instructions.add(new MethodInsnNode(Opcodes.INVOKESTATIC, HOLDER, there.name, there.desc, false));
        left.instructions.add(new InsnNode(result.getOpcode(Opcodes.IRETURN)));
        left.maxLocals = slot;
        left.maxStack = Math.max(slot, result.getSize());
        return left;
    }

    private void redirect() {
        List<ClassNode> all = new ArrayList<>(classes.values());
        all.add(holder);
        for (ClassNode node : all) {
            for (MethodNode method : node.methods) {
                method.access = method.name.equals("<clinit>") ? method.access : open(method.access);
                redirectMakers(method);
                for (AbstractInsnNode code : method.instructions.toArray()) {
                    if (code instanceof MethodInsnNode call && !call.name.equals("<init>")) {
                        redirect(call);
                    }
                }
            }
        }
    }

    /** Calls the moved method instead, unless an object of another class may answer the call. */
    private void redirect(MethodInsnNode call) {
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
            if (there != null && find(node, call.name, call.desc) == null) {
                call.setOpcode(Opcodes.INVOKESTATIC);
                call.owner = HOLDER;
                call.name = there.name;
                call.desc = there.desc;
                return;
            }
            if (find(node, call.name, call.desc) != null) {
                return;
            }
        }
    }

    private void write() throws IOException {
        classes.put(HOLDER, holder);
        for (ClassNode node : classes.values()) {
            ClassWriter writer = new ClassWriter(0);
            node.accept(writer);
            Files.createDirectories(folder.resolve(node.name).getParent());
            Files.write(folder.resolve(node.name + ".class"), writer.toByteArray());
        }
    }
}
