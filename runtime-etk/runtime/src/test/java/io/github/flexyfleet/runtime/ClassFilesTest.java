package io.github.flexyfleet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class ClassFilesTest {
    private final ClassFileCheck check = new ClassFileCheck();

    @Test
    void everyClassRunsOnAFlexy() throws Exception {
        Path classes = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        for (Path file : classesIn(classes)) {
            assertThat(check.problems(Files.readAllBytes(file)))
                    .as(file.toString())
                    .isEmpty();
        }
    }

    @Test
    void soDoesEveryClassOfTheJarAndItsStackTracesCanBeRead() throws Exception {
        Path classes = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path small = classes.resolveSibling("small-classes");
        List<String> names =
                classesIn(classes).stream().map(ClassFilesTest::name).toList();
        assertThat(names).as("one class each in a stack trace").doesNotHaveDuplicates();
        Map<String, String> originals = originals(classes.resolveSibling("runtime.map"));
        for (Path file : classesIn(small)) {
            assertThat(check.problems(Files.readAllBytes(file)))
                    .as(file.toString())
                    .isEmpty();
            if (name(file).equals("Code.class")) {
                // GatherCode has moved the code of most methods there, under the names of their classes.
                for (String method : methods(file)) {
                    assertThat(names)
                            .as("readable in a stack trace")
                            .contains(method.replaceFirst("(_\\d+)?$", ".class"));
                }
            } else {
                String inTrace = small.relativize(file).toString().replace(File.separatorChar, '.');
                String original = originals.get(inTrace.replaceFirst("\\.class$", ""));
                assertThat(original).as("the mapping knows %s", inTrace).isNotNull();
                assertThat(classes.resolve(original.replace('.', '/') + ".class"))
                        .exists();
            }
        }
        assertThat(small.resolve("io/github/flexyfleet/runtime/Main.class")).exists();
        try (Stream<Path> starters = Files.list(small.resolve("io/github/flexyfleet/start"))) {
            assertThat(starters).as("named with the version").hasSize(1);
        }
    }

    /** Class as written by its name in stack traces. */
    private static Map<String, String> originals(Path mapping) throws IOException {
        Map<String, String> originals = new TreeMap<>();
        for (String line : Files.readAllLines(mapping)) {
            if (!line.startsWith(" ") && !line.startsWith("#")) {
                String[] names = line.split(" -> |:", -1);
                originals.put(names[1], names[0]);
            }
        }
        return originals;
    }

    private static Set<String> methods(Path file) throws IOException {
        Set<String> methods = new TreeSet<>();
        new ClassReader(Files.readAllBytes(file))
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] exceptions) {
                                methods.add(name);
                                return null;
                            }
                        },
                        0);
        assertThat(methods).hasSizeGreaterThan(50);
        return methods;
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static List<Path> classesIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files =
                    all.filter(file -> file.toString().endsWith(".class")).toList();
            assertThat(files).hasSizeGreaterThan(40);
            return files;
        }
    }

    @Test
    void whatDoesNotRunThereIsFound() {
        assertThat(check.problems(planted(Opcodes.V17, "java/lang/String", "length", "()I")))
                .containsExactly("version 61");
        assertThat(check.problems(planted(Opcodes.V1_4, "java/lang/String", "length", "()I")))
                .isEmpty();
        assertThat(check.problems(
                        planted(Opcodes.V1_4, "java/lang/String", "split", "(Ljava/lang/String;)[Ljava/lang/String;")))
                .containsExactly("java/lang/String.split is not on the Flexy");
        assertThat(check.problems(planted(Opcodes.V1_4, "java/util/regex/Pattern", "pattern", "()Ljava/lang/String;")))
                .containsExactly("class java.util.regex.Pattern is not on the Flexy");
        assertThat(check.problems(planted(Opcodes.V1_4, "java/lang/String", "getBytes", "()[B")))
                .containsExactly("java/lang/String.getBytes does not work on the Flexy");
        assertThat(check.problems(planted(Opcodes.V1_4, "com/ewon/ewonitf/Exporter", "read", "()I")))
                .containsExactly("com/ewon/ewonitf/Exporter.read does not work on the Flexy");
        assertThat(check.problems(planted(Opcodes.V1_4, "com/ewon/ewonitf/Exporter", "read", "([BII)I")))
                .isEmpty();
        assertThat(check.problems(
                        planted(Opcodes.V1_4, "java/lang/StringBuilder", "append", "(I)Ljava/lang/StringBuilder;")))
                .containsExactly("class java.lang.StringBuilder does not work on the Flexy");
        assertThat(check.problems(planted(Opcodes.V1_4, "java/util/zip/GZIPInputStream", "close", "()V")))
                .containsExactly("class java.util.zip.GZIPInputStream does not work on the Flexy");
    }

    @Test
    void catchesThatMissAMissingClassThereAreFound() {
        assertThat(check.problems(catching("java/lang/NoClassDefFoundError")))
                .containsExactly("catch of java/lang/NoClassDefFoundError does not see a missing class on the Flexy");
        assertThat(check.problems(catching("java/lang/Throwable"))).isEmpty();
        assertThat(check.problems(catching("java/lang/ClassNotFoundException"))).isEmpty();
    }

    /** A class with one method that makes a call and catches this. */
    private static byte[] catching(String type) {
        return written(Opcodes.V1_4, method -> {
            Label start = new Label();
            Label handler = new Label();
            method.visitTryCatchBlock(start, handler, handler, type);
            method.visitLabel(start);
            method.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Thread", "yield", "()V", false);
            method.visitInsn(Opcodes.RETURN);
            method.visitLabel(handler);
            method.visitInsn(Opcodes.POP);
            method.visitInsn(Opcodes.RETURN);
        });
    }

    /** A class with one method that makes one call. */
    private static byte[] planted(int version, String owner, String name, String descriptor) {
        return written(version, method -> {
            method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, name, descriptor, false);
            method.visitInsn(Opcodes.RETURN);
        });
    }

    private static byte[] written(int version, Consumer<MethodVisitor> body) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(
                version, Opcodes.ACC_PUBLIC, "io/github/flexyfleet/runtime/Planted", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "call", "()V", null, null);
        method.visitCode();
        body.accept(method);
        method.visitMaxs(5, 0);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
