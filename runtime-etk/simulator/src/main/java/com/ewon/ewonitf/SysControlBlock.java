package com.ewon.ewonitf;

import io.github.flexyfleet.simulator.vm.bridge.Refusal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A block of the configuration; changes take effect when the block is saved (flexy-etk 1.4). */
public class SysControlBlock {
    public static final byte BY_NDX = 0;
    public static final byte BY_ID = 1;
    public static final byte SYS = 2;
    public static final byte TAG = 3;
    public static final byte USER = 4;
    public static final byte COM = 5;
    public static final byte INF = 6;
    public static final byte WIZ = 7;

    private final int type;
    private final int record;
    private final Map<String, String> changes = new TreeMap<>();

    public SysControlBlock(int type) throws EWException {
        this(type, 0);
    }

    public SysControlBlock(int type, int recordId) throws EWException {
        this.type = type;
        this.record = recordId;
        check();
    }

    public SysControlBlock(int type, int refType, int ref) throws EWException {
        this.type = type;
        this.record = type == TAG && refType == BY_NDX ? Platform.host().tags().idAt(ref) : ref;
        check();
    }

    public SysControlBlock(int type, String name) throws EWException {
        this.type = type;
        this.record = type == TAG ? Platform.host().tags().idOf(name) : 0;
        check();
    }

    /** New tags and users cannot be made in a rehearsal. */
    private void check() throws EWException {
        if (type < SYS || type > WIZ) {
            throw new EWException("block type " + type);
        }
        if (type == TAG && Platform.host().tags().type(record) < 0) {
            throw new EWException("no such tag");
        }
    }

    public void reloadBlock() throws EWException {
        changes.clear();
    }

    public void saveBlock() throws EWException {
        saveBlock(false);
    }

    public void saveBlock(boolean toFlash) throws EWException {
        try {
            for (Map.Entry<String, String> change : changes.entrySet()) {
                Platform.host().system().item(type, record, change.getKey(), change.getValue());
            }
            changes.clear();
            if (toFlash) {
                Platform.host().system().save();
            }
        } catch (Refusal e) {
            throw Platform.refused(e);
        }
    }

    public void saveBlockById() throws EWException {
        saveBlock(false);
    }

    public void saveBlockById(boolean toFlash) throws EWException {
        saveBlock(toFlash);
    }

    public String getItem(String name) throws EWException {
        try {
            String changed = changes.get(name.toLowerCase(Locale.ROOT));
            return changed != null ? changed : Platform.host().system().item(type, record, name);
        } catch (Refusal e) {
            throw Platform.refused(e);
        }
    }

    public void setItem(String name, String value) throws EWException {
        getItem(name);
        changes.put(name.toLowerCase(Locale.ROOT), value);
    }
}
