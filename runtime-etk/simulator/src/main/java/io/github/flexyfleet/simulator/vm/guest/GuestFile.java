package io.github.flexyfleet.simulator.vm.guest;

import io.github.flexyfleet.simulator.vm.bridge.FlashAccess;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** {@code java.io.File} on the gateway's user partition. */
public class GuestFile implements Serializable, Comparable<GuestFile> {
    public static final char separatorChar = '/';
    public static final String separator = "/";
    public static final char pathSeparatorChar = ':';
    public static final String pathSeparator = ":";

    private final String path;

    public GuestFile(String path) {
        String clean = path.replaceAll("/+", "/");
        this.path = clean.length() > 1 && clean.endsWith("/") ? clean.substring(0, clean.length() - 1) : clean;
    }

    public GuestFile(String parent, String child) {
        this(parent == null ? child : parent + "/" + child);
    }

    public GuestFile(GuestFile parent, String child) {
        this(parent == null ? null : parent.path, child);
    }

    private static FlashAccess flash() {
        return Guest.host().flash();
    }

    public String getName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    public String getParent() {
        int slash = path.lastIndexOf('/');
        if (slash < 0 || path.length() == 1) {
            return null;
        }
        return slash == 0 ? "/" : path.substring(0, slash);
    }

    public GuestFile getParentFile() {
        String parent = getParent();
        return parent == null ? null : new GuestFile(parent);
    }

    public String getPath() {
        return path;
    }

    public boolean isAbsolute() {
        return path.startsWith("/");
    }

    public String getAbsolutePath() {
        return isAbsolute() ? path : "/" + path;
    }

    public GuestFile getAbsoluteFile() {
        return new GuestFile(getAbsolutePath());
    }

    public String getCanonicalPath() throws IOException {
        return getAbsolutePath();
    }

    public GuestFile getCanonicalFile() throws IOException {
        return getAbsoluteFile();
    }

    public boolean canRead() {
        return exists();
    }

    public boolean canWrite() {
        return exists();
    }

    public boolean exists() {
        return flash().exists(path);
    }

    public boolean isDirectory() {
        return flash().directory(path);
    }

    public boolean isFile() {
        return exists() && !isDirectory();
    }

    public boolean isHidden() {
        return getName().startsWith(".");
    }

    public long lastModified() {
        return flash().modified(path);
    }

    public long length() {
        return flash().size(path);
    }

    public boolean createNewFile() throws IOException {
        if (exists()) {
            return false;
        }
        flash().open(path, FlashAccess.Mode.READ_WRITE).close();
        return true;
    }

    public boolean delete() {
        return flash().delete(path);
    }

    public boolean mkdir() {
        return flash().mkdir(path);
    }

    public boolean mkdirs() {
        if (exists()) {
            return false;
        }
        GuestFile parent = getParentFile();
        if (parent != null && !parent.exists()) {
            parent.mkdirs();
        }
        return mkdir();
    }

    public boolean renameTo(GuestFile target) {
        return flash().rename(path, target.path);
    }

    public String[] list() {
        return flash().list(path);
    }

    public String[] list(GuestFilenameFilter filter) {
        String[] names = list();
        if (names == null || filter == null) {
            return names;
        }
        List<String> kept = new ArrayList<>();
        for (String name : names) {
            if (filter.accept(this, name)) {
                kept.add(name);
            }
        }
        return kept.toArray(new String[0]);
    }

    public GuestFile[] listFiles() {
        return files(list());
    }

    public GuestFile[] listFiles(GuestFilenameFilter filter) {
        return files(list(filter));
    }

    public GuestFile[] listFiles(GuestFileFilter filter) {
        GuestFile[] all = listFiles();
        if (all == null || filter == null) {
            return all;
        }
        List<GuestFile> kept = new ArrayList<>();
        for (GuestFile file : all) {
            if (filter.accept(file)) {
                kept.add(file);
            }
        }
        return kept.toArray(new GuestFile[0]);
    }

    private GuestFile[] files(String[] names) {
        if (names == null) {
            return null;
        }
        GuestFile[] files = new GuestFile[names.length];
        for (int i = 0; i < names.length; i++) {
            files[i] = new GuestFile(this, names[i]);
        }
        return files;
    }

    @Override
    public int compareTo(GuestFile other) {
        return path.compareTo(other.path);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GuestFile file && path.equals(file.path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    @Override
    public String toString() {
        return path;
    }
}
