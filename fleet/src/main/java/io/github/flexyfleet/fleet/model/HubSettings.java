package io.github.flexyfleet.fleet.model;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The IoT Hub of a fleet.
 *
 * @param host full host name
 * @param tier pricing tier
 * @param units 1..200
 * @param access how this tool shows the hub who it is
 * @param adopted devices whose identities somebody else made, and that the fleet takes over
 * @param consumerGroup with which its messages are read
 * @param provisioning the service that assigns it to devices; empty when this tool makes the identities
 * @param management host of Azure Resource Manager; empty for that of the hub's cloud
 */
public record HubSettings(
        String host,
        HubTier tier,
        int units,
        Access access,
        Set<DeviceId> adopted,
        String consumerGroup,
        Optional<Provisioning> provisioning,
        Optional<String> management) {
    /** The consumer group that every hub has. */
    public static final String DEFAULT_GROUP = "$Default";

    private static final String END = ".azure-devices.net";

    /** How this tool shows a hub who it is. */
    public enum Access {
        /** By the connection string of a shared access policy. */
        CONNECTION_STRING("connectionString"),
        /** By Microsoft Entra ID. */
        ENTRA("entra");

        private final String word;

        Access(String word) {
            this.word = word;
        }

        /** The word in the fleet file. */
        public String word() {
            return word;
        }
    }

    /** Takes a copy. */
    public HubSettings {
        adopted = Set.copyOf(adopted);
    }

    /** By connection string, without identities of others, read with the consumer group that every hub has. */
    public HubSettings(String host, HubTier tier, int units) {
        this(host, tier, units, Access.CONNECTION_STRING, Set.of(), DEFAULT_GROUP, Optional.empty(), Optional.empty());
    }

    /** The same hub under another name. */
    public HubSettings at(String other) {
        return new HubSettings(other, tier, units, access, adopted, consumerGroup, provisioning, management);
    }

    /** What Azure calls it: the beginning of its host name. */
    public String name() {
        return host.endsWith(END) ? host.substring(0, host.length() - END.length()) : host.split("\\.", 2)[0];
    }

    /** Where Azure Resource Manager is: as the fleet file says, else in the cloud that the hub's name belongs to. */
    public String managementHost() {
        String name = host.toLowerCase(Locale.ROOT);
        return management.orElse(
                name.endsWith(".azure-devices.us")
                        ? "management.usgovcloudapi.net"
                        : name.endsWith(".azure-devices.cn") ? "management.chinacloudapi.cn" : "management.azure.com");
    }
}
