package io.github.flexyfleet.fleet.probe;

import java.util.Arrays;
import java.util.Optional;

/**
 * What was never seen of a gateway and a program can find out. The simulator has a switch of the same id for each, and
 * docs/reality.md is made of this.
 */
public enum Fact {
    /** M2Web passes the fields of a form body on to the gateway. */
    BODIES(
            "talk2m.bodies",
            "M2Web passes the fields of a form body on to the gateway",
            "talk2m-m2web 3, 11.1",
            "an export is asked for by a form body",
            "WireForm",
            true),
    /** HTTP status of get/ for a device that the account has not. */
    UNKNOWN_DEVICE(
            "talk2m.unknownDevice",
            "HTTP status of `get/` for a device that the account has not",
            "talk2m-m2web 2.6, 8",
            "a device of a name that nobody has is asked",
            "AnswerClassifier",
            410),
    /** Largest form that gets through. */
    LARGEST_FORM(
            "web.largestForm",
            "Largest form that gets through, KiB, of 2, 4, 8 to 256; 256 stands for more",
            "talk2m-m2web 11.1, flexy-etk 9.7",
            "an export with padding of each size, by halves",
            "BundleUpload.CHUNK",
            256),
    /** Files below /usr are sent to POST, too. */
    FILES_BY_POST(
            "web.filesByPost",
            "Files below /usr are sent to POST, too",
            "talk2m-m2web 3, 5",
            "a file is asked for by POST",
            "FlexyForms.filesByExport",
            false),
    /** HTTP status of a file that does not exist. */
    MISSING_FILE(
            "web.missingFile",
            "HTTP status of a file that does not exist",
            "talk2m-m2web 3, 11.5",
            "such a file is asked for by POST",
            "DeviceAnswer",
            404),
    /** jvmForm with no Java VM answers with an empty page. */
    EMPTY_WITHOUT_JAVA(
            "web.emptyWithoutJava",
            "jvmForm with no Java VM answers with an empty page",
            "talk2m-m2web 4.5, 11.5",
            "a form is sent while the VM is stopped",
            "RuntimeClient",
            false),
    /** jvmCmd works through M2Web. */
    JVM_COMMAND(
            "web.jvmCommand",
            "jvmCmd works through M2Web",
            "talk2m-m2web 4.6, flexy-etk 9.7",
            "the VM is stopped",
            "WireForm.JVM_COMMAND",
            true),
    /** $dtSE, a BASIC expression, is exported through M2Web. */
    EXPORT_SE(
            "web.exportSE",
            "$dtSE, a BASIC expression, is exported through M2Web",
            "talk2m-m2web 4.4, 11.7",
            "1+1 is exported",
            "JarDownload",
            true),
    /** $dtUF, a user file, is exported through M2Web. */
    EXPORT_UF(
            "web.exportUF",
            "$dtUF, a user file, is exported through M2Web",
            "talk2m-m2web 5, 11.7",
            "a file of the probe is exported",
            "FlexyForms.readUserFile",
            true),
    /** $dtPG, the BASIC program, is exported through M2Web. */
    EXPORT_PG(
            "web.exportPG",
            "$dtPG, the BASIC program, is exported through M2Web",
            "talk2m-m2web 5, 11.7",
            "it is exported",
            "DeviceInspection.PROGRAM",
            true),
    /** $dtCF, the configuration, is exported through M2Web. */
    EXPORT_CF(
            "web.exportCF",
            "$dtCF, the configuration, is exported through M2Web",
            "talk2m-m2web 5, 11.7",
            "it is exported",
            "LiveImport",
            true),
    /** $dtSC, the communication configuration, is exported through M2Web. */
    EXPORT_SC(
            "web.exportSC",
            "$dtSC, the communication configuration, is exported through M2Web",
            "talk2m-m2web 5, 11.7",
            "it is exported",
            "LiveImport",
            true),
    /** Longest command of ExeScriptForm. */
    LONGEST_COMMAND(
            "script.longestCommand",
            "Longest command of ExeScriptForm, characters, of 200, 220, 240, 250, 255, 256, 300, 400, 500, 512, 1000; 0 for none of them",
            "talk2m-m2web 4.1, 11.1",
            "commands of these lengths write a file, by halves",
            "FlexyForms.LONGEST_COMMAND",
            250),
    /** A BASIC variable of one form is known to the next. */
    VARIABLES_STAY(
            "script.variablesStay",
            "A BASIC variable of one form is known to the next",
            "talk2m-m2web 4.1",
            "one form sets it, another writes it into a file",
            "JarDownload.ACTION_VARIABLE",
            true),
    /** ERASE removes a file. */
    ERASES(
            "script.erases",
            "ERASE removes a file",
            "talk2m-m2web 4.3",
            "a file of the probe is erased and looked for",
            "KeyErasure",
            true),
    /** REQUESTHTTPX replaces a file that exists. */
    OVERWRITES(
            "http.overwrites",
            "REQUESTHTTPX replaces a file that exists",
            "talk2m-m2web 11.3, flexy-etk 9.6",
            "the jar is fetched to where a file lies",
            "JarDownload",
            true),
    /** REQUESTHTTPX leaves a file after an HTTP error, too. */
    SCRIPT_ERROR_DONE(
            "http.scriptErrorDone",
            "REQUESTHTTPX leaves a file after an HTTP error, too",
            "talk2m-m2web 4.2, 8",
            "something is fetched that is not there; Java looks for the file",
            "JarDownload.damaged",
            false),
    /** RequestHttpX of Java answers 0 after an HTTP error, too. */
    JAVA_ERROR_DONE(
            "http.javaErrorDone",
            "RequestHttpX of Java answers 0 after an HTTP error, too",
            "flexy-etk 1.5",
            "the same from Java",
            "HttpsClient",
            true),
    /** Largest -heapsize that starts. */
    LARGEST_HEAP(
            "java.largestHeap",
            "Largest -heapsize that starts, MB, of 25, 28, 32, 40, 48, 64; 64 stands for more",
            "flexy-etk 2.2, 9.5",
            "the VM is started with them, by halves",
            "RuntimeRelease.HEAP",
            64),
    /** How deep small methods may call one another. */
    DEEPEST_CALL(
            "java.deepestCall",
            "How deep small methods may call one another",
            "flexy-etk 2.2, 9.5; flexy-vm",
            "a method calls itself until the VM throws or ends",
            "JsonReader",
            1000),
    /** A call that is too deep ends the VM instead of throwing. */
    OVERFLOW_ENDS_VM(
            "java.overflowEndsVm",
            "A call that is too deep ends the VM instead of throwing",
            "flexy-vm",
            "the same",
            "JsonReader",
            false),
    /** The next run command starts after exit code 0. */
    NEXT_AFTER_ZERO(
            "java.nextAfterZero",
            "The next run command starts after exit code 0",
            "flexy-etk 1.4, 9.8",
            "a program names the next and ends so",
            "JarKeeper",
            false),
    /** The next run command starts after another exit code. */
    NEXT_AFTER_ERROR(
            "java.nextAfterError",
            "The next run command starts after another exit code",
            "flexy-etk 1.4, 9.8",
            "a program names the next and ends so",
            "JarKeeper",
            true),
    /** The next run command starts after an exception that nobody caught. */
    NEXT_AFTER_UNCAUGHT(
            "java.nextAfterUncaught",
            "The next run command starts after an exception that nobody caught",
            "flexy-etk 9.8",
            "a program names the next and ends so",
            "Main",
            true),
    /** A program reads the files of its own jar. */
    RESOURCES(
            "java.resources",
            "A program reads the files of its own jar",
            "flexy-etk 3",
            "the probe reads one of its own",
            "Version",
            true),
    /** A rename replaces a file that exists. */
    RENAME_OVER(
            "java.renameOver",
            "A rename replaces a file that exists",
            "flexy-etk 3, 9.4",
            "it is done in a folder of the probe",
            "StateFiles",
            true),
    /** The size of the partition is told for the path /usr. */
    SIZE_BY_USR(
            "java.sizeByUsr",
            "The size of the partition is told for the path /usr",
            "flexy-etk 3",
            "it is asked for",
            "EtkGateway",
            true),
    /** The MQTT option CLEANSESSION is taken. */
    CLEAN_SESSION(
            "mqtt.cleanSession",
            "The MQTT option CLEANSESSION is taken",
            "flexy-etk 1.2",
            "it is set at a client that never connects",
            "EtkHubClients.CLEAN_SESSION",
            true),
    /** The MQTT option WILLQOS is taken. */
    WILL_QOS(
            "mqtt.willQos",
            "The MQTT option WILLQOS is taken",
            "flexy-etk 1.2",
            "it is set at a client that never connects",
            "EtkHubClients",
            true),
    /** RSA keys are read as RSA PRIVATE KEY. */
    PKCS1(
            "mqtt.pkcs1",
            "RSA keys are read as RSA PRIVATE KEY",
            "flexy-etk 1.2, 9.2",
            "it connects to the hub with one",
            "PemText.RSA",
            true),
    /** RSA keys are read as PRIVATE KEY. */
    PKCS8(
            "mqtt.pkcs8",
            "RSA keys are read as PRIVATE KEY",
            "flexy-etk 1.2, 9.2",
            "it connects to the hub with one",
            "PemText.RSA",
            true),
    /** Keys on the curve P-256 are read as EC PRIVATE KEY. */
    EC(
            "mqtt.ec",
            "Keys on the curve P-256 are read as EC PRIVATE KEY",
            "flexy-etk 1.2, 9.2; azure-iot-hub 2",
            "it connects to the hub with one",
            "PemText.EC",
            false),
    /** All certificates of one CAFILE are trusted. */
    SEVERAL_ROOTS(
            "mqtt.severalRoots",
            "All certificates of one CAFILE are trusted",
            "flexy-etk 8, 9.2",
            "the right root stands behind another one",
            "BuiltInRoots",
            true),
    /** Largest message that arrives. */
    LARGEST_PAYLOAD(
            "mqtt.largestPayload",
            "Largest message that arrives, KiB, of 4, 8 to 128; 128 stands for more, 0 for none",
            "flexy-etk 5, 9.3; azure-iot-hub 1",
            "messages of these sizes, each before a question for the twin, by halves",
            "Payload",
            128),
    /** A message is taken while there is no connection. */
    QUEUES_WHILE_DOWN(
            "mqtt.queuesWhileDown",
            "A message is taken while there is no connection",
            "flexy-etk 9.1",
            "one is published right after connect",
            "HubLink",
            false),
    /** The client connects again by itself after a loss. */
    RECONNECTS(
            "mqtt.reconnects",
            "The client connects again by itself after a loss",
            "flexy-etk 1.2, 9.1",
            "a second client of the name ends the connection",
            "HubLink",
            true),
    /** The client subscribes again by itself then. */
    RESUBSCRIBES(
            "mqtt.resubscribes",
            "The client subscribes again by itself then",
            "flexy-etk 1.2, 9.1",
            "a question for the twin is answered after the return, or is not",
            "HubLink",
            false),
    /** The client tries again after a TLS handshake that failed. */
    RETRIES_TLS(
            "mqtt.retriesTls",
            "The client tries again after a TLS handshake that failed",
            "flexy-etk 9.1",
            "it begins with a wrong root, which becomes the right one",
            "HubLink",
            true);

    private final String id;
    private final String says;
    private final String source;
    private final String found;
    private final String place;

    @SuppressWarnings("ImmutableEnumChecker") // a Boolean or an Integer
    private final Object assumed;

    Fact(String id, String says, String source, String found, String place, Object assumed) {
        this.id = id;
        this.says = says;
        this.source = source;
        this.found = found;
        this.place = place;
        this.assumed = assumed;
    }

    /** Its id in profiles. */
    public String id() {
        return id;
    }

    /** The statement whose truth, or number, is asked for. */
    public String says() {
        return says;
    }

    /** Files and sections of the facts that leave it open. */
    public String source() {
        return source;
    }

    /** How it is found out. */
    public String found() {
        return found;
    }

    /** Where the tool relies on it: a class, or a member of one. */
    public String place() {
        return place;
    }

    /** What is assumed, a Boolean or an Integer. */
    public Object assumed() {
        return assumed;
    }

    /** The fact of an id. */
    static Optional<Fact> of(String id) {
        return Arrays.stream(values()).filter(fact -> fact.id.equals(id)).findFirst();
    }
}
