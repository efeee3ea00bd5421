package io.github.flexyfleet.runtime.twin;

import io.github.flexyfleet.runtime.bundle.Writable;
import io.github.flexyfleet.runtime.port.Store;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.tags.TagWriter;
import io.github.flexyfleet.runtime.tags.Write;
import io.github.flexyfleet.runtime.text.Decimal;
import io.github.flexyfleet.runtime.text.JsonReader;
import io.github.flexyfleet.runtime.text.JsonWriter;
import io.github.flexyfleet.runtime.text.Utf8;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes what the twin wants in {@code desired.tags}, each value once (device protocol, Writing tags): it is dealt with
 * when it differs from the value dealt with last, and flash knows of it before the tag is written. So neither a
 * connection nor a boot brings back what somebody has changed at the Flexy since. Worker thread only.
 */
final class Desired {
    /** Time between two writes to flash; of several values for a tag that come in it, the last one counts. */
    static final long PAUSE_MS = 60000;

    private static final String TAGS = "tags";
    private static final String VERSION = "$version";
    private static final String WHO = "desired";

    /** Mark of a component of IoT Plug and Play, which is no tag. */
    private static final String COMPONENT = "__t";

    private static final String GONE = "null";

    // What the memory has before a value: it was to be written next, or it was written. Otherwise why it was not.
    private static final String BEGUN = "202 ";
    private static final String DONE = "200 ";

    private final TagWriter writer;
    private final EventLog log;
    private final DesiredMemory memory;

    /** Values to deal with, by key. */
    private final TreeMap wanted = new TreeMap();

    /** Answers that the hub does not have yet, as JSON text by key. */
    private final TreeMap answers = new TreeMap();

    /** Of the report on its way. */
    private TreeMap answering = new TreeMap();

    private String twin = "";
    private boolean stale;
    private boolean unsaved;
    private long version;
    private long pausedUntil;

    Desired(TagWriter writer, Store store, EventLog log) {
        this.writer = writer;
        this.log = log;
        this.memory = new DesiredMemory(store);
    }

    /** Says whose properties come from now on. */
    void use(String identity) {
        if (!identity.equals(twin)) {
            wanted.clear();
            answers.clear();
        }
        twin = identity;
        stale = false;
    }

    /** A new connection, or messages lost on this one: the twin tells what was missed. */
    void connected(boolean writes) {
        stale = writes;
        version = 0;
        answering.clear();
    }

    boolean isStale() {
        return stale;
    }

    /** Takes the whole twin, when it is needed. */
    void twin(byte[] payload) {
        if (!stale) {
            return;
        }
        try {
            HashMap root = object(payload);
            HashMap desired = inner(root, "desired");
            if (number(desired) < version) {
                // A change has overtaken it.
                return;
            }
            take(desired, inner(inner(root, "reported"), TAGS));
            stale = false;
        } catch (IllegalArgumentException e) {
            unreadable(e);
        } catch (IOException e) {
            unreadable(e);
        }
    }

    /** Asking again at once would cost a message each time; the next connection asks. */
    private void unreadable(Exception e) {
        stale = false;
        log.problem("twin", "desired properties cannot be read: " + e.getMessage());
    }

    /** Takes a change; null when it was too large to keep. */
    void patch(byte[] payload) {
        try {
            HashMap root = payload == null ? null : object(payload);
            if (root == null) {
                stale = true;
            } else if (stale) {
                version = Math.max(version, number(root));
            } else if (number(root) > version) {
                take(root, null);
            }
        } catch (IllegalArgumentException e) {
            unreadable(e);
        } catch (IOException e) {
            unreadable(e);
        }
    }

    /** Takes the whole twin with what it has reported, or a change with null. */
    private void take(HashMap desired, HashMap reported) throws IOException {
        memory.open(twin);
        version = number(desired);
        HashMap tags = inner(desired, TAGS);
        if (reported != null || desired.get(TAGS) == JsonReader.NULL) {
            dropAll(tags);
        }
        ArrayList keys = (ArrayList) tags.get(JsonReader.KEYS);
        for (int i = 0; keys != null && i < keys.size(); i++) {
            String key = (String) keys.get(i);
            Object value = tags.get(key);
            if (value == JsonReader.NULL) {
                drop(key);
            } else if (!key.equals(COMPONENT)) {
                consider(key, value, reported);
            }
        }
    }

    /** Drops what is known of all keys but these. */
    private void dropAll(HashMap but) {
        Object[] known = memory.keys();
        for (int i = 0; i < known.length; i++) {
            if (!but.containsKey(known[i])) {
                drop((String) known[i]);
            }
        }
    }

    /** Nobody wants anything of the tag any more. */
    private void drop(String key) {
        wanted.remove(key);
        remember(key, null);
        answers.put(key, GONE);
    }

    private void remember(String key, String what) {
        memory.put(key, what);
        unsaved = true;
    }

    private void consider(String key, Object value, HashMap reported) {
        String text = text(value);
        HashMap answer = reported == null ? null : inner(reported, key);
        boolean answered = answer != null
                && answer.containsKey("value")
                && text(answer.get("value")).equals(text);
        String before = memory.get(key);
        if (before == null && answered) {
            // Flash has lost it, but the twin still tells.
            remember(key, DONE + text);
            return;
        }
        if (before == null || !before.substring(DONE.length()).equals(text)) {
            wanted.put(key, value);
            return;
        }
        wanted.remove(key);
        if (before.startsWith(BEGUN) && !answered) {
            remember(key, "500 " + text);
            answer(key, text, Write.FAILED, "cut off by a restart; whether it was written is not known");
        } else if (!answered) {
            answer(key, text, Integer.parseInt(before.substring(0, 3)), "dealt with before");
        }
    }

    /** Deals with what is wanted. */
    void step(Writable[] rules, long now) {
        if (wanted.isEmpty() && !unsaved || now < pausedUntil) {
            return;
        }
        pausedUntil = now + PAUSE_MS;
        Object[] keys = wanted.keySet().toArray();
        Write[] writes = new Write[keys.length];
        String[] before = new String[keys.length];
        for (int i = 0; i < keys.length; i++) {
            writes[i] = new Write(tag((String) keys[i]), wanted.get(keys[i]));
            before[i] = memory.get((String) keys[i]);
        }
        writer.check(writes, rules, WHO);
        try {
            note(keys, writes, BEGUN);
            // Before the first tag is written: after a cut nothing is written twice.
            memory.save();
            unsaved = false;
        } catch (IOException e) {
            for (int i = 0; i < keys.length; i++) {
                memory.put((String) keys[i], before[i]);
            }
            log.problem("storage", "desired properties wait: " + e.getMessage());
            return;
        }
        wanted.clear();
        for (int i = 0; i < keys.length; i++) {
            if (writes[i].status == Write.OK) {
                writer.perform(writes[i], WHO);
                unsaved = true;
            }
            answer((String) keys[i], text(writes[i].value), writes[i].status, writes[i].message);
        }
        note(keys, writes, DONE);
    }

    private void note(Object[] keys, Write[] writes, String ok) {
        for (int i = 0; i < keys.length; i++) {
            String status = writes[i].status == Write.OK ? ok : writes[i].status + " ";
            memory.put((String) keys[i], status + text(writes[i].value));
        }
    }

    private void answer(String key, String value, int status, String words) {
        StringBuffer out = new StringBuffer("{\"value\":").append(value);
        out.append(",\"ac\":").append(status).append(",\"av\":").append(version).append(",\"ad\":");
        JsonWriter.quote(out, words);
        answers.put(key, out.append('}').toString());
    }

    boolean hasAnswers() {
        return !answers.isEmpty();
    }

    /** Appends the object of the answers. */
    void report(StringBuffer out) {
        answering = new TreeMap(answers);
        out.append("{\"" + COMPONENT + "\":\"c\"");
        for (Iterator i = answering.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry answer = (Map.Entry) i.next();
            JsonWriter.quote(out.append(','), (String) answer.getKey());
            out.append(':').append(answer.getValue());
        }
        out.append('}');
    }

    /** The hub has what {@link #report} gave last; other answers for the same keys may have come since. */
    void acknowledged() {
        answers.entrySet().removeAll(answering.entrySet());
    }

    /** The tag of a key, in which {@code %2E} and the like stand for what no key may have. */
    private static String tag(String key) {
        StringBuffer out = new StringBuffer(key.length());
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            int high = c == '%' && i + 2 < key.length() ? Character.digit(key.charAt(i + 1), 8) : -1;
            int low = high < 0 ? -1 : Character.digit(key.charAt(i + 2), 16);
            out.append(low < 0 ? c : (char) (high * 16 + low));
            i += low < 0 ? 0 : 2;
        }
        return out.toString();
    }

    /** One text for one value, in JSON. */
    private static String text(Object value) {
        if (value instanceof Decimal) {
            return ((Decimal) value).layout(20);
        }
        boolean plain = value instanceof Long || value instanceof Boolean;
        StringBuffer out = new StringBuffer();
        if (plain) {
            return out.append(value).toString();
        }
        // What is no value of a tag is refused; its text only has to be JSON.
        JsonWriter.quote(out, value instanceof String ? (String) value : "(no value of a tag)");
        return out.toString();
    }

    private static long number(HashMap properties) {
        Object value = properties.get(VERSION);
        return value instanceof Long ? ((Long) value).longValue() : 0;
    }

    private static HashMap inner(HashMap map, String key) {
        Object value = map.get(key);
        return value instanceof HashMap ? (HashMap) value : new HashMap();
    }

    private static HashMap object(byte[] payload) {
        return JsonReader.object(payload == null ? "" : Utf8.decode(payload));
    }
}
