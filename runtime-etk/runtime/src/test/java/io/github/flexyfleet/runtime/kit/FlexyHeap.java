package io.github.flexyfleet.runtime.kit;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What objects of the runtime keep on the heap of a Flexy: everything reachable, with the sizes that were measured on
 * its virtual machine (flexy-vm, Cost): a String of 20 characters 142 bytes, a byte array of 16 bytes 44, an entry of a
 * hash map 78 with its Integer key. The size of an object's head is taken as that of an array's, which is not smaller.
 */
public final class FlexyHeap {
    private static final int HEAD = 28;
    private static final int STRING = 142 - 2 * 20;
    private static final int ENTRY = 78;

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();
    private long bytes;

    private FlexyHeap() {}

    /** Bytes of all that is reachable from these objects through classes of the runtime; fakes of tests are not. */
    public static long bytes(Object... roots) throws IllegalAccessException {
        FlexyHeap heap = new FlexyHeap();
        for (Object root : roots) {
            heap.reach(root);
        }
        while (!heap.open.isEmpty()) {
            heap.count(heap.open.pop());
        }
        return heap.bytes;
    }

    private void reach(Object object) {
        if (object != null && seen.add(object)) {
            open.push(object);
        }
    }

    private void count(Object object) throws IllegalAccessException {
        Class<?> type = object.getClass();
        if (object instanceof String text) {
            bytes += STRING + 2L * text.length();
        } else if (object instanceof StringBuffer buffer) {
            bytes += 2 * HEAD + 8 + 2L * buffer.capacity();
        } else if (type.isArray()) {
            array(object, type.getComponentType());
        } else if (object instanceof Collection<?> collection) {
            // A list's node; an array list needs less.
            bytes += HEAD + 16 + (HEAD + 12L) * collection.size();
            collection.forEach(this::reach);
        } else if (object instanceof Map<?, ?> map) {
            bytes += HEAD + 16 + (ENTRY + 8L) * map.size();
            map.keySet().forEach(this::reach);
            map.values().forEach(this::reach);
        } else if (object instanceof Number) {
            bytes += HEAD + (object instanceof BigInteger big ? HEAD + big.bitLength() / 8 + 4 : 8);
        } else if (type.getName().startsWith("io.github.flexyfleet.runtime.")
                && !type.getPackageName().endsWith(".kit")) {
            bytes += HEAD;
            fields(object, type);
        }
    }

    private void array(Object array, Class<?> component) {
        int length = Array.getLength(array);
        int size = component == byte.class || component == boolean.class
                ? 1
                : component == char.class ? 2 : component == long.class || component == double.class ? 8 : 4;
        bytes += HEAD + (long) size * length;
        if (!component.isPrimitive()) {
            for (int i = 0; i < length; i++) {
                reach(Array.get(array, i));
            }
        }
    }

    private void fields(Object object, Class<?> type) throws IllegalAccessException {
        for (Class<?> each = type; each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    continue;
                }
                bytes += field.getType() == long.class || field.getType() == double.class ? 8 : 4;
                if (!field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    reach(field.get(object));
                }
            }
        }
    }
}
