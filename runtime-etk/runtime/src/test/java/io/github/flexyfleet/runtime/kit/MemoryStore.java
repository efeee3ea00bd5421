package io.github.flexyfleet.runtime.kit;

import io.github.flexyfleet.runtime.port.Store;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Flash in memory. Power can be cut at any write, which leaves any part of that write; writes can also just fail. */
public final class MemoryStore implements Store {
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Random tears;
    private final String root;
    private int writesUntilCut = Integer.MAX_VALUE;
    private boolean full;
    private String unreadable = "";
    private int writes;

    /** Empty flash. */
    public MemoryStore() {
        this("/usr/flexyfleet/");
    }

    /** Empty flash whose files are known below this folder. */
    public MemoryStore(String root) {
        this(7, root);
    }

    private MemoryStore(long seed, String root) {
        tears = new Random(seed);
        this.root = root;
    }

    /** Empty flash that tears its writes as this seed says. */
    public static MemoryStore tearing(long seed) {
        return new MemoryStore(seed, "/usr/flexyfleet/");
    }

    /** Thrown when power is cut; nothing of the runtime catches it. */
    public static final class PowerCut extends Error {
        private static final long serialVersionUID = 1;
    }

    /** A copy of what lies on flash now; it tears its writes in another way. */
    public MemoryStore copy() {
        MemoryStore copy = new MemoryStore(tears.nextLong(), root);
        files.forEach((name, content) -> copy.files.put(name, content.clone()));
        return copy;
    }

    /** Cuts power in the n-th write from now, counted from 0. */
    public void cutAt(int n) {
        writesUntilCut = n;
    }

    /** Every write fails from now on, or works again. */
    public void setFull(boolean full) {
        this.full = full;
    }

    /** Reading this file fails from now on; with an empty path everything can be read again. */
    public void setUnreadable(String path) {
        unreadable = path;
    }

    /** Writes and deletions so far. */
    public int writes() {
        return writes;
    }

    /** Flips a bit of a file. */
    public void damage(String path) {
        files.get(path)[0] ^= 1;
    }

    /** Puts a file back as another flash has it. */
    public void put(String path, MemoryStore from) {
        files.put(path, from.files.get(path).clone());
    }

    /** Lets a file hold everything twice. */
    public void twice(String path) {
        byte[] once = files.get(path);
        byte[] both = Arrays.copyOf(once, 2 * once.length);
        System.arraycopy(once, 0, both, once.length, once.length);
        files.put(path, both);
    }

    private boolean cutsNow() throws IOException {
        if (full) {
            throw new IOException("no space left");
        }
        writes++;
        return writesUntilCut-- == 0;
    }

    @Override
    public byte[] read(String path) throws IOException {
        if (path.equals(unreadable)) {
            throw new IOException("cannot read " + path);
        }
        byte[] content = files.get(path);
        return content == null ? null : content.clone();
    }

    @Override
    public long size(String path) {
        byte[] content = files.get(path);
        return content == null ? -1 : content.length;
    }

    @Override
    public void write(String path, byte[] content) throws IOException {
        if (cutsNow()) {
            files.put(path, torn(content));
            throw new PowerCut();
        }
        files.put(path, content.clone());
    }

    @Override
    public void append(String path, byte[] content) throws IOException {
        if (cutsNow()) {
            join(path, torn(content));
            throw new PowerCut();
        }
        join(path, content);
    }

    private void join(String path, byte[] more) {
        byte[] before = files.getOrDefault(path, new byte[0]);
        byte[] both = Arrays.copyOf(before, before.length + more.length);
        System.arraycopy(more, 0, both, before.length, more.length);
        files.put(path, both);
    }

    /** Any prefix, sometimes with a block of zeros where data should be. */
    private byte[] torn(byte[] content) {
        byte[] part = Arrays.copyOf(content, tears.nextInt(content.length + 1));
        if (tears.nextBoolean()) {
            Arrays.fill(part, part.length - part.length / 3, part.length, (byte) 0);
        }
        return part;
    }

    @Override
    public void delete(String path) throws IOException {
        if (files.containsKey(path)) {
            if (cutsNow()) {
                throw new PowerCut();
            }
            files.remove(path);
        }
    }

    @Override
    public void replace(String path, String target) throws IOException {
        if (cutsNow()) {
            throw new PowerCut();
        }
        if (!files.containsKey(path)) {
            throw new IOException("no file " + path);
        }
        files.put(target, files.remove(path));
    }

    @Override
    public String[] list(String folder) {
        return files.keySet().stream()
                .filter(name -> name.startsWith(folder))
                .map(name -> name.substring(folder.length()))
                .toArray(String[]::new);
    }

    @Override
    public String absolute(String path) {
        return root + path;
    }
}
