package io.github.flexyfleet.fleet.hub;

import java.util.Optional;
import java.util.Set;

/** Where the settings of a hub are read. All methods throw {@link IotHubException}. */
public interface HubResourceSource {
    /** The id of the resource with this host name; empty when the login sees none. */
    Optional<String> find(String host);

    /** Its settings. */
    HubResource read(String id);

    /** Names of the consumer groups of its built-in endpoint. */
    Set<String> consumerGroups(String id);

    /** Its messages of the day; empty when Azure does not tell them. */
    Optional<HubResource.Messages> messages(String id);
}
