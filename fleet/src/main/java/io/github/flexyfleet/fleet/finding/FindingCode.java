package io.github.flexyfleet.fleet.finding;

import static io.github.flexyfleet.fleet.finding.Severity.ERROR;
import static io.github.flexyfleet.fleet.finding.Severity.WARNING;

/**
 * Every kind of finding. An id never changes its meaning and is never used again. 10xx: the file and its YAML; 11xx: the
 * schema; 12xx: the fleet; 130x: root certificates; 134x: the hub; 14xx: budgets; 15xx: what a goal was asked for.
 */
public enum FindingCode {
    /** The file is missing or cannot be read. */
    FILE_UNREADABLE("FLX1001", ERROR, "File cannot be read", "check the path and the file's access rights"),
    /** The file lies outside the project folder, perhaps by a link. */
    FILE_OUTSIDE_PROJECT("FLX1002", ERROR, "File outside the project folder", "move the file into the project folder"),
    /** The file is too large to be a fleet file. */
    FILE_TOO_LARGE("FLX1003", ERROR, "File too large", "split the fleet"),
    /** The file's bytes are not UTF-8. */
    NOT_UTF8("FLX1004", ERROR, "Not UTF-8", "save the file as UTF-8"),
    /** The file starts with a byte order mark. */
    BYTE_ORDER_MARK("FLX1005", ERROR, "Byte order mark", "save the file as UTF-8 without a byte order mark"),
    /** The text is not YAML. */
    YAML_SYNTAX("FLX1006", ERROR, "Not YAML", "check indentation, colons, quotes and brackets here and just above"),
    /** A tab stands where YAML wants spaces. */
    YAML_TAB("FLX1007", ERROR, "Tab", "indent with spaces"),
    /** A map holds a key twice. */
    YAML_DUPLICATE_KEY("FLX1008", ERROR, "Duplicate key", "keep one of the two"),
    /** The file holds more than one YAML document. */
    YAML_SEVERAL_DOCUMENTS("FLX1009", ERROR, "Several documents", "keep one document in a file, remove the line ---"),
    /** The file holds no map at its top. */
    YAML_NO_MAP("FLX1010", ERROR, "No map", "start the file with fleet: NAME"),
    /** Aliases repeat too much, or an anchor holds itself. */
    YAML_ALIAS("FLX1011", ERROR, "Alias expands too far", "write the values out, or use defaults"),
    /** Maps and lists are nested too deeply. */
    YAML_TOO_DEEP("FLX1012", ERROR, "Nested too deeply", "check the brackets"),
    /** Programs read this plain value differently. */
    YAML_AMBIGUOUS("FLX1013", ERROR, "Ambiguous value", "put text in quotes"),
    /** A YAML feature that the fleet language does not have: tags, merge keys, maps as keys. */
    YAML_UNSUPPORTED("FLX1014", ERROR, "YAML feature not supported", "write plain maps, lists and values"),
    /** The text is not CSV. */
    CSV_SYNTAX("FLX1015", ERROR, "Not CSV", "save the table as CSV, UTF-8, with commas or semicolons"),
    /** A device table without a column that it needs, or with two of one name. */
    CSV_COLUMN("FLX1016", ERROR, "Wrong columns in a device table", "compare columns: with the file's first row"),
    /** A row of a device table that is no device. */
    CSV_ROW("FLX1017", ERROR, "Wrong row in a device table", "compare the row with the file's first row"),
    /** An include that finds no file. */
    INCLUDE_NO_MATCH(
            "FLX1018",
            ERROR,
            "Nothing to include",
            "write a path relative to this file; * and ? stand for parts of a name, never for a slash"),
    /** A file that is included twice, perhaps by itself. */
    INCLUDED_TWICE("FLX1019", ERROR, "File included twice", "include each file once"),
    /** Files that include files too deeply. */
    INCLUDE_TOO_DEEP("FLX1020", ERROR, "Includes nested too deeply", "include the file from the fleet file"),
    /** A site or profile that two files describe. */
    NAME_IN_TWO_FILES("FLX1021", ERROR, "Name in two files", "keep it in one of the two files"),
    /** A variable that nothing is known about. */
    UNKNOWN_VARIABLE("FLX1022", ERROR, "Unknown variable", "define it, or write $${ for the characters themselves"),

    /** A key that the schema does not know. */
    UNKNOWN_KEY("FLX1101", ERROR, "Unknown key", "remove it"),
    /** A key that must be there is not. */
    MISSING_KEY("FLX1102", ERROR, "Missing key", "add it"),
    /** A value of the wrong kind, such as a list instead of a map. */
    WRONG_TYPE("FLX1103", ERROR, "Wrong kind of value", "write a value of the right kind"),
    /** A number or boolean where text is wanted. */
    UNQUOTED_TEXT("FLX1104", ERROR, "Text needs quotes", "put the text in quotes"),
    /** A value that is not one of those allowed. */
    VALUE_NOT_ALLOWED("FLX1105", ERROR, "Value not allowed", "write one of the allowed values"),
    /** Text that does not have the wanted form. */
    BAD_FORM("FLX1106", ERROR, "Wrong form", "write it in the wanted form"),
    /** A number, a length or a count outside its range. */
    OUT_OF_RANGE("FLX1107", ERROR, "Out of range", "write a value in the range"),
    /** Any other way in which the file does not fit the schema. */
    SCHEMA_VIOLATION("FLX1108", ERROR, "Does not fit the schema", "compare with the schema's description"),

    /** Two devices have the same id, perhaps in different case. */
    DUPLICATE_DEVICE_ID("FLX1201", ERROR, "Duplicate device id", "give each device an id of its own"),
    /** Two devices have the same Talk2M name. */
    DUPLICATE_TALK2M_NAME("FLX1202", ERROR, "Duplicate Talk2M name", "give each device its own name in Talk2M"),
    /** Two devices have the same serial number. */
    DUPLICATE_SERIAL("FLX1203", ERROR, "Duplicate serial number", "check the type plates"),
    /** A device id that the hub, a file name or a certificate cannot hold. */
    BAD_DEVICE_ID("FLX1204", ERROR, "Bad device id", "use 1 to 64 letters, digits, dots, underscores and hyphens"),
    /** A time zone that does not exist. */
    BAD_TIME_ZONE("FLX1205", ERROR, "Unknown time zone", "write an IANA name such as Europe/Brussels"),
    /** A serial number of the wrong form. */
    BAD_SERIAL("FLX1206", ERROR, "Bad serial number", "write it as on the type plate, such as 2005-0001-25"),
    /** A tag group that takes no tag. */
    NO_FLEXY_GROUPS(
            "FLX1207", ERROR, "Tag group without tags", "add groups: [A, B, C, D] or some of them, names: or types:"),
    /** A tag group that is never sent. */
    NO_PUSH_PERIOD("FLX1208", ERROR, "Tag group without push period", "add push: {onChange: 2s} or push: {full: 20s}"),
    /** A push period that a Flexy cannot hold. */
    PUSH_PERIOD_RANGE("FLX1209", ERROR, "Push period out of range", "write 1s to 24h"),
    /** A fleet without a device. */
    NO_DEVICES("FLX1210", ERROR, "Fleet without devices", "add a site with devices below sites:"),
    /** An address from which a Flexy shall not take its runtime. */
    BAD_RUNTIME_URL("FLX1211", ERROR, "Bad runtime address", "write an https:// address without user or password"),
    /** Not a host name. */
    BAD_HOST("FLX1212", ERROR, "Bad host name", "write the host name alone, without scheme, port or path"),
    /** A secret in the fleet file. */
    INLINE_SECRET(
            "FLX1213",
            ERROR,
            "Secret in the file",
            "remove it, change it wherever it is used, and keep it in settings.xml or the environment"),
    /** A device that sends nothing but heartbeats. */
    NO_TAG_GROUP("FLX1214", WARNING, "Device without tag group", "add a tag group to defaults, the site or the device"),
    /** A heartbeat period that a Flexy cannot hold. */
    HEARTBEAT_RANGE("FLX1215", ERROR, "Heartbeat period out of range", "write 1s to 24h, or 0s for none"),
    /** A certificate life that makes no sense. */
    VALIDITY_RANGE("FLX1216", ERROR, "Certificate validity out of range", "write 1d to 36500d"),
    /** A profile that nobody has defined. */
    UNKNOWN_PROFILE("FLX1217", ERROR, "Unknown profile", "define it below profiles:"),
    /** A profile that no site and no device names. */
    UNUSED_PROFILE("FLX1218", WARNING, "Unused profile", "name it at a site or device, or remove it"),
    /** A site without devices in a fleet that has some elsewhere. */
    SITE_WITHOUT_DEVICES("FLX1219", WARNING, "Site without devices", "add devices to it, or remove it"),
    /** A device table names a site that the fleet does not have. */
    UNKNOWN_SITE("FLX1220", ERROR, "Unknown site", "add it below sites:"),
    /** A certificate that must be renewed all the time. */
    SHORT_VALIDITY("FLX1221", WARNING, "Short certificate validity", "write 30d or more"),
    /** An append form without a list below it. */
    NOTHING_TO_APPEND("FLX1222", ERROR, "Nothing to append to", "write the list itself, without append"),
    /** A property that the protocol sets itself. */
    RESERVED_PROPERTY("FLX1223", ERROR, "Reserved property name", "choose another name"),
    /** A deadband that makes no sense. */
    DEADBAND_RANGE("FLX1224", ERROR, "Deadband out of range", "write a number up to 1000000000, or up to 100%"),
    /** A minimum interval that a Flexy cannot hold. */
    MIN_INTERVAL_RANGE("FLX1225", ERROR, "Minimum interval out of range", "write 1s to 24h, or 0s for none"),
    /** A setting that works only together with another one, which is not there. */
    SETTING_WITHOUT_EFFECT("FLX1226", WARNING, "Setting without effect", "add push: {onChange: 2s}, or remove it"),
    /** A tag group that takes no tag of any tag list that its devices name. */
    NOTHING_SELECTED(
            "FLX1227",
            WARNING,
            "Tag group selects nothing",
            "compare its groups, names and types with the list, or export the list anew"),
    /** A file that is no tag list, or one with a row that is no tag. */
    BAD_TAG_LIST("FLX1228", ERROR, "Bad tag list", "export it from the gateway anew: var_lst.csv by FTP, or $dtTL"),
    /** A full push that comes more often than the push of changes. */
    CHANGES_NEVER_ALONE(
            "FLX1229",
            WARNING,
            "Full push more often than changes",
            "write a longer full period, or leave onChange out"),
    /** A name that stands nowhere below talk2m.accounts. */
    UNKNOWN_ACCOUNT("FLX1240", ERROR, "Unknown Talk2M account", "define it below talk2m.accounts:"),
    /** Several accounts, and nothing says which. */
    NO_ACCOUNT_CHOSEN(
            "FLX1241",
            ERROR,
            "No Talk2M account chosen",
            "add account: NAME to the device, its site, a profile or defaults"),
    /** Nobody names it. */
    UNUSED_ACCOUNT(
            "FLX1242", WARNING, "Unused Talk2M account", "name it with account: at a site or device, or remove it"),
    /** Both forms at once. */
    ACCOUNT_BESIDE_ACCOUNTS("FLX1243", ERROR, "Account beside accounts", "move it below accounts:"),
    /** A transport that does not go together with the way a device shows who it is. */
    HTTPS_NEEDS_SAS("FLX1250", ERROR, "HTTPS without a key", "add auth: sas, or remove transport: https"),
    /** A property that no HTTP header can carry. */
    PROPERTY_NOT_ASCII("FLX1251", ERROR, "Property that HTTPS cannot carry", "write it in plain letters and digits"),
    /** A connection string that is not that of the device. */
    BAD_DEVICE_KEY(
            "FLX1252",
            ERROR,
            "Connection string cannot be used",
            "copy the primary connection string from the device's page in Azure, whole, to where the secret is kept"),

    /** A spool that a Flexy cannot hold. */
    SPOOL_RANGE(
            "FLX1260",
            ERROR,
            "Spool out of range",
            "write a size from 250KB to 16MB, an age from 1h to 366d, and write from 10s to 1h"),
    /** Recorded values in a form that has no time for each. */
    HISTORY_NEEDS_TYPED("FLX1270", ERROR, "History of a classic group", "add format: typed, or remove history: true"),
    /** Recorded values to a hub that never confirms. */
    HISTORY_NEEDS_ANSWERS(
            "FLX1271",
            ERROR,
            "History with a hub that confirms nothing",
            "take a hub of tier F1 or S1 to S3, or reach it by transport: https, or remove history: true"),
    /** Recorded values of tags that the Flexy does not record. */
    NOTHING_RECORDED(
            "FLX1272",
            WARNING,
            "History of tags that are not recorded",
            "switch on historical logging of these tags on the Flexy and export the list anew, or remove history: true"),
    /** Limits that let no number pass. */
    WRITABLE_LIMITS_REVERSED("FLX1275", ERROR, "Limits reversed", "write the smaller number as min"),
    /** A pattern of writable tags that no tag of any tag list fits. */
    WRITABLE_SELECTS_NOTHING(
            "FLX1276", WARNING, "Writable names no tag", "compare the name with the list, or export the list anew"),
    /** Limits on a tag that holds text. */
    WRITABLE_TEXT_LIMITS(
            "FLX1277", WARNING, "Limits on a string", "leave min and max out, or name the tags with numbers only"),
    /** Writable tags behind a hub that cannot write. */
    WRITABLE_WITHOUT_TWIN(
            "FLX1278",
            ERROR,
            "Writable without twin",
            "take a Standard tier (S1 to S3) or F1, and MQTT, or remove writable"),
    /** Devices that no rollout would reach. */
    DEVICE_IN_NO_WAVE("FLX1280", ERROR, "Device in no wave", "add a wave at the end that names nothing: {name: rest}"),
    /** Devices that two waves claim. */
    DEVICE_IN_TWO_WAVES("FLX1281", ERROR, "Device in two waves", "leave it in one of them"),
    /** A wave names what the fleet does not have. */
    UNKNOWN_IN_WAVE(
            "FLX1282", ERROR, "Unknown name in a wave", "write a device id, a site's name or a label of some device"),
    /** A wave that changes nothing. */
    EMPTY_WAVE(
            "FLX1283", WARNING, "Wave without devices", "remove it, or let it take devices that no other wave takes"),
    /** A soak that would outlast every build. */
    SOAK_RANGE("FLX1284", ERROR, "Soak out of range", "write 0s to 7d"),
    /** A threshold that would never hold, or always. */
    ABORT_RANGE(
            "FLX1285",
            ERROR,
            "Abort rule that says nothing",
            "write atLeast: a number from 1, or ofFinished: 0.01% to 100%, or both"),
    /** Two waves of the same name. */
    DUPLICATE_WAVE("FLX1286", ERROR, "Duplicate wave", "give each wave a name of its own"),
    /** A wave that names devices takes just these. */
    WAVE_CHOOSES_TWICE("FLX1287", ERROR, "Wave chooses in two ways", "keep devices, or sites, labels and take"),
    /** A group of devices that stand in for one another names what the fleet does not have. */
    UNKNOWN_NOT_TOGETHER("FLX1288", ERROR, "Unknown device in notTogether", "write a device id"),
    /** The same twice where one is meant. */
    NOT_TOGETHER_TWICE("FLX1289", ERROR, "Twice in notTogether", "keep it once"),
    /** Times of a gate that no deploy waits for, or that contradict each other. */
    GATE_RANGE("FLX1290", ERROR, "Gate out of range", "write 1s to 7d"),
    /** A gate that is always open. */
    EMPTY_GATE(
            "FLX1291",
            ERROR,
            "Gate that asks nothing",
            "write at least one of connectedFor: 5m, messages: 10, fresh: 3 and noNewErrors: true"),
    /** A recurrence rule that is none, or none for windows. */
    BAD_RECURRENCE(
            "FLX1292", ERROR, "Bad recurrence rule", "write it as RFC 5545 has it, such as FREQ=WEEKLY;BYDAY=SA,SU"),
    /** A rule whose days depend on the first one. */
    FIRST_DAY_MISSING("FLX1293", ERROR, "First day missing", "add from: with the first day of the window"),
    /** A window that has no day. */
    WINDOW_NEVER_OPENS("FLX1294", ERROR, "Window that never opens", "correct the rule, or remove the window"),
    /** A window that is too short for a device, or longer than a week. */
    WINDOW_RANGE("FLX1295", ERROR, "Window out of range", "write 15m to 7d"),
    /** A day that no calendar has. */
    BAD_DAY("FLX1296", ERROR, "No such day", "write year, month and day: 2026-12-20"),
    /** A hold that would outlast every build. */
    HOLD_RANGE("FLX1297", ERROR, "Hold out of range", "write 0s to 24h"),
    /** A deadline that a fleet on cellular links cannot keep, or that nobody lives to see. */
    DEBT_RANGE("FLX1298", ERROR, "Debt deadline out of range", "write 1h to 366d"),
    /** A freeze that ends before it begins. */
    FREEZE_REVERSED("FLX1299", ERROR, "Freeze reversed", "write the earlier day as from"),
    /** {@code hub.adopt} names a device that is not in the fleet. */
    UNKNOWN_ADOPTED("FLX1340", ERROR, "Unknown device in hub.adopt", "write a device id of this fleet, or remove it"),
    /** A root certificate file that is missing or holds no certificate. */
    ROOT_UNREADABLE("FLX1301", ERROR, "Root certificate cannot be read", "name a PEM file with certificates"),
    /** A root certificate that is not valid now. */
    ROOT_NOT_VALID("FLX1302", ERROR, "Root certificate not valid now", "remove it, or take its successor"),
    /** A certificate that is no root. */
    ROOT_NOT_SELF_SIGNED(
            "FLX1303", ERROR, "Not a root certificate", "take the self-signed root at the end of the chain"),
    /** A root that the IoT Hub does not use any more. */
    ROOT_RETIRED("FLX1304", ERROR, "Retired root certificate", "remove it: the right roots are built in"),
    /** A certificate that would be renewed so early or so late that it makes no sense. */
    RENEW_AT_RANGE("FLX1310", ERROR, "Renewal out of range", "write 10% to 95%"),
    /** A kind of key of which nobody has seen that a Flexy takes it. */
    KEY_KIND_UNPROVEN(
            "FLX1311",
            WARNING,
            "Kind of key that no Flexy is known to take",
            "write rsa-2048, or try one device first"),
    /** A pass phrase is named, and there is no keystore. */
    PASS_PHRASE_UNUSED("FLX1312", WARNING, "Pass phrase without keystore", "add custody: keystore, or remove it"),
    /** The Device Provisioning Service without its id scope. */
    DPS_WITHOUT_SCOPE("FLX1320", ERROR, "DPS without id scope", "write hub: {dps: {idScope: ...}}, from the portal"),
    /** A device with a key in a fleet that the Device Provisioning Service provisions. */
    DPS_NEEDS_CERTIFICATE("FLX1321", ERROR, "DPS with a key", "remove auth: sas, or write provisioning: direct"),
    /** Settings of a service that is not used. */
    DPS_UNUSED("FLX1322", WARNING, "DPS settings unused", "add provisioning: dps, or remove dps"),
    /** The hub shall trust the authority, and the service has it trust thumbprints. */
    DPS_TRUSTS_THUMBPRINTS(
            "FLX1323",
            ERROR,
            "DPS with trust: authority",
            "remove trust: authority (issuer: ca alone is a group at the service), or write provisioning: direct"),
    /** A period for a key that this tool does not make. */
    IMPORTED_KEY_NOT_ROTATED(
            "FLX1330",
            WARNING,
            "Imported key is not rotated",
            "remove sas.secret, so that this tool makes and rotates the keys, or remove sas.rotateAfter"),
    /** A period in which no fleet can be given new keys, or none at all. */
    ROTATE_AFTER_RANGE("FLX1331", ERROR, "Rotation of keys out of range", "write 1h to 36500d, or remove it"),
    /** Keys that the hub keeps, and does not show. */
    HUB_KEYS_UNREADABLE(
            "FLX1332",
            ERROR,
            "Keys cannot be read at the hub",
            "give a connection string or role that may read the registry, or keep the devices' own connection strings"),
    /** A key that must not lie in a file until the hub has it. */
    KEY_NOT_AT_HUB(
            "FLX1333",
            ERROR,
            "Key not at the hub yet",
            "run mvn flexy:identities -Dflexy.register=true first: it makes the keys at the hub, and stores none"),
    /** The hub shall trust whoever signed, and that is the certificate itself. */
    TRUST_NEEDS_AUTHORITY("FLX1341", ERROR, "Trust without an authority", "add issuer: ca, or remove trust: authority"),

    /** More messages than the hub takes in a day. */
    HUB_QUOTA_OVER("FLX1411", ERROR, "Over the hub's quota", "write longer push periods, more units or a larger tier"),
    /** Nearly as many messages as the hub takes in a day. */
    HUB_QUOTA_NEAR(
            "FLX1412", WARNING, "Near the hub's quota", "write longer push periods, more units or a larger tier"),
    /** More data than the SIM's contract holds. */
    SIM_OVER("FLX1413", ERROR, "Over the SIM's data volume", "write longer push periods, or select fewer tags"),
    /** Nearly as much data as the SIM's contract holds. */
    SIM_NEAR("FLX1414", WARNING, "Near the SIM's data volume", "write longer push periods, or select fewer tags"),
    /** A message larger than the hub takes. */
    MESSAGE_SIZE_OVER("FLX1415", ERROR, "Message too large", "shorten the tag's text; one value is never split"),
    /** A message nearly as large as the hub takes. */
    MESSAGE_SIZE_NEAR("FLX1416", WARNING, "Message very large", "shorten the tag's text; one value is never split"),
    /** A push that the runtime cannot hold until it is sent. */
    OUTBOX_OVER("FLX1417", ERROR, "Push larger than the runtime's memory for it", "select fewer tags"),
    /** A push that the runtime can only just hold. */
    OUTBOX_NEAR("FLX1418", WARNING, "Push nearly as large as the runtime's memory for it", "select fewer tags"),
    /** Files that do not fit on the gateway. */
    FLASH_OVER("FLX1419", ERROR, "Flash too small", "remove roots or tag groups"),
    /** Files that only just fit on the gateway. */
    FLASH_NEAR("FLX1420", WARNING, "Flash nearly full", "remove roots or tag groups"),
    /** More tags than the runtime's heap holds. */
    HEAP_OVER("FLX1421", ERROR, "Heap too small", "keep fewer tags on the gateway"),
    /** Nearly more tags than the runtime's heap holds. */
    HEAP_NEAR("FLX1422", WARNING, "Heap nearly full", "keep fewer tags on the gateway"),
    /** A deploy with more calls than Talk2M allows in a day. */
    M2WEB_CALLS_OVER("FLX1423", ERROR, "Over Talk2M's calls a day", "spread deploys over days"),
    /** A deploy that may take more calls than Talk2M allows in a day. */
    M2WEB_CALLS_NEAR("FLX1424", WARNING, "Near Talk2M's calls a day", "spread deploys over days"),

    /** No device of the fleet has the id that a goal was asked for. */
    UNKNOWN_DEVICE("FLX1501", ERROR, "Unknown device", "name a device id of the fleet file"),
    /** The device has no setting at the path that a goal was asked for. */
    UNKNOWN_PATH("FLX1502", ERROR, "Unknown path", "name a setting of the device, or the beginning of its path");

    private final String id;
    private final Severity severity;
    private final String title;
    private final String mend;

    FindingCode(String id, Severity severity, String title, String mend) {
        this.id = id;
        this.severity = severity;
        this.title = title;
        this.mend = mend;
    }

    /** The stable id, such as {@code FLX1101}. */
    public String id() {
        return id;
    }

    /** How bad it is. */
    public Severity severity() {
        return severity;
    }

    /** One line for lists. */
    public String title() {
        return title;
    }

    /** What usually mends it. */
    public String mend() {
        return mend;
    }
}
