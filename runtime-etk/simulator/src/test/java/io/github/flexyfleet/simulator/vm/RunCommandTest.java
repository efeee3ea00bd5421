package io.github.flexyfleet.simulator.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest {
    @Test
    void readsAJvmrunFile() {
        assertThat(RunCommand.parse(
                        "#IOSERVER\r\n -heapsize 25M -classpath /usr/a.jar:/usr/b.jar -emain p.Main x y\r\n"))
                .isEqualTo(new RunCommand(25L << 20, List.of("/usr/a.jar", "/usr/b.jar"), "p.Main", List.of("x", "y")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-heapsize 25M",
                "-heapsize 25M -classpath /usr/a.jar",
                "-classpath /usr/a.jar -emain Main",
                "-heapsize lots -classpath /usr/a.jar -emain Main",
                "-heapsize 25M -classpath /usr/a.jar -emain",
                "-jar /usr/a.jar"
            })
    void refusesWhatTheGatewayCannotRun(String command) {
        assertThatThrownBy(() -> RunCommand.parse(command)).isInstanceOf(IllegalArgumentException.class);
    }
}
