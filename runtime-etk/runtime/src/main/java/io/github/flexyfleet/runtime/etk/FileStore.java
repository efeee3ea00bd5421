package io.github.flexyfleet.runtime.etk;

import io.github.flexyfleet.runtime.port.Store;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/** Files below one folder of flash. */
public final class FileStore implements Store {
    private static final int BUFFER = 4096;

    private final String root;

    /** A store below the folder, whose name ends in a slash. */
    public FileStore(String root) {
        this.root = root;
    }

    public byte[] read(String path) throws IOException {
        File file = new File(root + path);
        if (!file.exists()) {
            return null;
        }
        FileInputStream in = new FileInputStream(file);
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream((int) file.length());
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
            return out.toByteArray();
        } finally {
            in.close();
        }
    }

    public long size(String path) {
        File file = new File(root + path);
        return file.exists() ? file.length() : -1;
    }

    public void write(String path, byte[] content) throws IOException {
        put(path, content, false);
    }

    public void append(String path, byte[] content) throws IOException {
        put(path, content, true);
    }

    private void put(String path, byte[] content, boolean append) throws IOException {
        String name = root + path;
        File folder = new File(name.substring(0, name.lastIndexOf('/')));
        if (!folder.exists() && !folder.mkdirs()) {
            throw new IOException("cannot make folder " + folder);
        }
        FileOutputStream out = new FileOutputStream(name, append);
        try {
            out.write(content);
            out.flush();
            out.getFD().sync();
        } finally {
            out.close();
        }
    }

    public void delete(String path) throws IOException {
        File file = new File(root + path);
        if (file.exists() && !file.delete()) {
            throw new IOException("cannot delete " + path);
        }
    }

    public void replace(String path, String target) throws IOException {
        if (!new File(root + path).renameTo(new File(root + target))) {
            throw new IOException("cannot rename " + path);
        }
    }

    public String[] list(String folder) {
        String[] names = new File(root + folder).list();
        return names == null ? new String[0] : names;
    }

    public String absolute(String path) {
        return root + path;
    }
}
