package io.github.flexyfleet.simulator.vm.load;

import io.github.flexyfleet.simulator.vm.bridge.Host;
import io.github.flexyfleet.simulator.vm.guest.Guest;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The classes of one Java VM: program, ETK and stand-ins. Where the world says so ({@link DeviceClasses#renewed}), those
 * of a VM that has ended serve a later one: each static field is set back, and the initialisers run again in their order.
 * What the JVM has compiled stays. For one VM at a time.
 */
public final class GuestClasses {
    private static final MethodType NOTHING = MethodType.methodType(void.class);

    private final SystemLoader system;
    private final AppLoader program;
    private boolean used;
    private boolean whole;

    GuestClasses(DeviceClasses device, GuestProgram program) {
        this.system = new SystemLoader(device);
        this.program = new AppLoader(system, device, program);
    }

    /** Loads the program's classes. */
    public AppLoader program() {
        return program;
    }

    /** Gives the stand-ins their gateway; before any thread of the VM runs. */
    public void start(Host host) {
        if (used) {
            call(system.defined(), Renewable.RESET);
            call(program.initialised(), Renewable.RESET);
        }
        try {
            Class<?> guest = system.loadClass(Guest.class.getName());
            guest.getMethod("start", Host.class).invoke(null, host);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("stand-ins of the VM cannot be set up", e);
        }
        // Those of the simulator's own classes only make objects, none of which knows another class's.
        if (used) {
            call(system.defined(), Renewable.INITIALISE);
        }
    }

    /** Runs the initialisers of the program that have run in an earlier VM; on the first thread of this one. */
    public void initialise() {
        whole = false;
        List<Class<?>> before = program.initialised();
        program.forget();
        for (Class<?> each : before) {
            Optional<MethodHandle> initialiser = find(each, Renewable.INITIALISE);
            initialiser.ifPresent(GuestClasses::invoke);
            if (initialiser.isEmpty()) {
                program.initialises(each.getName());
                program.initialised(each.getName());
            }
        }
        used = true;
        whole = true;
    }

    /** Whether another VM can have them, when all threads of this one have ended. */
    boolean whole() {
        return whole && program.whole();
    }

    private static void call(Collection<Class<?>> classes, String method) {
        for (Class<?> each : classes) {
            find(each, method).ifPresent(GuestClasses::invoke);
        }
    }

    /** Not by reflection, which would load what other methods of the class name. */
    private static Optional<MethodHandle> find(Class<?> type, String method) {
        try {
            return Optional.of(
                    MethodHandles.privateLookupIn(type, MethodHandles.lookup()).findStatic(type, method, NOTHING));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void invoke(MethodHandle method) {
        try {
            method.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
