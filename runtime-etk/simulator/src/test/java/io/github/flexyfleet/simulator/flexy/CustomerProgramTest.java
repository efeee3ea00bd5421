package io.github.flexyfleet.simulator.flexy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.flexy.FlexySpec.Past;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script of the customer's that sends to the hub under the device's own identity. */
class CustomerProgramTest {
    private static final String HUB = "eWONPROJECT.azure-devices.net";

    @TempDir
    Path directory;

    private TestBroker broker;
    private TestFlexy flexy;

    @BeforeEach
    void start() throws Exception {
        TestTls authority = new TestTls("Hub");
        TestTls.Identity device = authority.issue("dev1");
        broker = new TestBroker(authority, HUB);
        TestNetwork network = new TestNetwork(new TestTls("Public").root());
        network.ports().put(HUB, broker.port());
        CustomerProgram program = new CustomerProgram(
                "dev1", HUB, "/usr/root.pem", "A", Duration.ofMillis(300), Duration.ofMillis(50), Duration.ofMillis(5));
        Past past = Past.NONE
                .with(program)
                .withFile("root.pem", authority.rootPem())
                .withFile("dev1.crt", device.certificatePem())
                .withFile("dev1.key", device.keyPem());
        flexy = new TestFlexy(directory, network, InstantSource.system(), past, TestFlexy.QUICK).on();
    }

    @AfterEach
    void stop() {
        flexy.close();
        broker.close();
    }

    private long published() {
        return broker.met.stream().filter(line -> line.startsWith("publish")).count();
    }

    @Test
    void publishesInTheClassicFormWithoutARuntime() {
        TestFlexy.await(() -> published() > 2, "messages");
        assertThat(broker.met.get(0))
                .startsWith("connect dev1 " + HUB + "/dev1/api-version=2016-11-14 false 20 CN=dev1");
        assertThat(broker.met.get(1))
                .matches("publish 0 devices/dev1/messages/events/ \\{\"Level\":\"-?[0-9.]+\",\"Pump\":\"[01]\","
                        + "\"time\": \"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}\"\\}");
    }

    @Test
    void showsItsConfigurationAndCommandsStopIt() {
        assertThat(flexy.export("$dtPG"))
                .contains(
                        "DeviceId$=\"dev1\"\r\n", "IotHubName$=\"eWONPROJECT\"\r\n", "GROUPA%=1\r\n", "GROUPB%=0\r\n");
        TestFlexy.await(() -> published() > 0, "a message");
        flexy.script("HALT", "MQTT \"CLOSE\"", "halted%=1");
        TestFlexy.await(() -> flexy.export("$dtSE$ftT$se\"halted%\"").equals("1"), "the commands");
        long before = published();
        flexy.script("a%=1", "a%=2", "a%=3");
        TestFlexy.await(() -> flexy.export("$dtSE$ftT$se\"a%\"").equals("3"), "more commands");
        assertThat(published()).isBetween(before, before + 1);
        flexy.flexy().powerOff();
        long after = published();
        flexy.flexy().powerOn();
        TestFlexy.await(() -> published() > after, "messages after the next boot");
    }

    @Test
    void aBusyProgramHoldsCommandsUp() throws Exception {
        flexy.close();
        CustomerProgram busy = CustomerProgram.of("dev2", HUB).withBusy(Duration.ofSeconds(30));
        CustomerProgram soon = new CustomerProgram(
                busy.deviceId(), busy.hub(), busy.caFile(), "A", Duration.ofDays(1), Duration.ofMillis(1), busy.busy());
        flexy = new TestFlexy(
                        directory, TestFlexy.NO_NETWORK, InstantSource.system(), Past.NONE.with(soon), TestFlexy.QUICK)
                .on();
        TestFlexy.await(
                () -> Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().equals("Pump 1 script")
                                && thread.getState() == Thread.State.TIMED_WAITING
                                && java.util.Arrays.stream(thread.getStackTrace())
                                        .anyMatch(line -> line.getClassName().contains("CustomerScript"))),
                "the program");
        flexy.script("late%=1");
        assertThat(flexy.export("$dtSE$ftT$se\"late%\"")).isEqualTo("0");
    }
}
