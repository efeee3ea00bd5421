package io.github.flexyfleet.fleet.talk2m;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why a device does not reach its hub, as far as the device can tell (docs/device-protocol.md).
 *
 * @param code code of the runtime
 * @param words what that means
 * @param mend what to do about it
 */
public record HubReason(String code, String words, String mend) {
    private static final String TABLE = "/io/github/flexyfleet/schema/hub-reasons.json";
    private static final Pattern CODE = Pattern.compile("[a-z-]{1,32}");
    private static final Map<String, HubReason> KNOWN = known();

    /**
     * The reason of a code; one that a newer runtime has stands for itself.
     *
     * @throws IllegalArgumentException when it is no code
     */
    public static HubReason of(String code) {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("not a code");
        }
        HubReason known = KNOWN.get(code);
        return known != null
                ? known
                : new HubReason(code, "a reason that this version of the tool does not know", "update the tool");
    }

    /** Code, words and mend in one line. */
    @Override
    public String toString() {
        return code + ": " + words + "; " + mend;
    }

    private static Map<String, HubReason> known() {
        try (InputStream in = HubReason.class.getResourceAsStream(TABLE)) {
            return JsonMapper.shared()
                    .readTree(in)
                    .path("reasons")
                    .valueStream()
                    .map(HubReason::row)
                    .collect(Collectors.toUnmodifiableMap(HubReason::code, reason -> reason));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HubReason row(JsonNode row) {
        return new HubReason(
                row.path("code").stringValue(),
                row.path("words").stringValue(),
                row.path("mend").stringValue());
    }
}
