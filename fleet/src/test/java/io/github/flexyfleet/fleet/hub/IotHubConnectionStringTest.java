package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.secret.Secret;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IotHubConnectionStringTest {
    private static final String KEY = "bm90LWEtcmVhbC1rZXktanVzdC1hLXRlc3Qh";
    private static final String GOOD =
            "HostName=eWONPROJECT.azure-devices.net;SharedAccessKeyName=iothubowner;SharedAccessKey=" + KEY;

    @Test
    void readsWhatThePortalShows() throws Exception {
        IotHubConnectionString hub = IotHubConnectionString.parse(Secret.of(GOOD + "\n"));

        assertThat(hub.hostName()).isEqualTo("eWONPROJECT.azure-devices.net");
        assertThat(hub.keyName()).isEqualTo("iothubowner");
        assertThat(hub.key().reveal()).isEqualTo(KEY);
        assertThat(hub.toString()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SharedAccessKeyName=p;SharedAccessKey=KEY | HostName is missing",
                "HostName=;SharedAccessKeyName=p;SharedAccessKey=KEY | HostName is missing",
                "HostName=h/../x;SharedAccessKeyName=p;SharedAccessKey=KEY | HostName is not a host name",
                "HostName=h@evil;SharedAccessKeyName=p;SharedAccessKey=KEY | HostName is not a host name",
                "HostName=h;SharedAccessKey=KEY | SharedAccessKeyName is missing",
                "HostName=h;SharedAccessKeyName=p | SharedAccessKey is missing",
                "HostName=h;SharedAccessKeyName=p;SharedAccessKey=KEY!! | SharedAccessKey is not Base64",
                "HostName=h;DeviceId=d;SharedAccessKey=KEY | connection string of a device",
                "HostName=h;KEY;SharedAccessKeyName=p | part 2 is not of the form",
                "HostName=h;HostName=g;SharedAccessKeyName=p;SharedAccessKey=KEY | is there twice",
            })
    void saysWhatIsWrongAndNeverShowsTheKey(String text, String problem) {
        assertThatThrownBy(() -> IotHubConnectionString.parse(Secret.of(text.replace("KEY", KEY))))
                .isInstanceOf(InvalidConnectionStringException.class)
                .hasMessageContaining(problem)
                .hasMessageNotContaining(KEY)
                .hasNoCause();
    }

    /** The signature was computed with {@code openssl dgst -sha256 -mac HMAC} over the string to sign. */
    @Test
    void tokenEqualsOneThatWasComputedByHand() throws Exception {
        Secret token =
                SasToken.sign(IotHubConnectionString.parse(Secret.of(GOOD)), Instant.ofEpochSecond(1_795_374_000L));

        assertThat(token.reveal())
                .isEqualTo("SharedAccessSignature sr=ewonproject.azure-devices.net"
                        + "&sig=foCeEZzmjjs5b8M9yoi0fZfK9%2Flt9D3%2Fk8ui7mrQiO0%3D"
                        + "&se=1795374000&skn=iothubowner");
    }

    @Test
    void tokenNamesTheHostWithoutItsPort() throws Exception {
        Secret token = SasToken.sign(
                IotHubConnectionString.parse(Secret.of(GOOD.replace(".net", ".net:8443"))),
                Instant.ofEpochSecond(1_795_374_000L));

        assertThat(token.reveal()).contains("sr=ewonproject.azure-devices.net&");
    }
}
