package io.github.flexyfleet.fleet.gateway;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.talk2m.FakeTalk2m;
import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.M2WebClient;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings;
import io.github.flexyfleet.fleet.talk2m.RuntimeClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A gateway behind Talk2M, with the parts that bring a runtime there and take it off. */
abstract class InstallationFixture {
    static final Duration PAUSE = Duration.ofSeconds(10);
    static final String SCRIPT = """
            Rem --- eWON start section
            DeviceId$ = "d1"
            MQTT "OPEN", DeviceId$, "contoso.azure-devices.net"
            """;
    static final String FOREIGN = "#IOSERVER\n-heapsize 25M -classpath /usr/other.jar -emain other.Main\r\n";

    @TempDir
    Path folder;

    final FakeTalk2m talk2m = new FakeTalk2m();
    final M2WebClient client = talk2m.client();
    final FlexyForms forms = new FlexyForms(client, device -> FakeTalk2m.DEVICE_LOGIN);
    final FakeFlexy flexy = new FakeFlexy();
    final VirtualPace pace = new VirtualPace();
    RuntimeRelease release;
    DeviceTarget target;

    @BeforeEach
    void connect() {
        byte[] jar = new byte[5000];
        new Random(9).nextBytes(jar);
        flexy.web = jar;
        release = RuntimeRelease.of("1.2.3", jar, Optional.of("https://downloads.example/" + "x".repeat(300) + ".jar"));
        target = handled(false);
        talk2m.onDevice = flexy;
    }

    @AfterEach
    void close() {
        client.close();
        talk2m.close();
    }

    DeviceTarget handled(boolean takeOver) {
        return Targets.target("d1")
                .with(new DeviceTarget.Handling(takeOver, false, new SavedPrograms(folder.resolve("saved"))));
    }

    RuntimeInstaller installer() {
        return new RuntimeInstaller(forms, client.devices().get(0), release, target, pace, PAUSE);
    }

    DeviceProblem refusal() {
        return catchThrowableOfType(
                        DeviceProblemException.class, () -> installer().install())
                .problem();
    }

    RuntimeClient runtime() {
        return new RuntimeClient(forms, M2WebSettings.Retries.standard(new Random(2), pause -> {}));
    }
}
