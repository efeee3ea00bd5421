package io.github.flexyfleet.simulator.vm.load;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.Attributes;

/** Loads the program of one VM from the bytes of its jars; the Java library is only what the gateway has. */
public final class AppLoader extends ClassLoader {
    private final SystemLoader system;
    private final DeviceClasses device;
    private final GuestProgram program;
    private final Map<String, Class<?>> defined = new ConcurrentHashMap<>();
    private final Set<String> initialising = ConcurrentHashMap.newKeySet();
    private final List<Class<?>> initialised = new CopyOnWriteArrayList<>();
    private long classBytes;
    private volatile boolean resources = true;

    AppLoader(SystemLoader system, DeviceClasses device, GuestProgram program) {
        super("flexy-app", system);
        this.system = system;
        this.device = device;
        this.program = program;
    }

    /** Whether files of the jars can be read. */
    public void readsResources(boolean readable) {
        resources = readable;
    }

    /** The static initialiser of this class of the program begins. */
    public void initialises(String name) {
        initialising.add(name);
    }

    /** The static initialiser of this class of the program has ended well. */
    public void initialised(String name) {
        initialised.add(defined.get(name));
    }

    /** Classes of the program in the order in which their initialisers ended. */
    public List<Class<?>> initialised() {
        return List.copyOf(initialised);
    }

    /** All initialisers are to run again. */
    void forget() {
        initialising.clear();
        initialised.clear();
    }

    /** Whether each initialiser that has begun has ended well; a class whose has not can never be used again. */
    boolean whole() {
        return initialising.size() == initialised.size();
    }

    /** Where its classes come from. */
    GuestProgram source() {
        return program;
    }

    /** Total size of the class files loaded until now, bytes. */
    public synchronized long classBytes() {
        return classBytes;
    }

    /** Whether a class belongs to this VM alone: one of the program, of the ETK, or a stand-in. */
    public boolean isGuest(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == this || loader == system;
    }

    /** The loaded classes of the ETK and the stand-ins. */
    public Collection<Class<?>> systemClasses() {
        return system.defined();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("java.") || name.startsWith("javax.")) {
            if (!device.contains(name)) {
                throw new ClassNotFoundException(name);
            }
            return system.loadClass(name);
        }
        if (name.startsWith(SystemLoader.API) || name.startsWith(SystemLoader.STAND_INS)) {
            return system.loadClass(name);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] guest = program.rewritten(name);
        if (guest == null) {
            throw new ClassNotFoundException(name);
        }
        synchronized (this) {
            classBytes += program.size(name);
        }
        announcePackage(name);
        Class<?> made = defineClass(name, guest, 0, guest.length);
        defined.put(name, made);
        return made;
    }

    /** Implementation title and version of the manifest can be read through Package (flexy-etk 2.3). */
    private void announcePackage(String className) {
        int dot = className.lastIndexOf('.');
        if (dot < 0 || program.manifest().isEmpty() || getDefinedPackage(className.substring(0, dot)) != null) {
            return;
        }
        Attributes main = program.manifest().get().getMainAttributes();
        try {
            definePackage(
                    className.substring(0, dot),
                    main.getValue(Attributes.Name.SPECIFICATION_TITLE),
                    main.getValue(Attributes.Name.SPECIFICATION_VERSION),
                    main.getValue(Attributes.Name.SPECIFICATION_VENDOR),
                    main.getValue(Attributes.Name.IMPLEMENTATION_TITLE),
                    main.getValue(Attributes.Name.IMPLEMENTATION_VERSION),
                    main.getValue(Attributes.Name.IMPLEMENTATION_VENDOR),
                    null);
        } catch (IllegalArgumentException e) {
            // Another thread was first.
            return;
        }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] bytes = resources ? program.entry(name) : null;
        return bytes == null ? null : new ByteArrayInputStream(bytes);
    }
}
