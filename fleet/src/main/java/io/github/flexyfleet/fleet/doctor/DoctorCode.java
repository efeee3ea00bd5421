package io.github.flexyfleet.fleet.doctor;

/** Stable codes of what {@code flexy:doctor} finds. Codes are never used again. */
public enum DoctorCode {
    /** Talk2M does not answer. */
    TALK2M_UNREACHABLE(
            "FLX4001",
            "Talk2M does not answer",
            "No whole answer came from Talk2M's M2Web server.",
            "Check the network of this machine and its proxy (settings.xml), and talk2m.server in the fleet file."),
    /** Talk2M account refused. */
    ACCOUNT_REFUSED(
            "FLX4002",
            "Talk2M account refused",
            "Talk2M refused account, user, password or developer id; it does not say which. After ten wrong logins the user is locked for a quarter of an hour.",
            "Compare the account's name with eCatcher, upper and lower case too; then user, password and developer id. If they are right, wait 15 minutes and look again once."),
    /** No Talk2M calls left. */
    CALLS_SPENT(
            "FLX4003",
            "No Talk2M calls left",
            "The calls of the day of the Talk2M account are used up, or only those are left that are kept for deploys.",
            "Go on after midnight UTC. An account of plan Pro has more calls: talk2m.plan."),
    /** IoT Hub does not answer. */
    HUB_UNREACHABLE(
            "FLX4004",
            "IoT Hub does not answer",
            "The hub's own host name gives no answer on port 443 from this machine.",
            "Compare hub.host with the host name on the hub's page in Azure; check network and proxy of this machine."),
    /** IoT Hub refused the connection string. */
    HUB_REFUSED(
            "FLX4005",
            "IoT Hub refused the connection string",
            "The policy's name or key is wrong, the policy lacks a right, or the clock of this machine is off by more than 5 minutes.",
            "Copy the connection string of a shared access policy again. It needs registry read, registry write and service connect."),
    /** Messages of the day used up. */
    HUB_QUOTA(
            "FLX4006",
            "Messages of the day used up",
            "The hub has taken as many messages as its tier and units allow a day, and takes none until 00:00 UTC. A device sees no error.",
            "Add units, or send less: flexy:budget shows what the fleet sends."),
    /** IoT Hub is throttled. */
    HUB_THROTTLED(
            "FLX4007",
            "IoT Hub is throttled",
            "The hub answers that it is asked too much.",
            "Wait a minute; then look at the hub's metrics. More units, fewer messages or fewer tools on one hub help."),
    /** Messages cannot be reached. */
    MESSAGES_UNREACHABLE(
            "FLX4008",
            "Messages cannot be reached",
            "The hub's built-in endpoint gives no answer from this machine: a firewall, a proxy, or the hub's network rules are in between.",
            "Let WebSockets on port 443 pass to the hub and to *.servicebus.windows.net; look at the hub's page Networking, whose rules can hold for the built-in endpoint too."),
    /** Messages refused. */
    MESSAGES_REFUSED(
            "FLX4009",
            "Messages refused",
            "The key may not read messages.",
            "Give the policy of the connection string the right Service Connect. A login by Entra ID cannot read the built-in endpoint."),
    /** Consumer group unknown. */
    GROUP_UNKNOWN(
            "FLX4010",
            "Consumer group unknown",
            "The built-in endpoint has no consumer group of the name in hub.consumerGroup.",
            "Make it on the hub's page Built-in endpoints, or correct the name."),
    /** Consumer group crowded. */
    GROUP_CROWDED(
            "FLX4011",
            "Consumer group crowded",
            "Others read with the same consumer group; five readers a partition are the most.",
            "Give this tool a consumer group of its own: hub.consumerGroup."),
    /** Not in the Talk2M account. */
    NOT_IN_ACCOUNT(
            "FLX4020",
            "Not in the Talk2M account",
            "The Talk2M account has no Flexy of this name, or its user may not see it.",
            "Compare name: in the fleet file with eCatcher, upper and lower case too, and the pools of the user."),
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
            "It was replaced, or two names are swapped: correct name or serial in the fleet file."),
    /** Device login refused. */
    DEVICE_LOGIN(
            "FLX4023",
            "Device login refused",
            "The Flexy refused the user or the password of the device.",
            "Correct the device user's credentials."),
    /** A right is missing. */
    RIGHT_MISSING(
            "FLX4024",
            "A right is missing",
            "The device user logs in, but may not do what is needed.",
            "Give the right that the message names, on the Flexy under Setup, Users; docs/security.md lists all of them."),
    /** Firmware too old. */
    FIRMWARE_TOO_OLD(
            "FLX4025", "Firmware too old", "The firmware is older than 14.5.", "Update it with eBuddy or eCatcher."),
    /** No runtime answers. */
    NO_RUNTIME(
            "FLX4026",
            "No runtime answers",
            "No runtime answers on the device: none was installed, it was stopped, or another Java program runs.",
            "flexy:deploy installs it; a reboot starts one that was stopped."),
    /** Another version of the runtime. */
    OTHER_RUNTIME(
            "FLX4027",
            "Another version of the runtime",
            "The runtime is not the one that belongs to this version of the tool.",
            "flexy:deploy updates it, with the way back armed."),
    /** Runtime in safe mode. */
    CRASH_LOOP(
            "FLX4028",
            "Runtime in safe mode",
            "The runtime was started again and again without living for 15 minutes, so for a while it runs without tags and hub and only answers forms.",
            "Read flexy:logs; deploy a bundle or a runtime that does not fail, or wait until it tries again by itself."),
    /** Nothing deployed. */
    NOTHING_DEPLOYED("FLX4029", "Nothing deployed", "The runtime has no configuration.", "Run flexy:deploy."),
    /** Another configuration. */
    OTHER_CONFIGURATION(
            "FLX4030",
            "Another configuration",
            "The device runs another configuration than the fleet file describes, so what follows is about that one.",
            "flexy:plan shows what differs; flexy:deploy brings it."),
    /** Clock wrong. */
    CLOCK(
            "FLX4031",
            "Clock wrong",
            "The device's clock is off by more than 5 minutes; the hub then refuses it, which looks like a bad certificate.",
            "Set the Flexy's clock, or give it a time server it can reach (NTP)."),
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
            "Check the DNS servers in the Flexy's Internet settings (firmware before 13.2s1 had a fault there with 3G modems), and hub.host in the fleet file."),
    /** Port closed for the device. */
    PORT(
            "FLX4034",
            "Port closed for the device",
            "The hub's name has an address, but its port takes no TCP connection from the Flexy.",
            "Let the site's firewall open port 8883 to the hub; where only 443 is open, use transport: https (docs/port-443.md)."),
    /** Certificate not valid. */
    CERTIFICATE_EXPIRED(
            "FLX4035",
            "Certificate not valid",
            "The device's certificate has expired or is not valid yet.",
            "flexy:deploy renews it. If the dates are right, the device's clock is wrong."),
    /** Another certificate on the device. */
    CERTIFICATE_DIFFERS(
            "FLX4036",
            "Another certificate on the device",
            "The device connects with another certificate than the one kept for it here.",
            "flexy:deploy brings it. If the state folder was lost or copied, use the one that deployed last."),
    /** Not registered. */
    IDENTITY_MISSING(
            "FLX4037",
            "Not registered",
            "The hub has no device of this id. Upper and lower case count.",
            "flexy:deploy registers it. A device made by hand must have the id of the fleet file."),
    /** Disabled in the hub. */
    IDENTITY_DISABLED(
            "FLX4038",
            "Disabled in the hub",
            "The hub's registry has the device, but it is disabled.",
            "Enable it on its page in Azure."),
    /** Registered in another way. */
    IDENTITY_KIND(
            "FLX4039",
            "Registered in another way",
            "The hub knows the device in another way than by the certificate or key that the fleet file wants. That the portal says a device authenticates by an X.509 certificate is no error, and tells nothing of whether it is connected.",
            "Change the authentication on the device's page in Azure (X.509 self-signed, or symmetric key), or delete the device there and deploy."),
    /** Another thumbprint in the hub. */
    THUMBPRINT(
            "FLX4040",
            "Another thumbprint in the hub",
            "The hub trusts other certificates or keys for this device than the one it connects with.",
            "flexy:deploy registers the right one. Two tools that write thumbprints for one device undo each other's work."),
    /** A second client. */
    ANOTHER_CLIENT(
            "FLX4041",
            "A second client",
            "Connections are accepted and lost again at once, as when a second client uses the same device id.",
            "Look for a BASIC script, a copy of the Flexy or a tool that connects with this identity, and stop it."),
    /** Connection refused. */
    ROOTS(
            "FLX4042",
            "Connection refused",
            "Name, port, clock, certificate and identity are in order, and still no connection is accepted: roots that do not fit, a firewall that opens TLS, or a hub that is throttled or out of service.",
            "Take out roots: of the fleet file unless they are needed (the two of Azure are built in), ask the site whether its firewall opens TLS, and look at the hub's health."),
    /** Hub does not answer the device. */
    NOT_ANSWERED(
            "FLX4043",
            "Hub does not answer the device",
            "The connection stands, but the hub does not answer on it.",
            "Nothing when it passes; else check the line for loss, and that hub.tier is right: Basic tiers do not answer."),
    /** Not connected. */
    NOT_CONNECTED(
            "FLX4044",
            "Not connected",
            "The device is not connected and does not know why yet.",
            "Look again in some minutes, and read flexy:logs."),
    /** No tags. */
    NO_TAGS(
            "FLX4045",
            "No tags",
            "No tag of the Flexy is in a tag group, so there is nothing to send but heartbeats.",
            "Compare the tag groups in the fleet file with the groups A to D of the tags on the Flexy."),
    /** Messages dropped. */
    DROPPED(
            "FLX4046",
            "Messages dropped",
            "The device had to drop messages, because they waited too long or took too much room.",
            "See to the connection; give spool: more size or age. The hub got a message with kind=gap for each loss."),
    /** No message seen. */
    NO_MESSAGE(
            "FLX4050",
            "No message seen",
            "A message was asked for, and none of this device came to the built-in endpoint in time.",
            "The likely causes, none of which is visible without rights on the hub in Azure: a custom route takes the messages and the fallback route is off; the quota of the day is used up; a reader looks at another hub."),
    /** Messages of something else. */
    OTHER_MESSAGE(
            "FLX4051",
            "Messages of something else",
            "Messages come under this device's id, but not under the configuration and certificate that it was given: another program sends as this device.",
            "Find the other sender (a BASIC script, another tool) and stop it, or give it an identity of its own."),
    /** The Device Provisioning Service takes no connection of the device, or assigns it no hub. */
    NOT_REGISTERED(
            "FLX4060",
            "Not registered at the Device Provisioning Service",
            "The device asks the Device Provisioning Service for its hub and gets none: no enrollment fits its certificate, the enrollment is disabled, the id scope is another one, or no hub is linked.",
            "Deploy, which writes the enrollment; then look at the service: the enrollment's status, hub.dps.idScope, the linked hubs."),
    /** The Device Provisioning Service has assigned another hub than the fleet file names. */
    OTHER_HUB(
            "FLX4061",
            "Another hub is assigned",
            "The Device Provisioning Service has assigned the device to a hub that is not hub.host of the fleet file. The tool looks for its identity and its messages at the wrong hub.",
            "Let the service's allocation policy assign hub.host, or write the hub that it assigns into the fleet file."),
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
            "On the hub's page Message routing turn the fallback route on; where a route takes all messages (condition true), add a second one of the same condition to the endpoint events."),
    /** Network rules of the hub keep everybody out. */
    SHUT_OUT(
            "FLX4064",
            "Network rules shut everybody out",
            "The hub's network rules let nobody in over the internet: public access is disabled, or the rules for addresses let in none.",
            "On the hub's page Networking allow public access, for all networks or for the addresses of the sites and of this machine; or see that all of them come through the private endpoint."),
    /** The hub takes fewer messages a day than the fleet is reckoned to send. */
    HUB_TOO_SMALL(
            "FLX4065",
            "Hub too small for the fleet",
            "The fleet is reckoned to send more messages a day than the hub's tier and units allow. What is over is lost until 00:00 UTC, and a device sees no error.",
            "Add units or take a larger tier on the hub's page Pricing and scale, and write them into the fleet file; or write longer push periods: flexy:budget shows which groups send most."),
    /** Not understood. */
    UNKNOWN(
            "FLX4099",
            "Not understood",
            "Something failed in a way that this check does not know.",
            "Run again with -e and report what it shows.");

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
