package io.github.flexyfleet.simulator.vm.bridge;

/** Configuration, clock and restart of the gateway. */
public interface SystemAccess {
    /**
     * Reads an item of a configuration block.
     *
     * @param type block type of {@code SysControlBlock}
     * @param record tag id for a tag block, else ignored
     */
    String item(int type, int record, String name) throws Refusal;

    /** Writes an item of a configuration block. */
    void item(int type, int record, String name, String value) throws Refusal;

    /** Keeps the configuration over the next boot. */
    void save();

    /** Writes a root file such as {@code /program.bas}, whose content counts at once. */
    void load(String name, byte[] content) throws Refusal;

    /** Sets the gateway's clock, milliseconds since 1970 in UTC. */
    void setTime(long time);

    /** Seconds since the gateway was started. */
    long upTime();

    /** WAN address, {@code 0.0.0.0} while down. */
    String wanAddress();

    /** Restarts the gateway; the caller ends by {@link VmKilled}. */
    void reboot();

    /** The command with which the VM is started again after it ended; null for none. */
    void nextRunCommand(String command);

    /** Restarts the gateway unless {@link #refreshWatchdog} is called every so many minutes; 0 switches it off. */
    void watchdog(int minutes);

    /** Serves the watchdog. */
    void refreshWatchdog();

    /** Writes to the event log, level 0..99. */
    void logEvent(String text, int level);
}
