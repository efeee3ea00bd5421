package io.github.flexyfleet.simulator.vm.heap;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Vector;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * One walk through the objects that a program keeps alive, while it runs, with the sizes that they have on a Flexy
 * (flexy-vm, "Cost"). It follows fields of the program's own classes, arrays, and the collections of the class library;
 * what other objects of the library hold inside is not seen. For one thread.
 */
final class KeptObjects {
    private static final int FIELD = 4;
    private static final int CHARACTER = 2;
    /** INFERRED: a list of the library that has no array has as much. */
    private static final int ELEMENT = 8;
    /** INFERRED: any other object of the library. */
    private static final int OTHER = 60;

    private static final long LOCKED_MILLIS = 100;

    private final Predicate<Class<?>> guest;
    private final long enough;
    private final HeapSizes sizes;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> waiting = new ArrayDeque<>();
    private final Map<Class<?>, Shape> shapes = new HashMap<>();
    private long bytes;

    /**
     * A walk that has not begun.
     *
     * @param guest tells the classes of the program
     * @param enough where the walk may end: more does not fit in any case
     * @param sizes of what it meets
     */
    KeptObjects(Predicate<Class<?>> guest, long enough, HeapSizes sizes) {
        this.sizes = sizes;
        this.guest = guest;
        this.enough = enough;
    }

    /** Everything that this object holds is alive. */
    void from(Object root) {
        add(root);
        while (!waiting.isEmpty() && bytes <= enough) {
            visit(waiting.pop());
        }
    }

    /** Everything that the static fields of this class hold is alive; the class must be initialised. */
    void fromStatics(Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                field.setAccessible(true);
                from(value(field, null));
            }
        }
    }

    long bytes() {
        return bytes;
    }

    private void add(Object object) {
        if (object != null && seen.add(object)) {
            waiting.push(object);
        }
    }

    private void visit(Object object) {
        Class<?> type = object.getClass();
        if (type.isArray()) {
            array(object);
            return;
        }
        Class<?> library = type;
        while (library != null && guest.test(library)) {
            own(object, library);
            library = library.getSuperclass();
        }
        if (library == null || library == Object.class) {
            bytes += sizes.object();
        } else if (library.getClassLoader() == null
                || library.getClassLoader() == ClassLoader.getPlatformClassLoader()) {
            library(object, type);
        }
    }

    private void array(Object array) {
        int length = Array.getLength(array);
        bytes += sizes.object();
        if (array instanceof Object[] elements) {
            bytes += (long) length * FIELD;
            for (Object each : elements) {
                add(each);
            }
        } else {
            bytes += (long) length * width(array.getClass().getComponentType());
        }
    }

    /** Bytes of a value. */
    private static int width(Class<?> primitive) {
        if (primitive == long.class || primitive == double.class) {
            return 8;
        } else if (primitive == byte.class || primitive == boolean.class) {
            return 1;
        }
        return primitive == char.class || primitive == short.class ? 2 : FIELD;
    }

    private void own(Object object, Class<?> type) {
        Shape shape = shapes.computeIfAbsent(type, Shape::of);
        bytes += shape.bytes();
        for (Field field : shape.references()) {
            add(value(field, object));
        }
    }

    /** What a class adds to its objects. */
    private record Shape(int bytes, List<Field> references) {
        static Shape of(Class<?> type) {
            List<Field> references = new ArrayList<>();
            int bytes = 0;
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    bytes += Math.max(FIELD, width(field.getType()));
                    if (!field.getType().isPrimitive()) {
                        field.setAccessible(true);
                        references.add(field);
                    }
                }
            }
            return new Shape(bytes, references);
        }
    }

    private static Object value(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void library(Object object, Class<?> type) {
        if (object instanceof String text) {
            bytes += sizes.text() + (long) CHARACTER * text.length();
        } else if (object instanceof StringBuffer text) {
            bytes += sizes.text() + (long) CHARACTER * text.length();
        } else if (object instanceof Number) {
            bytes += sizes.object() + (object instanceof Long || object instanceof Double ? 8 : FIELD);
        } else if (object instanceof ByteArrayOutputStream stream) {
            bytes += 2L * sizes.object() + stream.size();
        } else if (object instanceof Map<?, ?> map && unchanged(type, "entrySet")) {
            bytes += OTHER;
            entries(map);
        } else if (object instanceof Collection<?> collection && unchanged(type, "iterator", "toArray")) {
            bytes += OTHER;
            elements(collection);
        } else {
            bytes += OTHER;
        }
    }

    /** Whether these methods are the library's own: a walk runs no code of the program. */
    private static boolean unchanged(Class<?> type, String... methods) {
        List<String> names = List.of(methods);
        return Arrays.stream(type.getMethods())
                .filter(method -> names.contains(method.getName()))
                .allMatch(method -> method.getDeclaringClass().getClassLoader() == null);
    }

    /** Also while others change it: what is missed then is seen by the next walk. */
    private void entries(Map<?, ?> map) {
        try {
            // The iterator of a Hashtable takes no lock, its other methods do.
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                bytes += sizes.entry();
                add(entry.getKey());
                add(entry.getValue());
            }
        } catch (RuntimeException e) {
            bytes += sizes.entry();
        }
    }

    private void elements(Collection<?> collection) {
        int each = collection instanceof List ? ELEMENT : sizes.entry();
        try {
            for (Object element : locking(collection) ? copy(collection) : collection) {
                bytes += each;
                add(element);
            }
        } catch (RuntimeException e) {
            bytes += each;
        }
    }

    /** A program may hold the lock of these while it waits for one that the walking thread holds. */
    private static boolean locking(Collection<?> collection) {
        return (collection instanceof Vector || collection.getClass().getName().contains("Synchronized"))
                && !Thread.holdsLock(collection);
    }

    private static List<Object> copy(Collection<?> collection) {
        try {
            return Arrays.asList(CompletableFuture.supplyAsync(collection::toArray)
                    .<Object[]>thenApply(array -> array)
                    .get(LOCKED_MILLIS, TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Collections.emptyList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Collections.emptyList();
        }
    }
}
