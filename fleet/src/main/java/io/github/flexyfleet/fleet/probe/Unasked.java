package io.github.flexyfleet.fleet.probe;

import java.util.List;

/**
 * What was never seen either and no probe asks, with the reason; docs/reality.md is made of this.
 *
 * @param says what is assumed
 * @param source files and sections of the facts
 * @param place where the tool or the simulator relies on it: a class, or a member of one
 * @param reason why no probe asks
 * @param possible whether a probe could ask; there is none yet
 */
public record Unasked(String says, String source, String place, String reason, boolean possible) {
    /** All of them, those that a probe could ask first. */
    public static List<Unasked> all() {
        return List.of(
                could(
                        "REQUESTHTTPX does not follow redirects",
                        "talk2m-m2web 4.2, 11.3",
                        "HttpClient",
                        "needs a server that redirects"),
                could(
                        "A session counts on its own M2Web host only",
                        "talk2m-m2web 2.1, 11.6",
                        "Sessions",
                        "needs a call with another host's session, which the client never makes"),
                could(
                        "M2Web passes no PUT, DELETE or multipart on",
                        "talk2m-m2web 3, W6, 11.2",
                        "M2WebService",
                        "the client sends forms only"),
                could(
                        "Values of HTTP headers are percent-decoded",
                        "flexy-etk 1.5",
                        "HttpQuirks.headersDecoded",
                        "needs a server that tells what it got"),
                could(
                        "HTTPS servers may be vouched for by certificates in HttpCertDir, besides the public ones",
                        "flexy-etk 1.5, talk2m-m2web 11.3",
                        "HttpClient",
                        "would change the configuration for a while"),
                could(
                        "TLS 1.3 and server names in the handshake",
                        "flexy-etk 9.2",
                        "EtkHubClients",
                        "needs a server that insists on them; a hub is not known to"),
                could(
                        "A message to the gateway may have as many bytes as the hub allows",
                        "flexy-etk 9.3",
                        "EtkHubClient.MAX_BYTES",
                        "needs a service client that sends to devices"),
                could(
                        "A status for a right that the user lacks is 403",
                        "talk2m-m2web 8",
                        "WebQuirks.deniedStatus",
                        "needs a second user of the gateway, with fewer rights"),
                could(
                        "A user's folder does not hold for $dtUF",
                        "talk2m-m2web 5, 11.7",
                        "WebQuirks.folderGuardsExports",
                        "needs a second user of the gateway, kept to a folder"),
                could(
                        "A token opens no gateway",
                        "talk2m-m2web 2.3, 11.6",
                        "M2WebOptions.tokens",
                        "needs a token of the account"),
                could(
                        "Threads: how many there can be",
                        "flexy-etk 9.5",
                        "JavaLimits",
                        "a VM that runs out of them may take the gateway with it"),
                could(
                        "How long exports show nothing, commands wait, the VM and a reboot take",
                        "flexy-etk 1.6, talk2m-m2web 8",
                        "Knobs",
                        "times of one afternoon say little; not measured yet"),
                could(
                        "Wrong conversions of text and numbers of the VM's public sibling",
                        "flexy-vm",
                        "GuestStrings",
                        "measured on the sibling; the runtime uses code of its own"),
                could(
                        "Columns of $dtTL on newer firmware",
                        "flexy-etk 9.10",
                        "TagListImport",
                        "the header is read by name; nothing hangs on it"),
                cannot(
                        "A rename is atomic, and what was synced outlives a power cut",
                        "flexy-etk 3, 9.4",
                        "StateFiles",
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
                cannot(
                        "How the hub answers what it does not like",
                        "azure-iot-hub 1, 4",
                        "IotHubFailure",
                        "belongs to the hub, not to a gateway"),
                cannot(
                        "Azure Resource Graph shows whoever has no rights no rows, or refuses; it knows a hub by its plain"
                                + " host name; of network rules the newer kind counts alone",
                        "Microsoft's REST reference has no word on it",
                        "HubResourceReader",
                        "belongs to Azure, not to a gateway"));
    }

    private static Unasked could(String says, String source, String place, String reason) {
        return new Unasked(says, source, place, reason, true);
    }

    private static Unasked cannot(String says, String source, String place, String reason) {
        return new Unasked(says, source, place, reason, false);
    }
}
