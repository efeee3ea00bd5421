package io.github.flexyfleet.fleet.gateway;

/** Stable codes of what can go wrong with one device in a rollout. Codes are never used again. */
public enum ProblemCode {
    /** Not in the Talk2M account. */
    NOT_IN_ACCOUNT(
            "FLX3001",
            "Not in the Talk2M account",
            "The Talk2M account has no Flexy of this name, or its user may not see it.",
            "Compare name: in the fleet file with the name in eCatcher, upper and lower case too, and check the pools of the user."),
    /** Device offline. */
    OFFLINE(
            "FLX3002",
            "Device offline",
            "Talk2M has no connection to the device, or lost it on the way. The device keeps running what it has.",
            "Deploy again when it is back. The rollout goes on from what the device holds."),
    /** Other serial number. */
    WRONG_SERIAL(
            "FLX3003",
            "Other serial number",
            "The Flexy under this Talk2M name has another serial number than the fleet file says: it was replaced, or two names are swapped.",
            "Correct name or serial in the fleet file. Nothing was written to the device."),
    /** Device login refused. */
    DEVICE_LOGIN(
            "FLX3004",
            "Device login refused",
            "The Flexy refused the user or the password of the device.",
            "Correct the device user's credentials, and give that user the rights listed in docs/security.md."),
    /** Nowhere to fetch the runtime. */
    NO_RUNTIME_SOURCE(
            "FLX3005",
            "Nowhere to fetch the runtime",
            "No runtime answers on the device, and the fleet file names no address from which the device could fetch it.",
            "Put the runtime jar on a web server that the device reaches, and name it as runtime.url."),
    /** Another program starts here. */
    FOREIGN_PROGRAM(
            "FLX3006",
            "Another program starts here",
            "/usr/jvmrun starts a Java program that is not this tool's runtime. A Flexy runs one Java program, so ours would stop the other.",
            "Find out what it does. If it may make way, set takeOver: true for the device: it is saved, and flexy:release puts it back."),
    /** Firmware too old. */
    FIRMWARE_TOO_OLD(
            "FLX3007",
            "Firmware too old",
            "The firmware is older than 14.5, so the device lacks what the runtime needs.",
            "Update the firmware with eBuddy, then deploy again."),
    /** Runtime not fetched. */
    DOWNLOAD_FAILED(
            "FLX3008",
            "Runtime not fetched",
            "The device could not fetch the runtime from runtime.url.",
            "Check that the device reaches the address, that it trusts the server's certificate, and that the server does not redirect."),
    /** Other runtime than expected. */
    RUNTIME_DAMAGED(
            "FLX3009",
            "Other runtime than expected",
            "What the device fetched has another SHA-256 than this version's runtime: an older or newer jar, an error page, or a download cut short. It was not started.",
            "Put the jar that belongs to this version of the tool at runtime.url, then deploy again."),
    /** Runtime does not answer. */
    RUNTIME_SILENT(
            "FLX3010",
            "Runtime does not answer",
            "No runtime answers on the device, or its answer is not understood.",
            "flexy:deploy installs a runtime that is missing. If one was installed, look at the device's event log; a reboot starts it from /usr/jvmrun."),
    /** Script not run. */
    SCRIPT_NOT_RUN(
            "FLX3011",
            "Script not run",
            "The device took a BASIC command but did not carry it out in time.",
            "Check that no BASIC program keeps the script engine busy, and that the device user may change the configuration."),
    /** Refused by the runtime. */
    RUNTIME_REFUSED(
            "FLX3012",
            "Refused by the runtime",
            "The runtime answered, but refused the request and says why: no room in flash, a wrong digest, another request under way.",
            "Mend what it names, then deploy again. The device runs what it ran before."),
    /** No evidence of data. */
    NO_EVIDENCE(
            "FLX3013",
            "No evidence of data",
            "After the switch, not enough messages with the new digest and certificate came to the hub in time. A bundle on trial was sent back.",
            "Mend what the device's own status names: network, hub address, certificate, tags without values. Slow devices get more time with -Dflexy.evidenceWithin."),
    /** Refused by the hub. */
    HUB_REFUSED(
            "FLX3014",
            "Refused by the hub",
            "The IoT Hub refused a call to its registry or its event feed.",
            "Check the connection string and its policy: it needs registry read, registry write and service connect."),
    /** Talk2M call failed. */
    TALK2M(
            "FLX3015",
            "Talk2M call failed",
            "Talk2M gave no whole answer, gave one that is not understood, or takes no more calls today.",
            "Check network and proxy, then deploy again; after a used-up call budget, tomorrow."),
    /** Account refused. */
    ACCOUNT_REFUSED(
            "FLX3016",
            "Account refused",
            "Talk2M refused account, user, password or developer id. The run stops here: ten wrong logins lock the user.",
            "Correct the Talk2M credentials in settings.xml or the environment, then deploy again."),
    /** Another bundle on trial. */
    OTHER_ON_TRIAL(
            "FLX3017",
            "Another bundle on trial",
            "The device is trying another bundle just now, from another deploy.",
            "Wait until it is confirmed or goes back by itself, then deploy again."),
    /** Credentials missing. */
    CREDENTIALS_MISSING(
            "FLX3018",
            "Credentials missing",
            "A user, a password or another credential is neither in the environment nor in settings.xml. Nothing was sent.",
            "Give every credential that the message lists, in one of the two places it names for each."),
    /** Call budget used up. */
    CALLS_SPENT(
            "FLX3019",
            "Call budget used up",
            "The Talk2M account has too few calls left today. A part of them is kept for confirming devices and sending them back.",
            "Deploy again after the next midnight UTC: the run goes on with what is not done. An account of plan Pro has more calls: talk2m.plan."),
    /** Private key not at hand. */
    KEY_UNAVAILABLE(
            "FLX3020",
            "Private key not at hand",
            "The device lacks the private key of its certificate, and this tool cannot give it one: it was kept on the device only (custody: device-only), or its keystore does not open.",
            "Deploy the device again: a key that was nowhere else is made anew. Where a pass phrase is wrong, give the right one."),
    /** Keys and certificates. */
    CERTIFICATES(
            "FLX3021",
            "Keys and certificates",
            "Keys and certificates cannot be read, written or made: a pass phrase that opens no keystore, a folder that cannot be written, no certificate authority where the fleet file wants one. Nothing was done.",
            "Mend what the message names, then run the goal again."),
    /** Certificate revoked. */
    REVOKED(
            "FLX3022",
            "Certificate revoked",
            "The device's identity was disabled by flexy:revoke, and what is to be deployed is one of the certificates that were revoked.",
            "Run mvn flexy:revoke for the device once more: it makes the new certificate that the next deploy brings."),
    /** Identity of somebody else. */
    FOREIGN_IDENTITY(
            "FLX3030",
            "Identity not made by this tool",
            "The hub has an identity of this device's name that this tool did not make: it does not bear the fleet's mark and does not trust the certificate that the tool keeps. Nothing was written to it, nor to the device.",
            "If the fleet may have it, adopt it by name: hub: {adopt: [DEVICE]} in the fleet file, or -Dflexy.adopt=DEVICE. What connects with its certificate now goes on connecting until the new one has proven itself. If not, give the device another id."),
    /** Identity disabled. */
    IDENTITY_DISABLED(
            "FLX3031",
            "Identity disabled",
            "Somebody disabled the device's identity at the hub, so it cannot connect. The tool enables only what it disabled itself because the device had left the fleet file.",
            "Find out why it was disabled. If it may connect again, enable it at the hub, then deploy."),
    /** Other kind of authentication. */
    OTHER_AUTHENTICATION(
            "FLX3032",
            "Other kind of authentication",
            "The hub knows the device in another way than the fleet file says: by symmetric keys where a certificate is wanted, by a certificate where keys are, or by a certificate authority.",
            "Correct auth: of the device in the fleet file, or delete the identity at the hub so that the next deploy makes it anew."),
    /** Identity missing. */
    IDENTITY_MISSING(
            "FLX3033",
            "Identity missing",
            "The hub's export has no identity of this device.",
            "Import the devices.txt that flexy:identities writes, or run its script, then export again."),
    /** Other thumbprint. */
    OTHER_THUMBPRINT(
            "FLX3034",
            "Other thumbprint",
            "The hub does not trust the certificate that the fleet has for the device, so the device cannot connect with it.",
            "Import the devices.txt that flexy:identities writes, or run its script. A device that connects with an old certificate now needs both until it has the new one."),
    /** One thumbprint too many. */
    SECOND_THUMBPRINT(
            "FLX3035",
            "Trusts another certificate too",
            "Besides the fleet's certificate the hub trusts another one for the device: of a change that is under way, or that nobody finished.",
            "When the device connects with the new certificate, take the other one out: both slots hold the fleet's."),
    /** Extra identity. */
    EXTRA_IDENTITY(
            "FLX3036",
            "Identity without a device in the fleet",
            "The hub has an enabled identity with this fleet's mark or tag, and the fleet file has no such device: whoever has its key can still connect.",
            "Disable it at the hub, or take the device back into the fleet file. Devices of others at the same hub are not told of."),
    /** Export that cannot be read. */
    EXPORT_UNREADABLE(
            "FLX3037",
            "Line of the export not understood",
            "A line of the export is no device of an IoT Hub's export: one JSON object with id, status and authentication.",
            "Export the identities anew (az iot hub device-identity export, keys excluded) and give the file as it is."),
    /** Imported key unknown to the hub. */
    IMPORTED_KEY_UNKNOWN(
            "FLX3095",
            "Imported key unknown to the hub",
            "The key in the connection string that is kept for the device is neither of the two that the hub has for it: it was renewed there, or revoked by flexy:revoke. Nothing was written, and the device runs what it ran before.",
            "Copy the connection string from the device's page in Azure to where the secret is kept, then deploy. Or remove sas.secret (and what is kept under hub/DEVICE): then this tool takes the hub's own key."),
    /** The hub's keys are not those that this run began with. */
    KEYS_CHANGED(
            "FLX3096",
            "Keys at the hub have changed",
            "Since this run began, somebody has renewed the device's keys at the hub, or revoked them. What was to be delivered is none of them any more.",
            "Deploy again: the keys are read anew."),
    /** Time for another key. */
    KEY_DUE(
            "FLX3097",
            "Key to be rotated",
            "The device has used its key for longer than sas.rotateAfter, or somebody asked for another one.",
            "Deploy: the device gets the key of the other slot, on evidence, and the old one is replaced after that."),
    /** Messages cannot be read. */
    MESSAGES_UNREADABLE(
            "FLX3040",
            "Messages cannot be read",
            "The hub's built-in endpoint cannot be read: the key lacks the right ServiceConnect, the consumer group does not exist or is crowded, or a network or proxy is in between.",
            "Give the policy of the connection string the right Service Connect, or give the endpoint's own connection string as FLEXY_EVENT_HUB_CONNECTION_STRING; check hub.consumerGroup; let WebSockets on port 443 pass to the hub and to *.servicebus.windows.net."),
    /** Talk2M takes no more calls. */
    TALK2M_LIMIT(
            "FLX3041",
            "Talk2M takes no more calls",
            "Talk2M answered that it takes no more calls now (HTTP 429): the calls of the day of the account are used up, by other programs that use it too, or it was called too fast.",
            "Deploy again in some minutes; if it stays, after midnight UTC. Other programs that use the account count too. An account of plan Pro has more calls."),
    /** Internal error. */
    INTERNAL(
            "FLX3099",
            "Internal error",
            "The tool met a state that it was not made for.",
            "Run again with -e and report what it shows. The device goes back by itself unless it was confirmed."),
    /** The new runtime gave way. */
    RUNTIME_FELL_BACK(
            "FLX3050",
            "The new runtime gave way",
            "A newer runtime was started on trial beside the old one, and did not come up, or did not do what the old one did. The device runs the old one again, or boots into it by itself within minutes.",
            "Look at flexy:logs of the device, then deploy again."),
    /** A right is missing. */
    RIGHT_MISSING(
            "FLX3051",
            "A right is missing",
            "The device user logged in, but may not do what the deploy needs.",
            "Give the user the right that the message names, on the Flexy under Setup, Users. docs/security.md lists all of them."),
    /** No room on the device. */
    FLASH_FULL(
            "FLX3052",
            "No room on the device",
            "/usr on the device is full or nearly so. What runs there was not touched.",
            "Delete files from /usr that nobody needs (old logs, old exports), then deploy again."),
    /** A script publishes as this device. */
    SAME_IDENTITY(
            "FLX3053",
            "A script publishes as this device",
            "The device's BASIC program connects to the hub under the same identity. The hub lets only one of two connections live, so script and runtime would throw each other out for ever.",
            "If the whole program may make way, set takeOver: true for the device: it is saved and parked, and flexy:release puts it back. Else take the MQTT statements out of it, or give it another identity."),
    /** Not well after the soak. */
    NOT_WELL_AFTER_SOAK(
            "FLX3054",
            "Not well after the soak",
            "The device was confirmed, but when its wave had soaked, it ran another bundle, or had no connection to the hub.",
            "Look at flexy:logs of the device and mend what it names. Deploy again: the waves after this one have not begun."),
    /** The plan does not hold any more. */
    PLAN_MOVED(
            "FLX3060",
            "The plan does not hold any more",
            "Something that the plan was made from is not what it was: a device's wanted digest, the waves, the tool. Each is named. No call was made.",
            "Run flexy:plan again, look at the new plan, and deploy that one."),
    /** Not a sealed plan. */
    PLAN_BROKEN(
            "FLX3061",
            "Not a sealed plan",
            "The file that flexy.plan names is not there, is no plan of this version, or was changed after it was sealed. No call was made.",
            "Name a plan.json as flexy:plan has written it. A plan is never mended by hand: change the fleet file and plan again."),
    /** Not as planned. */
    NOT_AS_PLANNED(
            "FLX3062",
            "Not as planned",
            "The device runs neither what the plan saw nor what it wants: somebody changed it after the plan was made. Nothing was written to it.",
            "Find out who changed it, then run flexy:plan again."),
    /** Another process is at work. */
    LEASE_HELD(
            "FLX3070",
            "Another process is at work",
            "Only one process at a time deploys to a fleet, and another one holds the lease and renews it.",
            "Wait until it has ended, or have it stop between devices with flexy:abort. One that hangs loses the lease by flexy:lock -Dflexy.break=NONCE."),
    /** The lease is lost. */
    LEASE_LOST(
            "FLX3071",
            "The lease is lost",
            "This process did not renew its lease in time, because it was paused or the ledger did not answer, or somebody broke it. It writes nothing any more, since another process may be at work.",
            "Look at flexy:lock and flexy:history, then type the same command again: it goes on from what the devices hold."),
    /** The fleet is held back. */
    ON_HOLD(
            "FLX3072",
            "The fleet is held back",
            "Somebody holds the fleet back until some time, for the reason that the message names.",
            "Wait for the end, or end the hold with flexy:lock -Dflexy.break=NONCE."),
    /** Failures to be acknowledged. */
    NOT_ACKNOWLEDGED(
            "FLX3073",
            "Failures to be acknowledged",
            "The last rollout was halted by a gate or an abort rule, and devices that went wrong would get the same configuration once more.",
            "Mend what their problems name: a device that gets another configuration needs nothing more. For the others say that you know of them: -Dflexy.acknowledge=NAMES."),
    /** The ledger was changed. */
    LEDGER_BROKEN(
            "FLX3074",
            "The ledger was changed",
            "An entry of a rollout's record does not fit to the one before it: somebody or something changed the record after it was written.",
            "Keep the record as it is and find out who changed it. To go on without it, move it to another place: the devices themselves say what they run."),
    /** The ledger cannot be used. */
    LEDGER_UNUSABLE(
            "FLX3075",
            "The ledger cannot be used",
            "The ledger's folder or database cannot be read or written, so nothing is written to any device either.",
            "Make the place that the message names usable again, then type the same command again."),
    /** Not the rollout that was begun. */
    OTHER_PLAN(
            "FLX3076",
            "Not the rollout that was begun",
            "flexy:resume goes on with a rollout as it was begun, and the fleet file wants something else by now.",
            "Bring the fleet file back to what it was, or deploy it with flexy:deploy, which ends the earlier rollout."),
    /** Not what the other runners do. */
    OTHER_RUNNERS(
            "FLX3077",
            "Not what the other runners do",
            "Runners of one name (flexy.runners) work on one rollout, and this one would do another: its commit, its tool, its waves or what a device is to run differ.",
            "Check out the same commit on every runner and let all of them use one state folder, which holds the certificates; for another rollout give another name."),
    /** One at a time only. */
    ONE_RUNNER(
            "FLX3078",
            "Several runners need a database",
            "A ledger in a folder lets one process at a time work on a fleet.",
            "Give -Dflexy.ledger=jdbc:postgresql://HOST/DATABASE to every runner, or leave out flexy.runners."),
    /** The device that stands in for it is not well. */
    PARTNER_NOT_WELL(
            "FLX3080",
            "Its partner is not well",
            "The device was not begun, because another one that stands in for it (rollout.notTogether) went wrong or could not be reached. Both at a time must not be down.",
            "Mend the other device first, then deploy again."),
    /** A gate failed. */
    GATE_FAILED(
            "FLX3081",
            "A gate failed",
            "The device was confirmed, but then showed the contrary of what a gate of the fleet file asks: messages were lost, a tag group was not sent any more, another bundle ran, or a new problem came up.",
            "Mend what the message names. Deploy again: the waves after this one have not begun."),
    /** Not at this time. */
    OUTSIDE_WINDOW(
            "FLX3082",
            "Outside of its window",
            "The device may be changed in its maintenance windows only, and on no day of a freeze. It is a debt, and runs what it ran before.",
            "Deploy again in the window that the message names, or let the deploy wait for it with -Dflexy.wait."),
    /** The device asks to wait. */
    HELD(
            "FLX3083",
            "The device asks to wait",
            "The tag that hold: names was true for as long as the deploy waits for it, or could not be read. The device is a debt, and runs what it ran before.",
            "Deploy again when the machine is free; where the tag does not exist, correct its name in the fleet file."),
    /** Back to what it ran before. */
    WENT_BACK(
            "FLX3084",
            "Back to what it ran before",
            "The rollout stopped because something went wrong, and the fleet file says onAbort: revert. The device was confirmed, and has gone back.",
            "Mend what stopped the rollout, then deploy again."),
    /** Not back. */
    NO_WAY_BACK(
            "FLX3085",
            "Not gone back",
            "The rollout stopped because something went wrong, and the fleet file says onAbort: revert, but the device keeps the new configuration: nobody has kept the one before it, or it could not be sent.",
            "Deploy the fleet file as it was before."),
    /** An enrollment of somebody else. */
    FOREIGN_ENROLLMENT(
            "FLX3090",
            "Enrollment of somebody else",
            "The Device Provisioning Service has an enrollment of this name that this tool did not make, or that belongs to another fleet. Nothing was written.",
            "If the fleet may have it, name the device in hub.adopt; give a group another name with hub.dps.group."),
    /** A disabled enrollment. */
    ENROLLMENT_DISABLED(
            "FLX3091",
            "Enrollment disabled",
            "The enrollment of the device, or of its group, is disabled at the Device Provisioning Service, and not by this tool. The device could not register.",
            "Find out why; if its devices may register again, enable it at the service, then deploy again."),
    /** Identities of a fleet that the Device Provisioning Service provisions. */
    IDENTITIES_BY_DPS(
            "FLX3092",
            "The Device Provisioning Service makes the identities",
            "The fleet file says provisioning: dps. Identities come about when devices register, and a deploy writes the enrollment of each device when it is its turn.",
            "Deploy; flexy:verify-identities shows what is at the hub."),
    /** A gateway that works for the fleet. */
    PROBE_IN_USE(
            "FLX3100",
            "Not a spare gateway",
            "The runtime runs on this gateway. A probe stops Java for a while, so it takes spare gateways only.",
            "Probe a spare gateway of the same model and firmware, or take the runtime off this one with flexy:release."),
    /** Another program would be stopped. */
    PROBE_FOREIGN(
            "FLX3101",
            "A probe would stop another program",
            "/usr/jvmrun starts a Java program of somebody else. A Flexy runs one Java program, so a probe stops it for as long as it takes.",
            "If it may stop, give -Dflexy.probe.stopJava=true; it is started again at the end."),
    /** Something is left. */
    PROBE_NOT_PUT_BACK(
            "FLX3102",
            "Not all is put back",
            "A probe could not remove all that it left: files /usr/flexyprobe.* on the gateway, or its identity at the hub.",
            "Run flexy:probe again, which cleans up first; or remove them by FTP and in the portal."),
    /** Roots exchanged at once. */
    ROOTS_EXCHANGED(
            "FLX3120",
            "Roots exchanged at once",
            "The fleet file takes a root certificate away that devices trust now, and adds another one in its place. A device whose server still shows the old root could not connect, and one that goes back could not either once the server has changed. Nothing was done.",
            "Write the old and the new root into roots: and deploy; when the server has changed, take the old one away and deploy again. When it must be at once: -Dflexy.exchangeRoots=true."),
    /** Not yet on a certificate of the authority. */
    NOT_SIGNED_YET(
            "FLX3121",
            "Not yet on a certificate of the authority",
            "The fleet file lets the hub trust the authority (trust: authority), and the device still runs a certificate of another kind, which the hub would refuse from that moment. Nothing was written.",
            "Write issuer: ca without trust: authority and deploy: the device gets a certificate that the authority signed. Then write trust: authority and deploy again."),
    /** Token cannot be used. */
    TOKEN(
            "FLX3122",
            "PKCS#11 token cannot be used",
            "The key of the certificate authority lies on a PKCS#11 token, and the module does not load, has no such slot, or the token does not do what is asked. Nothing was done.",
            "Mend what the message names; softhsm2-util --show-slots or pkcs11-tool --list-slots shows what the module sees."),
    /** PIN refused. */
    TOKEN_PIN(
            "FLX3123",
            "PIN refused",
            "The PKCS#11 token refuses the PIN. Each PIN is shown to it once in a run, since a token locks after a few wrong ones.",
            "Correct FLEXY_CA_PASSWORD or flexy-ca in settings.xml before any other run, above all in builds that run by themselves. A locked token is unlocked with the tools of its maker."),
    /** No such key. */
    TOKEN_KEY(
            "FLX3124",
            "Key of the authority not on the token",
            "The PKCS#11 token has no private key that belongs to the authority's certificate, or none of the label, or several.",
            "Put in the right token; name the key with -Dflexy.tokenKey=LABEL; a key needs its certificate beside it on the token, under the same id."),
    /** Revoked, and the authority would let it in. */
    REVOKED_BY_AUTHORITY(
            "FLX3125",
            "Revoked, and the authority would let it in",
            "The device's identity was disabled by flexy:revoke, and the fleet file lets the hub trust the authority: with it the hub would let in every certificate that the authority signed for the device, the revoked one too.",
            "Write certificate: {trust: thumbprint} for the device: the hub then trusts its new certificate alone. Or give the device another id.");

    private final String id;
    private final String title;
    private final String cause;
    private final String mend;

    ProblemCode(String id, String title, String cause, String mend) {
        this.id = id;
        this.title = title;
        this.cause = cause;
        this.mend = mend;
    }

    /** Whether the device took what it was sent, and did not do what it should in time. */
    public boolean isOfTime() {
        return this == NO_EVIDENCE || this == RUNTIME_SILENT || this == SCRIPT_NOT_RUN || this == NOT_WELL_AFTER_SOAK;
    }

    /** The code as people see it. */
    public String id() {
        return id;
    }

    /** One line for lists. */
    public String title() {
        return title;
    }

    /** What is behind it, one or two sentences. */
    public String cause() {
        return cause;
    }

    /** What usually mends it, one or two sentences. */
    public String mend() {
        return mend;
    }
}
