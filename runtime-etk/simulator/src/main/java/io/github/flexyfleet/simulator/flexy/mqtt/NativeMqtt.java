package io.github.flexyfleet.simulator.flexy.mqtt;

import io.github.flexyfleet.simulator.net.Network;
import io.github.flexyfleet.simulator.time.Busy;
import io.github.flexyfleet.simulator.time.Worker;
import io.github.flexyfleet.simulator.time.WorldTime;
import io.github.flexyfleet.simulator.vm.bridge.MqttAccess;
import io.github.flexyfleet.simulator.vm.bridge.Refusal;
import io.github.flexyfleet.simulator.vm.flash.Flash;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The MQTT clients of one run of the Java VM. Thread-safe. */
public final class NativeMqtt implements MqttAccess {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Flash flash;
    private final Network network;
    private final InstantSource clock;
    private final WorldTime time;
    private final Habits habits;
    private final Worker executor;
    private final Events events;
    private final Consumer<String> log;
    private final Map<Integer, MqttSession> sessions = new HashMap<>();
    private int lastHandle;

    /**
     * What clients do by themselves.
     *
     * @param retry between two tries to connect
     * @param quirks what is not known of them
     */
    public record Habits(Duration retry, MqttQuirks quirks) {}

    /** Takes the events of the clients, by client handle. */
    public interface Events {
        /** A message waits. */
        void message(int handle);

        /** The status changed. */
        void status(int handle);
    }

    /**
     * Without a client yet.
     *
     * @param time on which it waits
     * @param habits what they do by themselves
     * @param executor outside the VM; not stopped here
     */
    public NativeMqtt(
            Flash flash,
            Network network,
            InstantSource clock,
            WorldTime time,
            Habits habits,
            Worker executor,
            Events events,
            Consumer<String> log) {
        this.flash = flash;
        this.network = network;
        this.clock = clock;
        this.time = time;
        this.habits = habits;
        this.executor = executor;
        this.events = events;
        this.log = log;
    }

    @Override
    public synchronized int create(String clientId, String host) {
        lastHandle++;
        sessions.put(lastHandle, new MqttSession(this, lastHandle, clientId, host));
        return lastHandle;
    }

    private synchronized MqttSession session(int handle) throws Refusal {
        MqttSession session = sessions.get(handle);
        if (session == null) {
            throw new Refusal("MQTT client is closed");
        }
        return session;
    }

    @Override
    public void option(int handle, String name, String value) throws Refusal {
        session(handle).option(name, value);
    }

    @Override
    public void connect(int handle) throws Refusal {
        // INFERRED (flexy-etk 1.2): as in BASIC, where connecting without a WAN is error 28.
        if (!network.up()) {
            throw new Refusal("error 28");
        }
        session(handle).connect();
    }

    @Override
    public int status(int handle) throws Refusal {
        return session(handle).status();
    }

    @Override
    public void subscribe(int handle, String pattern, int qos) throws Refusal {
        session(handle).subscribe(pattern, qos);
    }

    @Override
    public Message read(int handle) throws Refusal {
        return session(handle).read();
    }

    @Override
    public void publish(int handle, String topic, byte[] payload, int qos, boolean retain) throws Refusal {
        session(handle).publish(topic, payload, qos, retain);
    }

    @Override
    public void free(int handle) {
        MqttSession session;
        synchronized (this) {
            session = sessions.remove(handle);
        }
        if (session != null) {
            MqttSession.forget(session.free(this::run));
        }
    }

    /**
     * Ends all clients, as the end of the VM does, and waits a little for their connections: a thread of the MQTT library
     * that outlives the process's interest in it would still look for its classes.
     */
    public void close() {
        List<MqttSession> all;
        synchronized (this) {
            all = new ArrayList<>(sessions.values());
            sessions.clear();
        }
        CompletableFuture<?>[] ends =
                all.stream().map(session -> session.free(Runnable::run)).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            log.accept("MQTT: ended without a connection");
        } catch (TimeoutException e) {
            log.accept("MQTT: a connection did not end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The line is gone for all of them, without a goodbye. The hub sees their connections break at once, which a real one
     * notices only after the keep-alive, and publishes their wills.
     */
    public void cut() {
        List<MqttSession> all;
        synchronized (this) {
            all = new ArrayList<>(sessions.values());
        }
        all.forEach(MqttSession::cut);
    }

    Flash flash() {
        return flash;
    }

    MqttQuirks quirks() {
        return habits.quirks();
    }

    Network network() {
        return network;
    }

    InstantSource clock() {
        return clock;
    }

    /** Something is on the wire. */
    Busy busy() {
        return time.busy();
    }

    void log(String line) {
        log.accept(line);
    }

    void messageEvent(int handle) {
        events.message(handle);
    }

    void statusEvent(int handle) {
        events.status(handle);
    }

    /** Never on a thread of the VM: threads that the MQTT library makes would belong to it. */
    void run(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException e) {
            log.accept("MQTT: the gateway is off");
        }
    }

    Worker.Task schedule(Runnable work) {
        return executor.schedule(habits.retry(), work);
    }
}
