package io.github.flexyfleet.fleet.doctor;

/** Stable codes of what {@code flexy:doctor} finds. Codes are never used again. */
public enum DoctorCode {
    /** Talk2M does not answer. */
    TALK2M_UNREACHABLE(
            "FLX4001",
            "Talk2M does not answer",
            "No whole answer came from Talk2M's M2Web server.",
            "Open https://m2web.talk2m.com in a browser on this machine. If it does not open, ask who looks after the network; a proxy is named in Maven's settings.xml. If it opens, look at talk2m.server in the fleet file."),
    /** Talk2M account refused. */
    ACCOUNT_REFUSED(
            "FLX4002",
            "Talk2M account refused",
            "Talk2M refused account, user, password or developer id; it does not say which. After ten wrong logins the user is locked for a quarter of an hour.",
            "Log in to eCatcher with the same account, user and password, upper and lower case too. If that works, compare the developer id. Correct what is wrong where flexy:deploy reads it (FLEXY_TALK2M_USER, _PASSWORD and _DEVELOPER_ID, or server talk2m in settings.xml), wait 15 minutes, and look again once."),
    /** No Talk2M calls left. */
    CALLS_SPENT(
            "FLX4003",
            "No Talk2M calls left",
            "The calls of the day of the Talk2M account are used up, or only those are left that are kept for deploys; or Talk2M itself says that it takes no more (HTTP 429), as when other programs use the account too.",
            "Look again in some minutes; if it stays, after midnight UTC. Stop other programs that call Talk2M with this account, or have plan Pro, which has more calls (talk2m.plan in the fleet file)."),
    /** IoT Hub does not answer. */
    HUB_UNREACHABLE(
            "FLX4004",
            "IoT Hub does not answer",
            "The hub's own host name gives no answer on port 443 from this machine.",
            "Compare hub.host in the fleet file with Hostname on the hub's page Overview in Azure. If they are equal, ask who looks after the network whether this machine reaches that name on port 443; a proxy is named in Maven's settings.xml."),
    /** IoT Hub refused the login. */
    HUB_REFUSED(
            "FLX4005",
            "IoT Hub refused the login",
            "The connection string's policy or key is wrong or lacks a right, or the sign-in by Entra ID lacks a role; or the clock of this machine is off by more than 5 minutes. What does not need the hub was looked at.",
            "With a connection string: copy it whole once more from the hub's page Shared access policies; the policy needs registry read, registry write and service connect. With access: entra: have the role IoT Hub Data Contributor given to whoever signs in, on the hub's page Access control (IAM), and wait some minutes. Set this machine's clock."),
    /** Messages of the day used up. */
    HUB_QUOTA(
            "FLX4006",
            "Messages of the day used up",
            "The hub has taken as many messages as its tier and units allow a day, and takes none until 00:00 UTC. A device sees no error.",
            "Wait until 00:00 UTC: the devices keep what they have and send it then. For the days after, add units on the hub's page Pricing and scale, or send less: flexy:budget shows what the fleet sends."),
    /** IoT Hub is throttled. */
    HUB_THROTTLED(
            "FLX4007",
            "IoT Hub is throttled",
            "The hub answers that it is asked too much.",
            "Wait a minute and look again. If it comes back, look for other tools that ask this hub, or add units on the hub's page Pricing and scale."),
    /** Messages cannot be reached. */
    MESSAGES_UNREACHABLE(
            "FLX4008",
            "Messages cannot be reached",
            "The hub's built-in endpoint gives no answer from this machine: a firewall, a proxy, or the hub's network rules are in between.",
            "Ask who looks after the network to let WebSockets on port 443 pass from this machine to the hub and to *.servicebus.windows.net. If they do, look at the hub's page Networking: its rules can hold for the built-in endpoint too, and must have this machine's address."),
    /** Messages refused. */
    MESSAGES_REFUSED(
            "FLX4009",
            "Messages refused",
            "The connection string may not read messages, or is not whole.",
            "Give the policy of the connection string the right Service Connect, on the hub's page Shared access policies. Or copy the connection string from the hub's page Built-in endpoints (Event Hub-compatible endpoint, whole) and give it as FLEXY_EVENT_HUB_CONNECTION_STRING, or as password of server event-hub in settings.xml."),
    /** Consumer group unknown. */
    GROUP_UNKNOWN(
            "FLX4010",
            "Consumer group unknown",
            "The built-in endpoint has no consumer group of the name in hub.consumerGroup.",
            "Write a name from the hub's page Built-in endpoints, Consumer groups, into hub.consumerGroup of the fleet file, or add the missing one on that page."),
    /** Consumer group crowded. */
    GROUP_CROWDED(
            "FLX4011",
            "Consumer group crowded",
            "Others read with the same consumer group; five readers a partition are the most.",
            "Add a consumer group for this tool on the hub's page Built-in endpoints, and write its name into hub.consumerGroup of the fleet file."),
    /** Not in the Talk2M account. */
    NOT_IN_ACCOUNT(
            "FLX4020",
            "Not in the Talk2M account",
            "The Talk2M account has no Flexy of this name, or its user may not see it.",
            "Compare name: of the device in the fleet file with the name in eCatcher, upper and lower case too. If they are equal, see in eCatcher whether the user may see the pool that the device is in, and whether it is in this account."),
    /** Device offline. */
    OFFLINE(
            "FLX4021",
            "Device offline",
            "Talk2M has no connection to the device.",
            "Check power, line and SIM card at the site, and the Flexy's VPN settings. Until then it may still send data to the hub."),
    /** Another machine. */
    OTHER_MACHINE(
            "FLX4022",
            "Another machine",
            "The Flexy under this Talk2M name has another serial number than the fleet file says.",
            "If the Flexy was replaced, write the new serial number into the fleet file and run flexy:deploy. If two names are swapped, correct name: of both devices."),
    /** Device login refused. */
    DEVICE_LOGIN(
            "FLX4023",
            "Device login refused",
            "The Flexy refused the user or the password of the device.",
            "Log in to the Flexy's own web page with the user and password (Flexy, Setup, Users has them). Give the right ones as FLEXY_DEVICE_USER and FLEXY_DEVICE_PASSWORD, or as server flexy-device in settings.xml; a device with secret: NAME in the fleet file has them under server NAME."),
    /** A right is missing. */
    RIGHT_MISSING(
            "FLX4024",
            "A right is missing",
            "The device user logs in, but may not do what is needed.",
            "Give the right that the message names, on the Flexy under Setup, Users; docs/security.md lists all of them."),
    /** Firmware too old. */
    FIRMWARE_TOO_OLD(
            "FLX4025",
            "Firmware too old",
            "The firmware is older than 14.5.",
            "Update it with eBuddy, from the Flexy's own network or over its VPN, then run flexy:deploy."),
    /** No runtime answers. */
    NO_RUNTIME(
            "FLX4026",
            "No runtime answers",
            "No runtime answers on the device: none was installed, it was stopped, or another Java program runs.",
            "Run flexy:deploy, which installs it. If it was installed before, reboot the Flexy first: that starts one that was stopped."),
    /** Another version of the runtime. */
    OTHER_RUNTIME(
            "FLX4027",
            "Another version of the runtime",
            "The runtime is not the one that belongs to this version of the tool.",
            "Run flexy:deploy, which updates it and goes back by itself if the new one does not come up."),
    /** Runtime in safe mode. */
    CRASH_LOOP(
            "FLX4028",
            "Runtime in safe mode",
            "The runtime was started again and again without living for 15 minutes, so for a while it runs without tags and hub and only answers forms.",
            "Read flexy:logs of the device for what it says before each start. If the power is unsteady, mend that and wait: it tries again by itself. Else run flexy:deploy with a newer version of this tool, and report what the log says."),
    /** Nothing deployed. */
    NOTHING_DEPLOYED("FLX4029", "Nothing deployed", "The runtime has no configuration.", "Run flexy:deploy."),
    /** Another configuration. */
    OTHER_CONFIGURATION(
            "FLX4030",
            "Another configuration",
            "The device runs another configuration than the fleet file describes; what follows is about the one that it runs.",
            "If anything else is named for the device, mend that first: a deploy that cannot show data goes back to the old configuration. Then run flexy:plan, which shows what differs, and flexy:deploy, which brings it. If the device is right and the fleet file is not, correct the fleet file."),
    /** Clock wrong. */
    CLOCK(
            "FLX4031",
            "Clock wrong",
            "The device's clock is off by more than 5 minutes; the hub then refuses it, which looks like a bad certificate.",
            "Set the Flexy's clock and time zone on its web page, Setup, System, and give it a time server there (NTP) that it reaches."),
    /** No internet at the device. */
    NO_WAN(
            "FLX4032",
            "No internet at the device",
            "The Flexy has no address on its WAN.",
            "Check cable, SIM card, modem or Wi-Fi at the site, and the Flexy's Internet settings."),
    /** Host name not found by the device. */
    NAME(
            "FLX4033",
            "Host name not found by the device",
            "The Flexy finds no address for the hub's name.",
            "Compare hub.host in the fleet file with Hostname on the hub's page Overview in Azure. If they are equal, give the Flexy another DNS server in its Internet settings, such as 1.1.1.1 or the site's own (firmware before 13.2s1 had a fault there with 3G modems)."),
    /** Port closed for the device. */
    PORT(
            "FLX4034",
            "Port closed for the device",
            "The hub's name has an address, but its port takes no TCP connection from the Flexy. Only the port that the device uses was tried.",
            "Ask who looks after the site's firewall to open the port that is named to hub.host. Where only 443 may be open, write transport: https (docs/port-443.md)."),
    /** Certificate not valid. */
    CERTIFICATE_EXPIRED(
            "FLX4035",
            "Certificate not valid",
            "The device's certificate has expired or is not valid yet.",
            "Run flexy:deploy, which renews it. If the certificate is valid today, the device's clock is wrong: set it."),
    /** Another certificate on the device. */
    CERTIFICATE_DIFFERS(
            "FLX4036",
            "Another certificate on the device",
            "The device connects with a certificate that is not kept here, as when another machine has deployed last.",
            "If another machine deploys this fleet, work there, or copy its state folder (flexy.stateFolder) here: the keys are in it, and a deploy from here would give the device another certificate. If that machine is gone with all that it kept, run flexy:deploy here, which brings the certificate that is kept here."),
    /** Not registered. */
    IDENTITY_MISSING(
            "FLX4037",
            "Not registered",
            "The hub has no device of this id. Upper and lower case count.",
            "Run flexy:deploy, which registers it. One that was made by hand must have the very id that the fleet file has."),
    /** Disabled in the hub. */
    IDENTITY_DISABLED(
            "FLX4038",
            "Disabled in the hub",
            "The hub's registry has the device, but it is disabled.",
            "Find out who disabled it and why. If the device may connect again, enable it on its page in Azure (Devices, Enable connection to IoT Hub)."),
    /** Registered in another way. */
    IDENTITY_KIND(
            "FLX4039",
            "Registered in another way",
            "The hub knows the device in another way than by the certificate or key that the fleet file wants. That the portal says a device authenticates by an X.509 certificate is no error, and tells nothing of whether it is connected.",
            "If the fleet file is right, delete the device on its page in Azure and run flexy:deploy, which makes it anew. If the device is to stay as it is in Azure, correct auth: in the fleet file."),
    /** Another thumbprint in the hub. */
    THUMBPRINT(
            "FLX4040",
            "Another thumbprint in the hub",
            "The hub trusts other certificates or keys for this device than the one it connects with.",
            "Run flexy:deploy, which registers the right one. If it comes back, another tool or machine writes thumbprints for the same device: stop it, or use its state folder."),
    /** A second client. */
    ANOTHER_CLIENT(
            "FLX4041",
            "A second client",
            "Connections are accepted and lost again within a minute, again and again: a second client uses the same device id, and the hub keeps only the last one that came; or the line is bad. The Flexy cannot tell these two apart.",
            "Look for a BASIC script on the Flexy, a replaced or copied Flexy, or a tool that connects with this id and its certificate or key, and stop it. If there is none, look at the line: signal of the modem, cable, other losses in eCatcher. If somebody has copied the certificate, run flexy:revoke for the device, then flexy:deploy."),
    /** Connection refused. */
    ROOTS(
            "FLX4042",
            "Connection refused",
            "What else could be looked at is in order, and still no connection is accepted: roots that do not fit, a firewall that opens TLS, or a hub that is throttled or out of service.",
            "Look again in ten minutes: the device tries by itself. If it stays, ask who looks after the site's firewall whether it opens TLS (it must not, to hub.host), take roots: out of the fleet file unless the hub is no public one (the two of Azure are built in) and run flexy:deploy, and look at the hub's page Resource health."),
    /** Hub does not answer the device. */
    NOT_ANSWERED(
            "FLX4043",
            "Hub does not answer the device",
            "The connection stands, but the hub does not answer on it.",
            "Compare hub.tier in the fleet file with the hub's page Pricing and scale: hubs of Basic tiers (B1 to B3) do not answer, and the fleet file must say so. If it is right, look again in ten minutes; if it stays, look at the line: signal of the modem, cable."),
    /** Not connected. */
    NOT_CONNECTED(
            "FLX4044",
            "Not connected",
            "The device is not connected and does not know why yet.",
            "Look again in five minutes: by then the device knows more. If it still says this, read flexy:logs of the device and reboot it."),
    /** No tags. */
    NO_TAGS(
            "FLX4045",
            "No tags",
            "No tag of the Flexy is in a tag group, so there is nothing to send but heartbeats.",
            "Open the tags on the Flexy's web page: each that is to be sent needs a tick at one of the groups A to D. Compare with groups: of the tag groups in the fleet file."),
    /** Messages dropped. */
    DROPPED(
            "FLX4046",
            "Messages dropped",
            "The device had to drop messages, because they waited too long or took too much room.",
            "Look for what kept the device from the hub for so long (eCatcher, flexy:logs). Give spool: in the fleet file more size or age and run flexy:deploy; the count begins anew when the Flexy starts. The hub got a message with kind=gap for each loss."),
    /** No message seen. */
    NO_MESSAGE(
            "FLX4050",
            "No message seen",
            "The device has sent since the doctor began, or was asked to, and no message of it came to the built-in endpoint in time: a route of the hub takes it, the day's messages are used up, or another hub is read.",
            "Open the hub's page Message routing in Azure. If it has routes of your own, turn the fallback route on and add a route to the endpoint events. If it has none, look at the page Metrics, Total number of messages used: when the day's messages are used up, wait until 00:00 UTC. Then run flexy:watch, and look whether FLEXY_EVENT_HUB_CONNECTION_STRING, if it is given, is of this hub."),
    /** Messages of something else. */
    OTHER_MESSAGE(
            "FLX4051",
            "Messages of something else",
            "Messages come under this device's id, but not under the configuration and certificate that it was given: another program sends as this device.",
            "Look for a BASIC script on the Flexy, a copied Flexy or another tool that sends with this id and stop it, or give it a device of its own in the hub. Run flexy:doctor again a minute after a deploy: messages from before it may still come."),
    /** The Device Provisioning Service takes no connection of the device, or assigns it no hub. */
    NOT_REGISTERED(
            "FLX4060",
            "Not registered at the Device Provisioning Service",
            "The device asks the Device Provisioning Service for its hub and gets none: no enrollment fits its certificate, the enrollment is disabled, the id scope is another one, or no hub is linked.",
            "Run flexy:deploy, which writes the enrollment. If it stays, open the Device Provisioning Service in Azure: ID Scope on its page Overview must be hub.dps.idScope of the fleet file, the enrollment must be enabled (Manage enrollments), and a hub must be linked (Linked IoT hubs)."),
    /** The Device Provisioning Service has assigned another hub than the fleet file names. */
    OTHER_HUB(
            "FLX4061",
            "Another hub is assigned",
            "The Device Provisioning Service has assigned the device to a hub that is not hub.host of the fleet file. The tool looks for its identity and its messages at the wrong hub.",
            "If the device is to be at the hub that is assigned, write that one into hub.host of the fleet file. If not, open the enrollment in the Device Provisioning Service, choose hub.host there as its hub, and run flexy:deploy."),
    /** The hub has another tier, or fewer units, than the fleet file says. */
    OTHER_TIER(
            "FLX4062",
            "Another tier of the hub",
            "The hub in Azure has another tier than hub.tier, or fewer units than hub.units: budgets, the pace of changes and what a device may expect of its hub (twins, methods) are worked out from wrong numbers.",
            "Write into the fleet file what the hub has, as the message names it, and deploy; or change the hub on its page Pricing and scale."),
    /** Routes of the hub keep messages from the built-in endpoint. */
    ROUTED_AWAY(
            "FLX4063",
            "Messages routed away",
            "The hub's routes take the messages elsewhere or drop them: the fallback route is off or gets nothing, and no route brings messages to the built-in endpoint, where flexy:watch, evidence and other readers look. Devices see no error.",
            "Open the hub's page Message routing and turn the fallback route on; where a route takes all messages (condition true), add a second one of the same condition to the endpoint events."),
    /** Network rules of the hub keep everybody out. */
    SHUT_OUT(
            "FLX4064",
            "Network rules shut everybody out",
            "The hub's network rules let nobody in over the internet: public access is disabled, or the rules for addresses let in none.",
            "Open the hub's page Networking and allow public access, for all networks or for the addresses of the sites and of this machine; or see that all of them come through the private endpoint."),
    /** The hub takes fewer messages a day than the fleet is reckoned to send. */
    HUB_TOO_SMALL(
            "FLX4065",
            "Hub too small for the fleet",
            "The fleet is reckoned to send more messages a day than the hub's tier and units allow. What is over is lost until 00:00 UTC, and a device sees no error.",
            "Add units or take a larger tier on the hub's page Pricing and scale, and write them into the fleet file; or write longer push periods: flexy:budget shows which groups send most."),
    /** The hub cannot ask the device. */
    NOT_ASKED(
            "FLX4070",
            "Device does not answer the hub",
            "The hub could not ask the device for a message, and none came by itself: the device is not connected to this hub, or its line is so slow that its answer came too late.",
            "Run flexy:status for what the device itself says of its connection. If it says connected, wait five minutes and run flexy:doctor again; if it stays, reboot the Flexy."),
    /** Disabled by flexy:revoke. */
    IDENTITY_REVOKED(
            "FLX4071",
            "Revoked",
            "flexy:revoke disabled the device, because its certificate or key is no longer to be trusted.",
            "Run flexy:deploy: it brings the device its new certificate or key and enables it for that one alone. Do not enable it by hand in Azure: that lets in whoever has the old one."),
    /** The device trusts other roots than the hub's. */
    WRONG_ROOTS(
            "FLX4072",
            "Roots do not fit",
            "The device trusts other root certificates than the one under which the hub shows itself to this machine, so it takes the hub for a stranger.",
            "Take roots: out of the fleet file (the two of Azure are built in), or write the root that the message names into it beside the others, and run flexy:deploy. If a firewall opens TLS at this machine, the message names its root instead: look from another network."),
    /** The message does not say that it is JSON. */
    BODY_FORM(
            "FLX4073",
            "Message not marked as JSON",
            "The message came, but without content type application/json and content encoding utf-8, so routes that look into its body take none of it, and storage keeps it in Base64.",
            "Run flexy:deploy, which brings the runtime that marks its messages. If it stays, something between the device and the hub changes the message: report it."),
    /** Not understood. */
    UNKNOWN(
            "FLX4099",
            "Not understood",
            "Something failed in a way that this check does not know.",
            "Run the same goal again with -e and report what it shows.");

    private final String id;
    private final String title;
    private final String cause;
    private final String mend;

    DoctorCode(String id, String title, String cause, String mend) {
        this.id = id;
        this.title = title;
        this.cause = cause;
        this.mend = mend;
    }

    /** The code, {@code FLX40nn}. */
    public String id() {
        return id;
    }

    /** A few words. */
    public String title() {
        return title;
    }

    /** What it means. */
    public String cause() {
        return cause;
    }

    /** How to mend it. */
    public String mend() {
        return mend;
    }
}
