package io.github.flexyfleet.fleet.probe;

import java.util.List;

/**
 * What was never seen either and no probe asks, with the reason; docs/reality.md is made of this.
 *
 * @param says what is assumed
 * @param source files and sections of the facts
 * @param place where the tool or the simulator relies on it: a class, or a member of one
 * @param reason why no probe asks
 * @param kind who could find it out
 */
public record Unasked(String says, String source, String place, String reason, Kind kind) {
    /** Who could find out what is not known. */
    public enum Kind {
        /** It needs more than a spare gateway: another server, a second user, tags that change. */
        MORE_THAN_A_GATEWAY,
        /** No program on a gateway can. */
        NO_PROGRAM,
        /** It is not of the gateway: it shows at the real hub, or is an estimate. */
        ELSEWHERE
    }

    /** All of them. */
    public static List<Unasked> all() {
        return List.of(
                more(
                        "REQUESTHTTPX does not follow redirects",
                        "talk2m-m2web 4.2, 11.3",
                        "HttpClient",
                        "needs a server that redirects"),
                more(
                        "Values of HTTP headers are percent-decoded",
                        "flexy-etk 1.5",
                        "HttpQuirks.headersDecoded",
                        "needs a server that tells what it got"),
                more(
                        "HTTPS servers may be vouched for by certificates in HttpCertDir, besides the public ones",
                        "flexy-etk 1.5, talk2m-m2web 11.3",
                        "HttpClient",
                        "would change the configuration for a while"),
                more(
                        "TLS 1.3 and server names in the handshake",
                        "flexy-etk 9.2",
                        "EtkHubClients",
                        "needs a server that insists on them; a hub is not known to"),
                more(
                        "A message to the gateway may have as many bytes as the hub allows",
                        "flexy-etk 9.3",
                        "EtkHubClient.MAX_BYTES",
                        "needs a service client that sends to devices"),
                more(
                        "A status for a right that the user lacks is 403",
                        "talk2m-m2web 8",
                        "WebQuirks.deniedStatus",
                        "needs a second user of the gateway, with fewer rights"),
                more(
                        "A user's folder does not hold for $dtUF",
                        "talk2m-m2web 5, 11.7",
                        "WebQuirks.folderGuardsExports",
                        "needs a second user of the gateway, kept to a folder"),
                more(
                        "A token opens no gateway",
                        "talk2m-m2web 2.3, 11.6",
                        "M2WebOptions.tokens",
                        "needs a token of the account"),
                more(
                        "Threads: how many there can be",
                        "flexy-etk 9.5",
                        "JavaLimits",
                        "a VM that runs out of them may take the gateway with it"),
                more(
                        "How long a reboot takes",
                        "talk2m-m2web 8",
                        "Knobs.rebootTime",
                        "a probe never reboots: that would stop what runs on the gateway"),
                more(
                        "The first field of a $dtEV line is the time, the longest of the rest what happened",
                        "flexy-etk 5",
                        "DeviceLogs",
                        "needs an event that somebody knows of"),
                more(
                        "A user whose right is missing gets 403, which the tool takes for that",
                        "talk2m-m2web 8",
                        "DeviceRights.isForbidden",
                        "needs a second user of the gateway, with fewer rights"),
                more(
                        "A BASIC action's event log line tells that /usr is full",
                        "flexy-etk 5",
                        "JarDownload.NO_ROOM",
                        "would have to fill the flash"),
                more(
                        "A long holds an unsigned dword when a tag is set",
                        "flexy-etk 1.3",
                        "EtkGateway.setTagValueAsLong",
                        "writes a tag of the machine"),
                more(
                        "The double of a tag event is the exact value",
                        "flexy-etk 1.3",
                        "ClassicFormat",
                        "needs a tag that changes"),
                more(
                        "The export of texts may fail where none are recorded",
                        "flexy-etk 3",
                        "Recording.MAX_FAILURES",
                        "needs a gateway that records numbers only"),
                more(
                        "Header values of RequestHttpX are percent-encoded",
                        "flexy-etk 1.5",
                        "HttpsText",
                        "needs a server that tells what it got"),
                more(
                        "After a message is posted, a file that is empty or missing means taken",
                        "flexy-etk 1.5, azure-iot-hub 1",
                        "HttpsClient.refusal",
                        "shows with the first device that has transport: https"),
                more(
                        "A Flexy sends every certificate of device.crt in the handshake",
                        "azure-iot-hub 2",
                        "SigningAuthority",
                        "needs a hub that trusts an authority"),
                cannot(
                        "A rename is atomic, and what was synced outlives a power cut",
                        "flexy-etk 3, 9.4",
                        "StateFiles",
                        "somebody has to cut the power at the right moment"),
                cannot(
                        "A rename over jvmrun leaves the old or the new one, whatever happens",
                        "flexy-etk 3",
                        "Store.replace",
                        "somebody has to cut the power at the right moment"),
                cannot(
                        "A full /usr is an IOException and nothing worse",
                        "flexy-etk 7, 9.4",
                        "FileStore",
                        "samples could be lost: recording shares the flash"),
                cannot(
                        "What getters answer for a deleted tag",
                        "flexy-etk 9.9",
                        "EtkGateway",
                        "a tag id is never used again, so a tag made for it could not be put back"),
                cannot(
                        "REQUESTHTTPX into /config.txt and /comcfg.txt applies it",
                        "talk2m-m2web 11.4",
                        "ProgramFile",
                        "could change the configuration for good"),
                cannot(
                        "Ten bad logins lock the Talk2M user",
                        "talk2m-m2web 2.3",
                        "M2WebOptions.lockout",
                        "would lock the user"),
                cannot(
                        "What Talk2M answers when the day's calls are spent",
                        "talk2m-m2web 2.6, 11.5",
                        "M2WebOptions.quotaStatus",
                        "would spend them"),
                cannot(
                        "A session of M2Web lives ten minutes",
                        "talk2m-m2web 2.3",
                        "M2WebOptions.sessionLifetime",
                        "would have to wait for hours; the client logs in again in any case"),
                cannot("M2Web repeats calls by itself", "talk2m-m2web 11.8", "CallFaults", "shows by accident only"),
                cannot(
                        "The clock is wrong after power on until a time server corrects it",
                        "flexy-etk 6",
                        "HubLink",
                        "needs a power cut of some time"),
                elsewhere(
                        "How the hub answers what it does not like",
                        "azure-iot-hub 1, 4",
                        "IotHubFailure",
                        "belongs to the hub, not to a gateway"),
                cannot(
                        "Writing /program.bas stops the program that runs and ends its MQTT connection",
                        "flexy-etk 1.6, 3",
                        "EtkGateway.load",
                        "would stop the program of a plant"),
                cannot(
                        "A Flexy that gets the SMS is online within 5 min",
                        "talk2m-m2web 2.4",
                        "Waker",
                        "needs a gateway that sleeps"),
                cannot(
                        "The oldest firmware that does: 14.5",
                        "talk2m-m2web 6",
                        "FirmwareFloor",
                        "needs gateways of all firmwares"),
                elsewhere(
                        "A connection that ends without a reason counts as one of the identity when the service assigned the hub",
                        "azure-iot-hub 3",
                        "Provisioning.lost",
                        "shows with the first device that is provisioned and moved"),
                elsewhere(
                        "The provisioning service takes what it told of a certificate for the certificate",
                        "azure-iot-hub 3",
                        "Enrollment",
                        "shows at a real service"),
                elsewhere(
                        "The provisioning service gives this many enrollments at once",
                        "azure-iot-hub 3",
                        "EnrollmentService",
                        "a smaller page costs calls only"),
                elsewhere(
                        "A hub takes an authority that is no root",
                        "azure-iot-hub 2, 3",
                        "AuthorityMaker",
                        "shows when the authority is registered"),
                elsewhere(
                        "A hub makes symmetric keys when none are sent in a bulk call",
                        "azure-iot-hub 4",
                        "BulkChange",
                        "shows at the first deploy; a device without a key is a finding"),
                elsewhere(
                        "A hub keeps statusReason on an enabled identity",
                        "azure-iot-hub 4",
                        "IdentityMark",
                        "shows at the second plan: identities would be unknown"),
                elsewhere(
                        "A list of identities shows keys as a read does",
                        "azure-iot-hub 4",
                        "IdentityKeys",
                        "where it does not, each is read by itself"),
                elsewhere(
                        "Codes of a bulk answer come as numbers or names",
                        "azure-iot-hub 4",
                        "BulkResult",
                        "both are read"),
                elsewhere("The longest twin query", "azure-iot-hub 4", "TwinQuery", "a shorter one costs calls only"),
                elsewhere(
                        "Path and subprotocol of the redirect over port 443",
                        "azure-iot-hub 5",
                        "EventHubFinder",
                        "otherwise the Event Hubs connection string is given"),
                elsewhere(
                        "How many devices a run begins with, side by side",
                        "talk2m-m2web 2.7",
                        "AdaptiveLimit",
                        "is found anew in each run"),
                elsewhere(
                        "Time that calls and evidence take, in a plan",
                        "talk2m-m2web 2.7",
                        "Effort",
                        "an estimate, called so"),
                elsewhere(
                        "Bytes on the wire, in a budget",
                        "azure-iot-hub 1",
                        "WireModel",
                        "an estimate, called so; the bill of the modem shows it"),
                elsewhere(
                        "Time limits of a call through M2Web",
                        "talk2m-m2web 2.7",
                        "M2WebSettings",
                        "flexy:status shows latencies"),
                elsewhere(
                        "M2Web answers 410 for a device that is gone, 429 or 503 for too many calls",
                        "talk2m-m2web 2.6",
                        "M2WebFailure",
                        "shows by accident only"),
                elsewhere(
                        "A hub says how long to wait",
                        "azure-iot-hub 4",
                        "RetryAfter",
                        "else the tool waits by itself"),
                elsewhere(
                        "A hub does not count the calls that it refuses for being too many",
                        "azure-iot-hub 1",
                        "RegistryPatience",
                        "else it says so once more"),
                elsewhere(
                        "A hub shows the same certificates on ports 443 and 8883",
                        "azure-iot-hub 1",
                        "HubChain",
                        "shows at the real hub"),
                elsewhere(
                        "Azure Resource Graph shows whoever has no rights no rows, or refuses; it knows a hub by its host name",
                        "Microsoft's REST reference has no word on it",
                        "HubResourceReader",
                        "belongs to Azure, not to a gateway"),
                elsewhere(
                        "Of a hub's two kinds of network rules the newer counts alone",
                        "Microsoft's REST reference has no word on it",
                        "HubResource",
                        "belongs to Azure, not to a gateway"),
                elsewhere(
                        "Bicep's compiler and Azure take the file that describes a hub",
                        "its grammar and the types of its compiler were held against it",
                        "HubBicep",
                        "shows when somebody makes a hub by it"),
                elsewhere(
                        "A hub whose quota of the day is used up acknowledges and drops what comes over MQTT, and refuses"
                                + " what comes over HTTPS",
                        "azure-iot-hub 0, 10",
                        "OverQuota",
                        "shows at a free hub after 8,000 messages of a day"),
                elsewhere(
                        "A hub answers 504 when a device did not answer a method in time",
                        "azure-iot-hub 4",
                        "MessageProof.GATEWAY_TIMEOUT",
                        "belongs to the hub, not to a gateway"),
                elsewhere(
                        "The roles Registry Contributor and Twin Contributor together do not cover methods",
                        "azure-iot-hub 4",
                        "HubRights",
                        "shows when a login with these two asks a device"));
    }

    private static Unasked more(String says, String source, String place, String reason) {
        return new Unasked(says, source, place, reason, Kind.MORE_THAN_A_GATEWAY);
    }

    private static Unasked cannot(String says, String source, String place, String reason) {
        return new Unasked(says, source, place, reason, Kind.NO_PROGRAM);
    }

    private static Unasked elsewhere(String says, String source, String place, String reason) {
        return new Unasked(says, source, place, reason, Kind.ELSEWHERE);
    }
}
