package io.github.flexyfleet.fleet.talk2m;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Flexy's web forms, and which of their fields travel in the URL and which in the body.
 *
 * <p>INFERRED, all of it, and decided here alone: M2Web is known to pass on a query, and a form body (talk2m-m2web 3), but
 * not which of the two each form reads. Short fields that hold no secret go into the URL, as HMS's own Java client sends
 * them; long or secret ones go into the body.
 */
enum WireForm {
    /** Exports data by an export block descriptor. */
    PARAM("ParamForm", DeviceRequest.Effect.READ),
    /** Runs BASIC commands. */
    EXECUTE_SCRIPT("ExeScriptForm", DeviceRequest.Effect.RUN),
    /** Asks the running Java program; the names are those of docs/device-protocol.md. */
    JVM_FORM("jvmForm", DeviceRequest.Effect.RUN),
    /** Starts and stops the Java VM. */
    JVM_COMMAND("jvmCmd", DeviceRequest.Effect.RUN);

    private static final Set<String> TRIAL_ENDS = Set.of("fleetConfirm", "fleetRevert", "fleetJarKeep", "fleetJarBack");

    private final String formName;
    private final DeviceRequest.Effect effect;

    WireForm(String formName, DeviceRequest.Effect effect) {
        this.formName = formName;
        this.effect = effect;
    }

    /** The request that carries these fields, in their order. */
    DeviceRequest request(Map<String, String> fields) {
        Map<String, String> query = new LinkedHashMap<>();
        Map<String, String> body = new LinkedHashMap<>();
        fields.forEach((name, value) -> (inUrl(name) ? query : body).put(name, value));
        boolean endsTrial = this == JVM_FORM && TRIAL_ENDS.contains(fields.getOrDefault("formName", ""));
        return new DeviceRequest(
                List.of("rcgi.bin", formName), query, body, endsTrial ? DeviceRequest.Effect.END_TRIAL : effect);
    }

    private boolean inUrl(String field) {
        return switch (this) {
            case PARAM, JVM_COMMAND -> true;
            case EXECUTE_SCRIPT -> false;
            case JVM_FORM -> field.equals("formName") || field.equals("timeout");
        };
    }
}
