package io.github.flexyfleet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * An exception out of a callback ends the ETK's event loop, and a loop without sleep starves the Flexy (flexy-etk 1.1,
 * 2.2): every call in a callback stands under a handler of Throwable, and every run and main that loops sleeps.
 */
class CallbackCheckTest {
    private static final Set<String> CALLBACKS =
            Set.of("callForm", "callMqttEvent", "callTagChanged", "callEvent", "callAst", "call");

    /** Methods of these cannot fail; they stand in handlers or after them. */
    private static final Set<String> SAFE =
            Set.of("java/lang/Thread.yield", "Alive.end", "noteDown", "port/TagWatcher.lost");

    private final Set<String> callbacks = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    @Test
    void everyCallbackCatchesThrowableAndEveryLoopSleeps() throws Exception {
        Path classes = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    (Iterable<Path>) files.filter(each -> each.toString().endsWith(".class"))::iterator) {
                new ClassReader(Files.readAllBytes(file)).accept(new Check(), 0);
            }
        }
        assertThat(problems).isEmpty();
        assertThat(callbacks)
                .contains(
                        "io/github/flexyfleet/runtime/etk/EtkForms.callForm",
                        "io/github/flexyfleet/runtime/etk/EtkHubClient$Native.callMqttEvent",
                        "io/github/flexyfleet/runtime/etk/EtkTagEvents.callTagChanged");
    }

    @Test
    void aCallOutsideAHandlerIsFound() throws Exception {
        String name = Planted.class.getName().replace('.', '/');
        new ClassReader(Planted.class
                        .getResourceAsStream("CallbackCheckTest$Planted.class")
                        .readAllBytes())
                .accept(new Check("com/ewon/ewonitf/Planted"), 0);
        assertThat(problems)
                .containsExactly(name + ".callForm calls java/lang/String.length", name + ".run does not sleep");
    }

    /** As it must not be. */
    abstract static class Planted implements Runnable {
        int callForm(String form) {
            return form.length();
        }

        @Override
        public void run() {
            for (int i = 0; i < 1000; i++) {
                callForm("");
            }
        }
    }

    private final class Check extends ClassVisitor {
        private String name;
        private boolean listens;

        Check() {
            this("");
        }

        Check(String superClass) {
            super(Opcodes.ASM9);
            listens = !superClass.isEmpty();
        }

        @Override
        public void visit(int version, int access, String own, String signature, String above, String[] interfaces) {
            name = own;
            listens |= above.startsWith("com/ewon/ewonitf/")
                    || Stream.of(interfaces).anyMatch(each -> each.startsWith("com/ewon/ewonitf/"));
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] exceptions) {
            boolean callback = listens && CALLBACKS.contains(method);
            if (callback) {
                callbacks.add(name + "." + method);
            }
            boolean runs = method.equals("run") || method.equals("main");
            return callback || runs ? new Body(name + "." + method, callback) : null;
        }
    }

    private final class Body extends MethodVisitor {
        private final String method;
        private final boolean callback;
        private final Set<Label> opened = new HashSet<>();
        private final Set<Label> closed = new HashSet<>();
        private final Set<Label> passed = new HashSet<>();
        private int open;
        private boolean loops;
        private boolean sleeps;

        Body(String method, boolean callback) {
            super(Opcodes.ASM9);
            this.method = method;
            this.callback = callback;
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            if ("java/lang/Throwable".equals(type)) {
                opened.add(start);
                closed.add(end);
            }
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
            open += (opened.contains(label) ? 1 : 0) - (closed.contains(label) ? 1 : 0);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            loops |= passed.contains(label);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String called, String descriptor, boolean isInterface) {
            String call = owner + "." + called;
            // A method of the class itself may do the sleeping.
            sleeps |= call.equals("java/lang/Thread.sleep")
                    || (method.startsWith(owner + ".") && (called.equals("run") || called.equals("again")));
            if (callback && open == 0 && SAFE.stream().noneMatch(call::endsWith)) {
                problems.add(method + " calls " + call);
            }
        }

        @Override
        public void visitEnd() {
            if (!callback && loops && !sleeps) {
                problems.add(method + " does not sleep");
            }
        }
    }
}
