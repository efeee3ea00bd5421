package io.github.flexyfleet.runtime.etk;

import com.ewon.ewonitf.DefaultEventHandler;
import com.ewon.ewonitf.EWException;
import com.ewon.ewonitf.EwonSystem;
import com.ewon.ewonitf.Exporter;
import com.ewon.ewonitf.FileSystemDriver;
import com.ewon.ewonitf.Loader;
import com.ewon.ewonitf.SysControlBlock;
import com.ewon.ewonitf.TagControl;
import io.github.flexyfleet.runtime.port.Clock;
import io.github.flexyfleet.runtime.port.Gateway;
import io.github.flexyfleet.runtime.port.TagWatcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The Flexy through the ETK, and its clock. */
public final class EtkGateway implements Gateway, Clock {
    private static final int BUFFER = 4096;
    private static final int MAX_EXPORT = 2 * 1024 * 1024;

    /** A fresh export may have nothing to read for a while; HMS waits as long (flexy-etk 1.6). */
    private static final int FIRST_BYTES_MS = 15000;

    private static final int WAIT_MS = 20;

    /** Type number of floats (flexy-etk 5). */
    private static final int FLOAT = 1;

    /** A pause each 32 KB: a long export must not starve the Flexy's other processes (flexy-etk 2.2). */
    private static final int BREATH = 15;

    /** Size of the next export, about: that of the last one, so that the buffer need not grow. */
    private int expected = BUFFER;

    public byte[] export(String descriptor) throws IOException {
        byte[] all = export(descriptor, MAX_EXPORT);
        if (all == null) {
            throw new IOException("export " + descriptor + " does not end");
        }
        expected = all.length + BUFFER;
        return all;
    }

    public byte[] export(String descriptor, int max) throws IOException {
        Exporter exporter = new Exporter(descriptor);
        try {
            awaitFirstBytes(exporter);
            ByteArrayOutputStream out = new ByteArrayOutputStream(max < MAX_EXPORT ? BUFFER : expected);
            byte[] buffer = new byte[BUFFER];
            int empty = 0;
            while (true) {
                // Only this form of read knows the end of the stream (flexy-etk 1.6).
                int count = exporter.read(buffer, 0, BUFFER);
                if (count < 0) {
                    return out.toByteArray();
                }
                empty = count == 0 ? empty + WAIT_MS : 0;
                if (out.size() + count > max) {
                    return null;
                }
                if (empty > FIRST_BYTES_MS) {
                    throw new IOException("export " + descriptor + " does not end");
                }
                boolean rest = out.size() >> BREATH != out.size() + count >> BREATH;
                out.write(buffer, 0, count);
                if (count == 0 || rest) {
                    pause();
                }
            }
        } finally {
            exporter.close();
        }
    }

    public void watch(TagWatcher watcher) {
        DefaultEventHandler.setDefaultTagValueListener(new EtkTagEvents(watcher));
    }

    /**
     * The root file that is the program (flexy-etk 1.6, 3). INFERRED, all of it here: that writing it stops the program
     * that runs and ends its MQTT connection, runs the new one, and lasts over a boot, as it does by FTP.
     */
    public void load(byte[] program) throws IOException {
        Loader loader = new Loader("/program.bas");
        try {
            loader.write(program, 0, program.length);
            loader.flush();
        } finally {
            loader.close();
        }
    }

    public String write(int id, int type, Object value) throws IOException {
        try {
            TagControl tag = new TagControl(TagControl.BY_ID, id);
            String before = tag.getTagValueAsString();
            if (type == FLOAT) {
                tag.setTagValueAsDouble(Float.intBitsToFloat(((Integer) value).intValue()));
            } else if (value instanceof Integer) {
                tag.setTagValueAsInt(((Integer) value).intValue());
            } else if (value instanceof Long) {
                // INFERRED (flexy-etk 1.3): that a long holds an unsigned dword.
                tag.setTagValueAsLong(((Long) value).longValue());
            } else {
                tag.setTagValueAsString((String) value);
            }
            return before == null ? "" : before;
        } catch (Exception e) {
            // Nobody knows what these methods throw for a tag that has just been deleted (flexy-etk 9).
            throw new IOException(e.getMessage());
        }
    }

    private static void awaitFirstBytes(Exporter exporter) throws IOException {
        for (int waited = 0; exporter.available() <= 0; waited += WAIT_MS) {
            if (waited > FIRST_BYTES_MS) {
                throw new IOException("the export gives nothing");
            }
            pause();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(WAIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    public long now() {
        return System.currentTimeMillis();
    }

    public String serial() {
        return info("SERNUM");
    }

    public String firmware() {
        String high = info("FwrVerHi");
        return high.length() == 0 ? "" : high + '.' + info("FwrVerLo");
    }

    private static String info(String item) {
        try {
            String value = new SysControlBlock(SysControlBlock.INF).getItem(item);
            return value == null ? "" : value.trim();
        } catch (EWException e) {
            return "";
        }
    }

    public long upSeconds() {
        return EwonSystem.getSysUpTime();
    }

    public long freeFlash() {
        try {
            // INFERRED (flexy-etk 3): the form of the argument; a wrong guess must not cost more than this number.
            return Math.max(0, FileSystemDriver.availableSizeImpl("/usr"));
        } catch (RuntimeException e) {
            return 0;
        }
    }

    public long freeHeap() {
        return Runtime.getRuntime().freeMemory();
    }
}
