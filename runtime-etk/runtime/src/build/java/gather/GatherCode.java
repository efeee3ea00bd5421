package gather;

import java.io.IOException;
import java.nio.file.Path;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A step of the build: moves the code of methods into one class, as static methods whose first parameter is the object.
 * Two fifths of small class files are names that each file has of its own (methods called, types); in one file they
 * stand once. A moved method is named after its class, so that stack traces stay readable. What is called through an
 * interface, or overridden, or locks its object, leaves a method behind that calls the moved one; so do constructors.
 * Argument: the folder of the classes.
 */
final class GatherCode {
    private GatherCode() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Classes classes = Classes.read(folder);
        Holder holder = new Holder();
        Constructors constructors = new Constructors(classes, holder);
        Methods methods = new Methods(classes, holder);
        methods.move(constructors);
        constructors.make();
        classes.add(holder.node);
        redirect(classes, constructors, methods);
        classes.write(folder);
    }

    private static void redirect(Classes classes, Constructors constructors, Methods methods) {
        for (ClassNode node : classes.all()) {
            for (MethodNode method : node.methods) {
                method.access = method.name.equals("<clinit>") ? method.access : Holder.open(method.access);
                constructors.redirect(method);
                for (AbstractInsnNode code : method.instructions.toArray()) {
                    if (code instanceof MethodInsnNode call && !call.name.equals("<init>")) {
                        methods.redirect(call);
                    }
                }
            }
        }
    }
}
