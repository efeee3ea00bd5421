package io.github.flexyfleet.fleet.talk2m;

import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.HttpUrl;

/**
 * A call; at first without the fields that authenticate it.
 *
 * @param redactor knows the secrets among the fields
 * @param quotable whether what came back may be quoted in a failure; see {@link DeviceRequest#isQuotable}
 */
record Outgoing(
        String name,
        AnswerClassifier.Asked asked,
        HttpUrl url,
        Map<String, String> fields,
        DeviceRequest.Effect effect,
        DeviceRequest.Way way,
        Redactor redactor,
        boolean quotable) {
    CallGate.Purpose purpose() {
        if (asked == AnswerClassifier.Asked.LOGIN) {
            return CallGate.Purpose.LOGIN;
        }
        return effect == DeviceRequest.Effect.END_TRIAL ? CallGate.Purpose.TRIAL_END : CallGate.Purpose.ORDINARY;
    }

    Outgoing with(Map<String, String> more, Redactor knowing) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.putAll(more);
        return new Outgoing(name, asked, url, all, effect, way, knowing, quotable);
    }

    /** Names no field, which can hold secrets. */
    @Override
    public String toString() {
        return name;
    }
}
