package io.github.flexyfleet.simulator.flexy.basic;

/** The customer's own BASIC program, as far as commands reach it. */
public interface Program {
    /** Without a program there is nothing to reach. */
    Program NONE = new Program() {
        @Override
        public void halt() {}

        @Override
        public void timer(int number, int seconds) {}

        @Override
        public void disconnect() {}
    };

    /** It stops until the next boot; what it has opened stays open. */
    void halt();

    /** Sets one of its timers; 0 seconds stops it. */
    void timer(int number, int seconds);

    /** Its MQTT connection ends. */
    void disconnect();
}
