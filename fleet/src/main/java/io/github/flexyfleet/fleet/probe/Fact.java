package io.github.flexyfleet.fleet.probe;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What was never seen of a gateway and a program can find out. The simulator has a switch of the same id for each, and
 * docs/reality.md is made of this.
 */
public enum Fact {
    /** M2Web passes the fields of a form body on to the gateway. */
    BODIES("talk2m.bodies", true),
    /** HTTP status of get/ for a device that the account has not. */
    UNKNOWN_DEVICE("talk2m.unknownDevice", 410),
    /** A session of M2Web counts on its own host only. */
    SESSION_PER_HOST("talk2m.sessionPerHost", true),
    /** A form by PUT gets through. */
    PUT("talk2m.put", false),
    /** A form by DELETE gets through. */
    DELETE("talk2m.delete", false),
    /** A form as multipart gets through. */
    MULTIPART("talk2m.multipart", false),
    /** Largest form that gets through. */
    LARGEST_FORM("web.largestForm", 256),
    /** Files below /usr are sent to POST, too. */
    FILES_BY_POST("web.filesByPost", false),
    /** A file reads back byte for byte. */
    BINARY_FILES("web.binaryFiles", true),
    /** HTTP status of a file that does not exist. */
    MISSING_FILE("web.missingFile", 404),
    /** jvmForm with no Java VM answers with an empty page. */
    EMPTY_WITHOUT_JAVA("web.emptyWithoutJava", false),
    /** jvmCmd works through M2Web. */
    JVM_COMMAND("web.jvmCommand", true),
    /** What a refused export looks like. */
    REFUSAL("web.refusal", "text"),
    /** Columns of the tag list that are not there. */
    TAG_COLUMNS("web.tagColumns", "none"),
    /** $dtSE, a BASIC expression, is exported through M2Web. */
    EXPORT_SE("web.exportSE", true),
    /** $dtUF, a user file, is exported through M2Web. */
    EXPORT_UF("web.exportUF", true),
    /** $dtPG, the BASIC program, is exported through M2Web. */
    EXPORT_PG("web.exportPG", true),
    /** $dtCF, the configuration, is exported through M2Web. */
    EXPORT_CF("web.exportCF", true),
    /** $dtSC, the communication configuration, is exported through M2Web. */
    EXPORT_SC("web.exportSC", true),
    /** How long a command waits. */
    WAIT("script.wait", 1),
    /** Longest command of ExeScriptForm. */
    LONGEST_COMMAND("script.longestCommand", 250),
    /** A BASIC variable of one form is known to the next. */
    VARIABLES_STAY("script.variablesStay", true),
    /** ERASE removes a file. */
    ERASES("script.erases", true),
    /** REQUESTHTTPX replaces a file that exists. */
    OVERWRITES("http.overwrites", true),
    /** REQUESTHTTPX leaves a file after an HTTP error, too. */
    SCRIPT_ERROR_DONE("http.scriptErrorDone", false),
    /** RequestHttpX of Java answers 0 after an HTTP error, too. */
    JAVA_ERROR_DONE("http.javaErrorDone", true),
    /** How long the VM takes to start. */
    START("java.start", 1),
    /** Largest field of a form that a program gets. */
    LARGEST_FIELD("java.largestField", 256),
    /** How long an export shows nothing. */
    EXPORT_WAIT("java.exportWait", 20),
    /** Heap in use when a program begins. */
    HEAP_BASE("heap.base", 2500),
    /** Heap of a String. */
    HEAP_TEXT("heap.text20", 142),
    /** Heap of an array. */
    HEAP_BYTES("heap.bytes16", 44),
    /** Heap of an entry of a HashMap. */
    HEAP_ENTRY("heap.entry", 78),
    /** Heap of a thread. */
    HEAP_THREAD("heap.thread", 17),
    /** UTF-8 of a character beyond U+FFFF has six bytes. */
    UTF8_PAIRS("text.utf8Pairs", true),
    /** UTF-8 of U+0000 has two bytes. */
    UTF8_ZERO("text.utf8Zero", true),
    /** Reading UTF-8 stops at what is wrong. */
    UTF8_STOPS("text.utf8Stops", true),
    /** ASCII and Latin-1 keep the low byte. */
    LOW_BYTES("text.lowBytes", true),
    /** URLEncoder is right for ASCII only. */
    URLS("text.urls", true),
    /** A double is shown with 16 digits. */
    SHORT_DOUBLES("text.shortDoubles", true),
    /** A double is not read exactly. */
    INEXACT_DOUBLES("text.inexactDoubles", true),
    /** DecimalFormat rounds half up. */
    HALF_UP("text.halfUp", true),
    /** SimpleDateFormat prints nothing for Z. */
    ZONE_LETTER("text.zoneLetter", true),
    /** Some time zones are missing. */
    ZONES("text.zones", true),
    /** Largest -heapsize that starts. */
    LARGEST_HEAP("java.largestHeap", 64),
    /** How deep small methods may call one another. */
    DEEPEST_CALL("java.deepestCall", 1000),
    /** A call that is too deep ends the VM instead of throwing. */
    OVERFLOW_ENDS_VM("java.overflowEndsVm", false),
    /** The next run command starts after exit code 0. */
    NEXT_AFTER_ZERO("java.nextAfterZero", false),
    /** The next run command starts after another exit code. */
    NEXT_AFTER_ERROR("java.nextAfterError", true),
    /** The next run command starts after an exception that nobody caught. */
    NEXT_AFTER_UNCAUGHT("java.nextAfterUncaught", true),
    /** A program reads the files of its own jar. */
    RESOURCES("java.resources", true),
    /** A rename replaces a file that exists. */
    RENAME_OVER("java.renameOver", true),
    /** The size of the partition is told for the path /usr. */
    SIZE_BY_USR("java.sizeByUsr", true),
    /** The MQTT option CLEANSESSION is taken. */
    CLEAN_SESSION("mqtt.cleanSession", true),
    /** The MQTT option WILLQOS is taken. */
    WILL_QOS("mqtt.willQos", true),
    /** RSA keys are read as RSA PRIVATE KEY. */
    PKCS1("mqtt.pkcs1", true),
    /** RSA keys are read as PRIVATE KEY. */
    PKCS8("mqtt.pkcs8", true),
    /** Keys on the curve P-256 are read as EC PRIVATE KEY. */
    EC("mqtt.ec", false),
    /** All certificates of one CAFILE are trusted. */
    SEVERAL_ROOTS("mqtt.severalRoots", true),
    /** Largest message that arrives. */
    LARGEST_PAYLOAD("mqtt.largestPayload", 128),
    /** A message is taken while there is no connection. */
    QUEUES_WHILE_DOWN("mqtt.queuesWhileDown", false),
    /** The client connects again by itself after a loss. */
    RECONNECTS("mqtt.reconnects", true),
    /** The client subscribes again by itself then. */
    RESUBSCRIBES("mqtt.resubscribes", false),
    /** The client tries again after a TLS handshake that failed. */
    RETRIES_TLS("mqtt.retriesTls", true);

    @SuppressWarnings("ImmutableEnumChecker") // a record of texts
    private final FactText text;

    @SuppressWarnings("ImmutableEnumChecker") // a Boolean, an Integer or a String
    private final Object assumed;

    Fact(String id, Object assumed) {
        this.text = FactText.of(id);
        this.assumed = assumed;
    }

    /** Its id in profiles. */
    public String id() {
        return text.id();
    }

    /** The statement whose truth, number or word is asked for. */
    public String says() {
        return text.says();
    }

    /** Files and sections of the facts that leave it open. */
    public String source() {
        return text.source();
    }

    /** How it is found out. */
    public String found() {
        return text.found();
    }

    /** Where the tool relies on it: classes, or members of them. */
    public List<String> places() {
        return text.places();
    }

    /** What is assumed: a Boolean, an Integer or a String. */
    public Object assumed() {
        return assumed;
    }

    /**
     * Whether an answer is other than what is assumed. A time differs from gateway to gateway and from hour to hour: it is
     * other only when it is longer than all that is tried, which is 0.
     */
    public boolean isOther(Object answer) {
        boolean time = this == WAIT || this == START || this == EXPORT_WAIT;
        return time ? answer.equals(0) : !answer.equals(assumed);
    }

    /** The fact of an id. */
    static Optional<Fact> of(String id) {
        return Arrays.stream(values()).filter(fact -> fact.id().equals(id)).findFirst();
    }
}
