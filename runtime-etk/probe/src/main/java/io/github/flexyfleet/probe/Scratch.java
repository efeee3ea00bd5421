package io.github.flexyfleet.probe;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Hashtable;
import java.util.StringTokenizer;

/**
 * The files of the probe: all of them begin with {@link #START}, and the tool that started it removes them. Texts are
 * ASCII.
 */
final class Scratch {
    /** How the path of each file of the probe begins. */
    static final String START = "/usr/flexyprobe";

    /** Folder of files that live only while the program runs. */
    static final String FOLDER = START + "/";

    /** What the tool hands over, a {@code name=value} before each semicolon. */
    static final String IN = START + ".in";

    private static final int LINE = 64;

    private Scratch() {}

    /** Writes a file and has it reach the flash. */
    static void write(String path, String text) throws IOException {
        FileOutputStream out = new FileOutputStream(path);
        try {
            out.write(text.getBytes("ISO-8859-1"));
            out.flush();
            out.getFD().sync();
        } finally {
            out.close();
        }
    }

    /** Reads a file, null when there is none. */
    static String read(String path) throws IOException {
        File file = new File(path);
        if (!file.exists()) {
            return null;
        }
        byte[] bytes = new byte[(int) file.length()];
        InputStream in = new FileInputStream(path);
        try {
            int have = 0;
            int more = 0;
            while (have < bytes.length && more >= 0) {
                more = in.read(bytes, have, bytes.length - have);
                have += more > 0 ? more : 0;
            }
        } finally {
            in.close();
        }
        return new String(bytes, "ISO-8859-1");
    }

    /** The settings of a file with a {@code name=value} before each semicolon. */
    static Hashtable settings(String path) throws IOException {
        Hashtable all = new Hashtable();
        String text = read(path);
        StringTokenizer lines = new StringTokenizer(text == null ? "" : text, ";\r\n");
        while (lines.hasMoreTokens()) {
            String line = lines.nextToken();
            int equals = line.indexOf('=');
            if (equals > 0) {
                all.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return all;
    }

    /** Writes a PEM file. */
    static void pem(String name, String kind, String base64) throws IOException {
        write(FOLDER + name, block(kind, base64));
    }

    /** A PEM block. */
    static String block(String kind, String base64) {
        StringBuffer text = new StringBuffer("-----BEGIN " + kind + "-----\n");
        for (int i = 0; i < base64.length(); i += LINE) {
            text.append(base64.substring(i, Math.min(i + LINE, base64.length())))
                    .append('\n');
        }
        return text.append("-----END " + kind + "-----\n").toString();
    }

    /** Empties and removes the folder; what is in it may be a key. */
    static void removeFolder() throws IOException {
        File folder = new File(FOLDER);
        String[] names = folder.list();
        for (int i = 0; names != null && i < names.length; i++) {
            erase(FOLDER + names[i]);
        }
        folder.delete();
    }

    /** Overwrites and removes a file. */
    static void erase(String path) throws IOException {
        File file = new File(path);
        if (file.isFile()) {
            byte[] zeros = new byte[512];
            OutputStream out = new FileOutputStream(path);
            out.write(zeros);
            out.close();
        }
        file.delete();
    }
}
