package io.github.flexyfleet.fleet.gateway;

/** Stable codes of what can go wrong with one device in a rollout. Codes are never used again. */
public enum ProblemCode {
    /** Not in the Talk2M account. */
    NOT_IN_ACCOUNT("FLX3001", "Not in the Talk2M account"),
    /** Device offline. */
    OFFLINE("FLX3002", "Device offline"),
    /** Other serial number. */
    WRONG_SERIAL("FLX3003", "Other serial number"),
    /** Device login refused. */
    DEVICE_LOGIN("FLX3004", "Device login refused"),
    /** Nowhere to fetch the runtime. */
    NO_RUNTIME_SOURCE("FLX3005", "Nowhere to fetch the runtime"),
    /** Another program starts here. */
    FOREIGN_PROGRAM("FLX3006", "Another program starts here"),
    /** Firmware too old. */
    FIRMWARE_TOO_OLD("FLX3007", "Firmware too old"),
    /** Runtime not fetched. */
    DOWNLOAD_FAILED("FLX3008", "Runtime not fetched"),
    /** Other runtime than expected. */
    RUNTIME_DAMAGED("FLX3009", "Other runtime than expected"),
    /** Runtime does not answer. */
    RUNTIME_SILENT("FLX3010", "Runtime does not answer"),
    /** Script not run. */
    SCRIPT_NOT_RUN("FLX3011", "Script not run"),
    /** Refused by the runtime. */
    RUNTIME_REFUSED("FLX3012", "Refused by the runtime"),
    /** No evidence of data. */
    NO_EVIDENCE("FLX3013", "No evidence of data"),
    /** Refused by the hub. */
    HUB_REFUSED("FLX3014", "Refused by the hub"),
    /** Talk2M call failed. */
    TALK2M("FLX3015", "Talk2M call failed"),
    /** Account refused. */
    ACCOUNT_REFUSED("FLX3016", "Account refused"),
    /** Another bundle on trial. */
    OTHER_ON_TRIAL("FLX3017", "Another bundle on trial"),
    /** Credentials missing. */
    CREDENTIALS_MISSING("FLX3018", "Credentials missing"),
    /** Call budget used up. */
    CALLS_SPENT("FLX3019", "Call budget used up"),
    /** Private key not at hand. */
    KEY_UNAVAILABLE("FLX3020", "Private key not at hand"),
    /** Keys and certificates. */
    CERTIFICATES("FLX3021", "Keys and certificates"),
    /** Certificate revoked. */
    REVOKED("FLX3022", "Certificate revoked"),
    /** Identity of somebody else. */
    FOREIGN_IDENTITY("FLX3030", "Identity not made by this tool"),
    /** Identity disabled. */
    IDENTITY_DISABLED("FLX3031", "Identity disabled"),
    /** Other kind of authentication. */
    OTHER_AUTHENTICATION("FLX3032", "Other kind of authentication"),
    /** Identity missing. */
    IDENTITY_MISSING("FLX3033", "Identity missing"),
    /** Other thumbprint. */
    OTHER_THUMBPRINT("FLX3034", "Other thumbprint"),
    /** One thumbprint too many. */
    SECOND_THUMBPRINT("FLX3035", "Trusts another certificate too"),
    /** Extra identity. */
    EXTRA_IDENTITY("FLX3036", "Identity without a device in the fleet"),
    /** Export that cannot be read. */
    EXPORT_UNREADABLE("FLX3037", "Line of the export not understood"),
    /** No slot for a third thumbprint. */
    NO_FREE_SLOT("FLX3110", "No slot for the new thumbprint"),
    /** The old thumbprint can go. */
    OLD_THUMBPRINT("FLX3111", "Old certificate still trusted"),
    /** Imported key unknown to the hub. */
    IMPORTED_KEY_UNKNOWN("FLX3095", "Imported key unknown to the hub"),
    /** The hub's keys are not those that this run began with. */
    KEYS_CHANGED("FLX3096", "Keys at the hub have changed"),
    /** Time for another key. */
    KEY_DUE("FLX3097", "Key to be rotated"),
    /** Messages cannot be read. */
    MESSAGES_UNREADABLE("FLX3040", "Messages cannot be read"),
    /** Talk2M takes no more calls. */
    TALK2M_LIMIT("FLX3041", "Talk2M takes no more calls"),
    /** Internal error. */
    INTERNAL("FLX3099", "Internal error"),
    /** The new runtime gave way. */
    RUNTIME_FELL_BACK("FLX3050", "The new runtime gave way"),
    /** A right is missing. */
    RIGHT_MISSING("FLX3051", "A right is missing"),
    /** No room on the device. */
    FLASH_FULL("FLX3052", "No room on the device"),
    /** A script publishes as this device. */
    SAME_IDENTITY("FLX3053", "A script publishes as this device"),
    /** Not well after the soak. */
    NOT_WELL_AFTER_SOAK("FLX3054", "Not well after the soak"),
    /** The plan does not hold any more. */
    PLAN_MOVED("FLX3060", "The plan does not hold any more"),
    /** Not a sealed plan. */
    PLAN_BROKEN("FLX3061", "Not a sealed plan"),
    /** Not as planned. */
    NOT_AS_PLANNED("FLX3062", "Not as planned"),
    /** Another process is at work. */
    LEASE_HELD("FLX3070", "Another process is at work"),
    /** The lease is lost. */
    LEASE_LOST("FLX3071", "The lease is lost"),
    /** The fleet is held back. */
    ON_HOLD("FLX3072", "The fleet is held back"),
    /** Failures to be acknowledged. */
    NOT_ACKNOWLEDGED("FLX3073", "Failures to be acknowledged"),
    /** The ledger was changed. */
    LEDGER_BROKEN("FLX3074", "The ledger was changed"),
    /** The ledger cannot be used. */
    LEDGER_UNUSABLE("FLX3075", "The ledger cannot be used"),
    /** Not the rollout that was begun. */
    OTHER_PLAN("FLX3076", "Not the rollout that was begun"),
    /** Not what the other runners do. */
    OTHER_RUNNERS("FLX3077", "Not what the other runners do"),
    /** One at a time only. */
    ONE_RUNNER("FLX3078", "Several runners need a database"),
    /** The device that stands in for it is not well. */
    PARTNER_NOT_WELL("FLX3080", "Its partner is not well"),
    /** A gate failed. */
    GATE_FAILED("FLX3081", "A gate failed"),
    /** Not at this time. */
    OUTSIDE_WINDOW("FLX3082", "Outside of its window"),
    /** The device asks to wait. */
    HELD("FLX3083", "The device asks to wait"),
    /** Back to what it ran before. */
    WENT_BACK("FLX3084", "Back to what it ran before"),
    /** Not back. */
    NO_WAY_BACK("FLX3085", "Not gone back"),
    /** An enrollment of somebody else. */
    FOREIGN_ENROLLMENT("FLX3090", "Enrollment of somebody else"),
    /** A disabled enrollment. */
    ENROLLMENT_DISABLED("FLX3091", "Enrollment disabled"),
    /** Identities of a fleet that the Device Provisioning Service provisions. */
    IDENTITIES_BY_DPS("FLX3092", "The Device Provisioning Service makes the identities"),
    /** A gateway that works for the fleet. */
    PROBE_IN_USE("FLX3100", "Not a spare gateway"),
    /** Another program would be stopped. */
    PROBE_FOREIGN("FLX3101", "A probe would stop another program"),
    /** Something is left. */
    PROBE_NOT_PUT_BACK("FLX3102", "Not all is put back"),
    /** A hub of a Basic tier. */
    HUB_WITHOUT_TWINS("FLX3103", "Hub without twins"),
    /** Roots exchanged at once. */
    ROOTS_EXCHANGED("FLX3120", "Roots exchanged at once"),
    /** Not yet on a certificate of the authority. */
    NOT_SIGNED_YET("FLX3121", "Not yet on a certificate of the authority"),
    /** Token cannot be used. */
    TOKEN("FLX3122", "PKCS#11 token cannot be used"),
    /** PIN refused. */
    TOKEN_PIN("FLX3123", "PIN refused"),
    /** No such key. */
    TOKEN_KEY("FLX3124", "Key of the authority not on the token"),
    /** Revoked, and the authority would let it in. */
    REVOKED_BY_AUTHORITY("FLX3125", "Revoked, and the authority would let it in"),
    /** A revocation that did not come to its end. */
    NOT_SURELY_REVOKED("FLX3126", "Perhaps not shut out everywhere");

    private final String id;
    private final String title;

    ProblemCode(String id, String title) {
        this.id = id;
        this.title = title;
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
        return ProblemTexts.about(this, "cause");
    }

    /** What usually mends it, one or two sentences. */
    public String mend() {
        return ProblemTexts.about(this, "mend");
    }
}
