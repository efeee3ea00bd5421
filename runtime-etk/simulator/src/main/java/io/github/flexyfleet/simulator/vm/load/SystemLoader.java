package io.github.flexyfleet.simulator.vm.load;

import io.github.flexyfleet.simulator.vm.bridge.Host;
import io.github.flexyfleet.simulator.vm.guest.Guest;
import java.io.IOException;
import java.io.InputStream;

/**
 * Defines, for one VM, its own copies of {@code com.ewon.ewonitf} and of the stand-ins. They see the JDK and the bridge
 * package, nothing else of the simulator.
 */
public final class SystemLoader extends ClassLoader {
    static final String API = "com.ewon.ewonitf.";
    static final String STAND_INS = Guest.class.getPackageName() + ".";
    private static final String BRIDGE = Host.class.getPackageName() + ".";

    /** A fresh one. */
    public SystemLoader() {
        super("flexy-system", ClassLoader.getPlatformClassLoader());
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
        try (InputStream in =
                SystemLoader.class.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
