package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.secret.Secret;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a reader of a hub's built-in endpoint needs: {@code
 * Endpoint=sb://..;SharedAccessKeyName=..;SharedAccessKey=..;EntityPath=..} as the Azure portal shows it under "Built-in
 * endpoints" (azure-iot-hub 5).
 *
 * @param namespace host name of the namespace
 * @param entity the event hub in it
 * @param keyName name of the shared access policy; it needs the right ServiceConnect
 * @param key the policy's key
 */
public record EventHubConnectionString(String namespace, String entity, String keyName, Secret key) {
    private static final Pattern ENDPOINT = Pattern.compile("sb://([A-Za-z0-9][A-Za-z0-9.-]*)/?");

    /**
     * Reads a connection string.
     *
     * @throws InvalidConnectionStringException when it is not that of a built-in endpoint
     */
    public static EventHubConnectionString parse(Secret text) throws InvalidConnectionStringException {
        Map<String, String> parts = IotHubConnectionString.parts(text.reveal());
        if (parts.containsKey("HostName")) {
            throw new InvalidConnectionStringException(
                    "this is a connection string of the hub; take the Event Hub-compatible one under Built-in endpoints");
        }
        Matcher endpoint = ENDPOINT.matcher(IotHubConnectionString.part(parts, "Endpoint"));
        if (!endpoint.matches()) {
            throw new InvalidConnectionStringException("Endpoint is not of the form sb://host/");
        }
        return new EventHubConnectionString(
                endpoint.group(1),
                IotHubConnectionString.part(parts, "EntityPath"),
                IotHubConnectionString.part(parts, "SharedAccessKeyName"),
                Secret.of(IotHubConnectionString.part(parts, "SharedAccessKey")));
    }

    /** The same in one text. */
    public Secret text() {
        return Secret.of("Endpoint=sb://" + namespace + "/;SharedAccessKeyName=" + keyName + ";SharedAccessKey="
                + key.reveal() + ";EntityPath=" + entity);
    }
}
