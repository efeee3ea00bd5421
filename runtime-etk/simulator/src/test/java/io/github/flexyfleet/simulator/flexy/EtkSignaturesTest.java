package io.github.flexyfleet.simulator.flexy;

import static org.assertj.core.api.Assertions.assertThat;

import com.ewon.ewonitf.TagControl;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The simulator's ETK has all that the signatures of the real one have: what compiles against these runs here. */
class EtkSignaturesTest {
    private static final String FOLDER = "com/ewon/ewonitf/";

    /** Class files of the signatures, which lie in a jar or in a folder; its classes are never loaded here. */
    private static List<byte[]> expected() throws IOException, URISyntaxException {
        List<URL> places =
                Collections.list(EtkSignaturesTest.class.getClassLoader().getResources(FOLDER + "TagControl.class"));
        URI place = places.stream()
                .filter(found -> found.getPath().contains("etk-api"))
                .findFirst()
                .orElseThrow()
                .toURI();
        if (!place.getScheme().equals("jar")) {
            return classFiles(Path.of(place).getParent());
        }
        try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
            return classFiles(jar.getPath(FOLDER));
        }
    }

    private static List<byte[]> classFiles(Path folder) throws IOException {
        List<byte[]> classes = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.class")) {
            for (Path file : files) {
                classes.add(Files.readAllBytes(file));
            }
        }
        return classes;
    }

    private static Set<String> missing(List<byte[]> expected) throws IOException {
        Set<String> missing = new TreeSet<>();
        for (byte[] classFile : expected) {
            String name = new ClassReader(classFile).getClassName();
            missing.addAll(EtkSignatures.of(classFile));
            try (InputStream ours = TagControl.class.getResourceAsStream("/" + name + ".class")) {
                if (ours != null) {
                    missing.removeAll(EtkSignatures.of(ours.readAllBytes()));
                }
            }
        }
        return missing;
    }

    @Test
    void theSimulatorHasEveryClassMemberConstantAndException() throws IOException, URISyntaxException {
        List<byte[]> expected = expected();

        assertThat(expected.size()).isGreaterThan(35);
        assertThat(missing(expected)).isEmpty();
    }

    /** What is changed in one class of the signatures. */
    private enum Difference {
        CLASS,
        CONSTANT,
        EXCEPTION,
        PARAMETER,
        ACCESS
    }

    @ParameterizedTest
    @EnumSource(Difference.class)
    void aPlantedDifferenceIsNoticed(Difference difference) throws IOException, URISyntaxException {
        List<byte[]> expected = expected();
        expected.replaceAll(
                classFile -> new ClassReader(classFile).getClassName().equals(FOLDER + "TagControl")
                        ? changed(classFile, difference)
                        : classFile);

        assertThat(missing(expected))
                .hasSize(difference == Difference.ACCESS ? 2 : 1)
                .allSatisfy(line -> assertThat(line).startsWith("TagControl: "));
    }

    private static byte[] changed(byte[] classFile, Difference difference) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public void visit(
                                    int version,
                                    int access,
                                    String name,
                                    String signature,
                                    String parent,
                                    String[] of) {
                                int flags = difference == Difference.CLASS ? access | Opcodes.ACC_FINAL : access;
                                super.visit(version, flags, name, signature, parent, of);
                            }

                            @Override
                            public FieldVisitor visitField(
                                    int access, String name, String type, String signature, Object value) {
                                boolean hit = difference == Difference.CONSTANT && name.equals("ALARM_TYPE_HIGH");
                                return super.visitField(
                                        access, name, type, signature, hit ? Integer.valueOf(99) : value);
                            }

                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] exceptions) {
                                if (name.equals("logTag") && difference == Difference.EXCEPTION) {
                                    return super.visitMethod(access, name, type, signature, null);
                                }
                                if (name.equals("setTagId") && difference == Difference.PARAMETER) {
                                    return super.visitMethod(access, name, "(J)V", signature, exceptions);
                                }
                                if (name.equals("ackAlarm") && difference == Difference.ACCESS) {
                                    int flags = (access & ~Opcodes.ACC_PUBLIC) | Opcodes.ACC_PROTECTED;
                                    return super.visitMethod(flags, name, type, signature, exceptions);
                                }
                                return super.visitMethod(access, name, type, signature, exceptions);
                            }
                        },
                        0);
        return writer.toByteArray();
    }
}
