package io.github.flexyfleet.fleet.probe;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was found out about one gateway ({@code probe-profile.schema.json}).
 *
 * @param firmware its firmware version
 * @param model its product code: the last two digits of the serial number (talk2m-m2web 5)
 * @param serial its serial number
 * @param date when
 * @param tool version of the tool
 * @param answers for each fact
 */
public record ProbeProfile(
        String firmware, String model, String serial, Instant date, String tool, Map<Fact, Answer> answers) {
    /** What the file says it is. */
    static final String FORMAT = "flexyfleet-probe-1";

    /** Copies the map. */
    public ProbeProfile {
        answers = Collections.unmodifiableMap(new EnumMap<>(answers));
    }

    /** How many facts were found out. */
    public long found() {
        return answers.values().stream().filter(Answer.Found.class::isInstance).count();
    }

    /** As JSON, for people too. */
    public String json() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("format", FORMAT);
        json.put("firmware", firmware);
        json.put("model", model);
        json.put("serial", serial);
        json.put("date", date.truncatedTo(ChronoUnit.SECONDS).toString());
        json.put("tool", tool);
        ArrayNode list = json.putArray("answers");
        answers.forEach((fact, answer) -> {
            ObjectNode line = list.addObject();
            line.put("id", fact.id());
            if (answer instanceof Answer.Found found && found.value() instanceof Boolean value) {
                line.put("value", value);
            } else if (answer instanceof Answer.Found found && found.value() instanceof Integer value) {
                line.put("value", value);
            } else if (answer instanceof Answer.Found found && found.value() instanceof String value) {
                line.put("value", value);
            } else if (answer instanceof Answer.Unknown unknown) {
                line.put("unknown", unknown.reason());
            }
        });
        return json.toPrettyString() + "\n";
    }
}
