package io.github.flexyfleet.fleet.talk2m;

import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.HttpUrl;

/**
 * A call; at first without the fields that authenticate it.
 *
 * @param tried whether it may not be understood: a refusal says nothing of the account then
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
        boolean tried,
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
        return new Outgoing(name, asked, url, all, effect, way, tried, knowing, quotable);
    }

    /** Whether a failure is an answer: it is tried, and would be refused at another time and in another session too. */
    boolean isAnsweredBy(M2WebFailure failure) {
        return tried && !failure.isTransient() && !(failure instanceof M2WebFailure.SessionInvalid);
    }

    /** The same, as one that is tried. */
    Outgoing asTried() {
        return new Outgoing(name, asked, url, fields, effect, way, true, redactor, quotable);
    }

    /** Names no field, which can hold secrets. */
    @Override
    public String toString() {
        return name;
    }
}
