package io.github.flexyfleet.simulator.vm.load;

import io.github.flexyfleet.simulator.vm.bridge.Host;
import io.github.flexyfleet.simulator.vm.guest.Guest;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Defines, for one VM, its own copies of {@code com.ewon.ewonitf} and of the stand-ins. They see the JDK and the bridge
 * package, nothing else of the simulator.
 */
public final class SystemLoader extends ClassLoader {
    static final String API = "com.ewon.ewonitf.";
    static final String STAND_INS = Guest.class.getPackageName() + ".";
    private static final String BRIDGE = Host.class.getPackageName() + ".";

    private final DeviceClasses device;
    private final Collection<Class<?>> defined = new ConcurrentLinkedQueue<>();

    /** A fresh one. */
    public SystemLoader(DeviceClasses device) {
        super("flexy-system", ClassLoader.getPlatformClassLoader());
        this.device = device;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(BRIDGE)) {
            return SystemLoader.class.getClassLoader().loadClass(name);
        }
        return super.loadClass(name, resolve);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!name.startsWith(API) && !name.startsWith(STAND_INS)) {
            throw new ClassNotFoundException(name);
        }
        byte[] bytes = device.own(name).orElseThrow(() -> new ClassNotFoundException(name));
        Class<?> made = defineClass(name, bytes, 0, bytes.length);
        defined.add(made);
        return made;
    }

    Collection<Class<?>> defined() {
        return defined;
    }
}
