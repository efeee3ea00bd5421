package io.github.flexyfleet.simulator.hub;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A test hub for a whole class, whose every test begins with an empty network. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HubOfAClass {
    TestHub hub;

    @BeforeAll
    void open(@TempDir Path directory) throws Exception {
        hub = new TestHub(directory);
    }

    @AfterEach
    void reset() throws Exception {
        hub.net.reset();
    }

    @AfterAll
    void close() throws Exception {
        hub.net.close();
    }
}
