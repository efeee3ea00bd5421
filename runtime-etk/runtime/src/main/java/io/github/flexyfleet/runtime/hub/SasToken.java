package io.github.flexyfleet.runtime.hub;

import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.text.Base64;
import io.github.flexyfleet.runtime.text.Sha256;
import io.github.flexyfleet.runtime.text.Utf8;

/** Shared access signatures that the device makes with its own key (azure-iot-hub 4). */
public final class SasToken {
    /** How long a token is good. */
    public static final int LIFE_SECONDS = 3600;

    private SasToken() {}

    /** A token that is good from now on; {@code utcMs} is a plausible time. */
    public static String make(RunningBundle bundle, long utcMs) {
        String resource = Utf8.percent(bundle.config.host.toLowerCase() + "/devices/" + bundle.config.device);
        long end = utcMs / 1000 + LIFE_SECONDS;
        byte[] signature = Sha256.hmac(bundle.sharedKey(), Utf8.encode(resource + '\n' + end));
        return "SharedAccessSignature sr=" + resource + "&sig=" + Utf8.percent(Base64.encode(signature)) + "&se=" + end;
    }
}
