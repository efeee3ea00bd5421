package io.github.flexyfleet.simulator.vm.bridge;

/** The gateway as its Java VM sees it. Thread-safe, as everything that it hands out. */
public interface Host {
    /** Throws {@link VmKilled} when this VM is being stopped. */
    void check();

    /** Time of the gateway's clock, milliseconds since 1970 in UTC. */
    long time();

    /** Waiting, and the threads that wait. */
    WaitAccess waits();

    /** What {@code new Random()} begins with. */
    long randomSeed();

    /** How it converts text and numbers. */
    Conversions conversions();

    /** Leaves the VM with an exit code; the caller ends by {@link VmKilled}. */
    void exit(int code);

    /** Heap and stacks of this VM. */
    HeapAccess heap();

    /** A line for the realtime log, where also System.out and System.err go. */
    void realtimeLog(String line);

    /** The user partition. */
    FlashAccess flash();

    /** The tag table. */
    TagAccess tags();

    /** The event queue of this VM. */
    EventAccess events();

    /** The native MQTT client. */
    MqttAccess mqtt();

    /** Plain sockets. */
    NetAccess network();

    /** Configuration, clock and restart. */
    SystemAccess system();

    /** Scheduled actions, such as HTTP requests. */
    ActionAccess actions();

    /** Web requests waiting for an answer from Java. */
    WebAccess web();

    /**
     * Makes an export.
     *
     * @param descriptor export block descriptor such as {@code $dtIV$ftT}
     */
    Export export(String descriptor) throws Refusal;
}
