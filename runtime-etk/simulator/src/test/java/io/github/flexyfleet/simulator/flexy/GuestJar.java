package io.github.flexyfleet.simulator.flexy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Makes jars of small programs whose class files say version 48, as those of the real runtime do. */
final class GuestJar {
    static final int DEVICE = 48;

    private GuestJar() {}

    /** A jar with the program {@code Main} of this body, lowered to a class file version. */
    static byte[] of(String members, int version) {
        String source =
                "import com.ewon.ewonitf.*; import java.io.*; import java.util.*;\npublic class Main {" + members + "}";
        try {
            Path classes = Files.createTempDirectory("guest");
            compile(source, classes);
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                    Stream<Path> files = Files.list(classes)) {
                for (Path file : files.sorted().toList()) {
                    jar.putNextEntry(new JarEntry(file.getFileName().toString()));
                    jar.write(lowered(Files.readAllBytes(file), version));
                    Files.delete(file);
                }
            }
            Files.delete(classes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compile(String source, Path target) {
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Main.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "--release",
                "8",
                "-nowarn",
                "-Xlint:none",
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                target.toString());
        boolean done = ToolProvider.getSystemJavaCompiler()
                .getTask(messages, null, null, options, null, List.of(file))
                .call();
        if (!done) {
            throw new IllegalArgumentException(messages.toString());
        }
    }

    private static byte[] lowered(byte[] classFile, int version) {
        ClassWriter writer = new ClassWriter(0);
        ClassVisitor lower = new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visit(
                    int was, int access, String name, String signature, String superName, String[] interfaces) {
                super.visit(version, access, name, signature, superName, interfaces);
            }
        };
        new ClassReader(classFile).accept(lower, version > 49 ? 0 : ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }
}
