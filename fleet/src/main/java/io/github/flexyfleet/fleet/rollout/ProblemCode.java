package io.github.flexyfleet.fleet.rollout;

/** Stable codes of what can go wrong with one device in a rollout. Codes are never used again. */
public enum ProblemCode {
    NOT_IN_ACCOUNT("FLX3001"),
    OFFLINE("FLX3002"),
    WRONG_SERIAL("FLX3003"),
    DEVICE_LOGIN("FLX3004"),
    NO_RUNTIME_SOURCE("FLX3005"),
    FOREIGN_PROGRAM("FLX3006"),
    FIRMWARE_TOO_OLD("FLX3007"),
    DOWNLOAD_FAILED("FLX3008"),
    RUNTIME_DAMAGED("FLX3009"),
    RUNTIME_SILENT("FLX3010"),
    SCRIPT_NOT_RUN("FLX3011"),
    RUNTIME_REFUSED("FLX3012"),
    NO_EVIDENCE("FLX3013"),
    HUB_REFUSED("FLX3014"),
    TALK2M("FLX3015"),
    ACCOUNT_REFUSED("FLX3016"),
    OTHER_ON_TRIAL("FLX3017"),
    INTERNAL("FLX3099");

    private final String id;

    ProblemCode(String id) {
        this.id = id;
    }

    /** The code as people see it. */
    public String id() {
        return id;
    }
}
