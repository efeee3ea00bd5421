package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceConnectionStringTest {
    private static final String KEY =
            Base64.getEncoder().encodeToString("a key that nobody may see anywhere.".getBytes(StandardCharsets.UTF_8));
    private static final DeviceId DEVICE = new DeviceId("pump-1");

    private static Secret key(String text) throws InvalidConnectionStringException {
        return DeviceConnectionString.key(Secret.of(text.replace("KEY", KEY)), "h.azure-devices.net", DEVICE);
    }

    @Test
    void givesTheKeyOfWhatAzureShows() throws Exception {
        assertThat(key("HostName=H.azure-devices.net;DeviceId=pump-1;SharedAccessKey=KEY\n")
                        .reveal())
                .isEqualTo(KEY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HostName=g.azure-devices.net;DeviceId=pump-1;SharedAccessKey=KEY | it is for hub g.azure-devices.net, not h.azure",
                "HostName=h.azure-devices.net;DeviceId=Pump-1;SharedAccessKey=KEY | it is for device Pump-1, not pump-1",
                "HostName=KEY;DeviceId=pump-1;SharedAccessKey=KEY | it is for hub (not shown)",
                "HostName=h.azure-devices.net;DeviceId=KEY;SharedAccessKey=KEY | it is for device (not shown)",
                "HostName=h.azure-devices.net;SharedAccessKeyName=iothubowner;SharedAccessKey=KEY | a shared access policy",
                "HostName=h.azure-devices.net;DeviceId=pump-1;x509=true | a device with a certificate",
                "HostName=h.azure-devices.net;SharedAccessKey=KEY | DeviceId is missing",
                "HostName=h.azure-devices.net;DeviceId=pump-1 | SharedAccessKey is missing",
                "HostName=h.azure-devices.net;DeviceId=pump-1;SharedAccessKey=KEY! | SharedAccessKey is not Base64",
                "HostName=h.azure-devices.net;DeviceId=pump-1;SharedAccessKey==== | SharedAccessKey is not Base64",
                "KEY | HostName is missing",
                "'' | part 1 is not of the form"
            })
    void saysWhatIsWrongAndNeverShowsTheKey(String text, String problem) {
        assertThatThrownBy(() -> key(text))
                .isInstanceOf(InvalidConnectionStringException.class)
                .hasMessageContaining(problem)
                .hasMessageNotContaining(KEY)
                .hasNoCause();
    }
}
