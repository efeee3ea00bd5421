package io.github.flexyfleet.runtime.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.status.EventLog;
import java.net.URLEncoder;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SasTokenTest {
    private static final byte[] KEY = "a key of 32 bytes, more or less.".getBytes(UTF_8);
    private static final String KEY_TEXT = Base64.getEncoder().encodeToString(KEY);

    static RunningBundle bundle(TestBundle test) throws Refusal {
        BundleKeeper keeper = new BundleKeeper(new MemoryStore(), new EventLog(new ManualClock()));
        keeper.open();
        test.send(keeper, 1000);
        keeper.apply(test.digest(), 60, "r");
        return keeper.running();
    }

    @Test
    void theTokenIsWhatTheHubExpects() throws Exception {
        RunningBundle bundle = bundle(TestBundle.withKey("mqtt", KEY_TEXT));

        String token = SasToken.make(bundle, 1_800_000_000_123L);

        String resource = URLEncoder.encode("hub.example/devices/d-1", UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        byte[] signature = mac.doFinal((resource + "\n1800003600").getBytes(UTF_8));
        assertThat(token)
                .isEqualTo("SharedAccessSignature sr=" + resource + "&sig="
                        + URLEncoder.encode(Base64.getEncoder().encodeToString(signature), UTF_8) + "&se=1800003600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret words, no base64", "AA"})
    void aBundleWithoutAUsableKeyIsRefusedWithoutShowingIt(String key) {
        assertThatThrownBy(() -> bundle(TestBundle.withKey("mqtt", key)))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("device.sas")
                .hasMessageNotContaining("secret words");
    }

    @Test
    void aBundleMustHoldTheFileThatItsAuthNames() {
        TestBundle whole = TestBundle.withKey("mqtt", KEY_TEXT);

        assertThatThrownBy(() -> bundle(whole.with("device.sas", null)))
                .hasMessageContaining("the bundle has no device.sas");
    }

    @Test
    void httpsNeedsAKey() {
        TestBundle https = TestBundle.withKey("https", KEY_TEXT);
        String json = https.text("device.json").replace("\"auth\":\"sas\",", "");

        assertThatThrownBy(() -> bundle(https.with("device.json", json)))
                .hasMessageContaining("hub.auth is not sas, which https needs");
    }
}
