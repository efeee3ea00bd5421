package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.maven.plugin.logging.Log;

/**
 * The user's wish that work stops soon: Ctrl-C, or the signal TERM. The first one is passed on; the second one ends the
 * process at once. Where there is nothing to stop, the first one ends it as ever.
 */
final class StopSignals implements AutoCloseable {
    private static final int ENDED_BY_SIGNAL = 130;

    private final Map<Object, Object> before = new LinkedHashMap<>();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final BooleanSupplier stop;
    private final Runnable exit;
    private final Runnable halt;

    /**
     * Without listening yet.
     *
     * @param stop asks to stop; false when there is nothing to stop
     * @param exit ends the process as a signal usually does
     * @param halt ends it at once
     */
    StopSignals(BooleanSupplier stop, Runnable exit, Runnable halt) {
        this.stop = stop;
        this.exit = exit;
        this.halt = halt;
    }

    /** Has an engine stop in good order, and says so. */
    static StopSignals stopping(FleetEngine engine, Log log) {
        return listen(() -> {
            boolean stops = engine.stop("stopped by a signal (Ctrl-C); go on with mvn flexy:resume");
            if (stops) {
                log.warn("stopping between devices: those under way are finished. Once more ends at once");
            }
            return stops;
        });
    }

    /** Listens from now on; where the Java VM gives no way to do so, signals end the process as ever. */
    static StopSignals listen(BooleanSupplier stop) {
        Runtime runtime = Runtime.getRuntime();
        StopSignals signals =
                new StopSignals(stop, () -> runtime.exit(ENDED_BY_SIGNAL), () -> runtime.halt(ENDED_BY_SIGNAL));
        for (String name : new String[] {"INT", "TERM"}) {
            signals.listenTo(name);
        }
        return signals;
    }

    /** What a signal does. */
    void signalled() {
        if (!asked.compareAndSet(false, true)) {
            halt.run();
        } else if (!stop.getAsBoolean()) {
            exit.run();
        }
    }

    // The JDK's own package for signals is not part of its specification, so that it may be missing one day.
    private void listenTo(String name) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object signal = type.getConstructor(String.class).newInstance(name);
            InvocationHandler told = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    signalled();
                    yield null;
                }
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                default -> "stop signals";
            };
            Object handler = Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType}, told);
            before.put(signal, type.getMethod("handle", type, handlerType).invoke(null, signal, handler));
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // Another Java VM, or one that was told to leave signals alone.
        }
    }

    @Override
    public void close() {
        before.forEach((signal, handler) -> {
            try {
                Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
                signal.getClass()
                        .getMethod("handle", signal.getClass(), handlerType)
                        .invoke(null, signal, handler);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
