package io.github.flexyfleet.runtime;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** Finds what a class file needs that the Flexy's virtual machine lacks or answers wrongly. */
final class ClassFileCheck {
    private static final int JAVA_1_4 = 48;

    /** Members of classes that the Flexy has, which are missing there (flexy-etk 2.1). Constructors by descriptor. */
    private static final Set<String> MISSING = Set.of(
            "java/lang/String.matches",
            "java/lang/String.replaceAll",
            "java/lang/String.replaceFirst",
            "java/lang/String.split",
            "java/io/InputStreamReader.<init>(Ljava/io/InputStream;Ljava/nio/charset/Charset;)V",
            "java/io/OutputStreamWriter.<init>(Ljava/io/OutputStream;Ljava/nio/charset/Charset;)V",
            "java/io/FileInputStream.getChannel",
            "java/io/FileOutputStream.getChannel",
            "java/io/RandomAccessFile.getChannel",
            "java/net/Socket.getChannel",
            "java/net/ServerSocket.getChannel",
            "java/net/DatagramSocket.getChannel",
            "java/net/ServerSocket.bind",
            "java/net/ServerSocket.isBound",
            "java/net/ServerSocket.isClosed",
            "java/net/ServerSocket.getLocalSocketAddress",
            "java/net/ServerSocket.getReceiveBufferSize",
            "java/net/ServerSocket.setReceiveBufferSize",
            "java/text/NumberFormat.getIntegerInstance",
            "java/text/NumberFormat.getCurrency",
            "java/text/NumberFormat.setCurrency",
            "java/net/DatagramSocket.getTrafficClass",
            "java/net/Inet6Address.isIPv4CompatibleAddress",
            "java/lang/System.nanoTime");

    /** What is there but gives wrong answers without an exception, or is half there (flexy-vm). */
    private static final Set<String> WRONG = Set.of(
            "java/lang/String.getBytes",
            "java/lang/String.<init>([B)V",
            "java/lang/String.<init>([BII)V",
            "java/lang/String.<init>([BLjava/lang/String;)V",
            "java/lang/String.<init>([BIILjava/lang/String;)V",
            "java/lang/String.valueOf(D)Ljava/lang/String;",
            "java/lang/String.valueOf(F)Ljava/lang/String;",
            "java/lang/StringBuffer.append(D)Ljava/lang/StringBuffer;",
            "java/lang/StringBuffer.append(F)Ljava/lang/StringBuffer;",
            "java/lang/Double.toString",
            "java/lang/Double.parseDouble",
            "java/lang/Double.valueOf",
            "java/lang/Float.toString",
            "java/lang/Float.parseFloat",
            "java/lang/Float.valueOf",
            "java/lang/Class.forName",
            "com/ewon/ewonitf/Exporter.read()I",
            "com/ewon/ewonitf/MqttMessage.<init>(Ljava/lang/String;Ljava/lang/String;)V");

    private static final Set<String> WRONG_CLASSES = Set.of(
            "java.lang.StringBuilder",
            "java.net.URLEncoder",
            "java.net.URLDecoder",
            "java.security.MessageDigest",
            "java.text.DecimalFormat",
            "java.text.SimpleDateFormat",
            "java.util.zip.GZIPInputStream",
            "java.util.zip.GZIPOutputStream",
            "java.util.Timer",
            "java.util.Properties");

    /** What is thrown elsewhere for a class or member that is missing; there it is ClassNotFoundException (flexy-vm). */
    private static final Set<String> NOT_THROWN = Set.of(
            "java/lang/LinkageError",
            "java/lang/NoClassDefFoundError",
            "java/lang/IncompatibleClassChangeError",
            "java/lang/NoSuchMethodError",
            "java/lang/NoSuchFieldError",
            "java/lang/Error");

    private final Set<String> known;

    ClassFileCheck() {
        try (InputStream list = ClassFileCheck.class.getResourceAsStream("/flexy-vm-classes.txt")) {
            known = new String(list.readAllBytes(), US_ASCII).lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The problems of one class file, empty when it can run on a Flexy. */
    List<String> problems(byte[] classFile) {
        Set<String> problems = new TreeSet<>();
        int version = ((classFile[6] & 255) << 8) | (classFile[7] & 255);
        if (version != JAVA_1_4) {
            problems.add("version " + version);
        }
        ClassVisitor members = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                return new Calls(problems);
            }
        };
        Remapper types = new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String internalName) {
                checkClass(internalName.replace('/', '.'), problems);
                return internalName;
            }
        };
        new ClassReader(classFile).accept(new ClassRemapper(Opcodes.ASM9, members, types) {}, 0);
        return List.copyOf(problems);
    }

    private void checkClass(String name, Set<String> problems) {
        boolean ours = name.startsWith("io.github.flexyfleet.")
                || name.indexOf('.') < 0 // the same, in the jar, where ProGuard looks whether they are there
                || name.startsWith("com.ewon.ewonitf.");
        if (!ours && !known.contains(name)) {
            problems.add("class " + name + " is not on the Flexy");
        }
        if (WRONG_CLASSES.contains(name)) {
            problems.add("class " + name + " does not work on the Flexy");
        }
    }

    private static final class Calls extends MethodVisitor {
        private final Set<String> problems;

        Calls(Set<String> problems) {
            super(Opcodes.ASM9);
            this.problems = problems;
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            if (type != null && NOT_THROWN.contains(type)) {
                problems.add("catch of " + type + " does not see a missing class on the Flexy");
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            String member = owner + "." + name;
            if (MISSING.contains(member) || MISSING.contains(member + descriptor)) {
                problems.add(member + " is not on the Flexy");
            }
            if (WRONG.contains(member) || WRONG.contains(member + descriptor)) {
                problems.add(member + " does not work on the Flexy");
            }
        }
    }
}
