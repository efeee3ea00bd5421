package io.github.flexyfleet.fleet.talk2m;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The web forms of a Flexy (talk2m-m2web 4), through M2Web. All methods throw {@link M2WebException} when the device did
 * not answer. Thread-safe.
 */
public final class FlexyForms {
    /** Longest BASIC command that is sent, in characters (INFERRED from 250 in an old manual, talk2m-m2web 4.1). */
    public static final int LONGEST_COMMAND = 200;

    /** How long the Flexy's web server waits for a Java program, in milliseconds; its own default (flexy-etk 1.6). */
    private static final int JVM_FORM_TIMEOUT = 60_000;

    /** Suffixes of files that the Flexy's web server alters before it sends them (talk2m-m2web 5). */
    private static final List<String> PROCESSED_SUFFIXES = List.of(".htm", ".html", ".shtm");

    private static final Pattern PLAIN_PATH = Pattern.compile("[A-Za-z0-9._/-]+");

    private final M2WebClient client;
    private final Function<Talk2mDevice, DeviceLogin> logins;
    private volatile boolean filesByExport;

    /** Takes the client, and the login of each device. */
    public FlexyForms(M2WebClient client, Function<Talk2mDevice, DeviceLogin> logins) {
        this.client = client;
        this.logins = logins;
    }

    /**
     * Exports data. Repeated on transient failures, since it changes nothing.
     *
     * @param ebd export block descriptor, such as {@code $dtES}
     */
    public String export(Talk2mDevice device, String ebd) {
        return page(device, WireForm.PARAM.request(Map.of("AST_Param", ebd)));
    }

    /**
     * Runs BASIC commands. They are queued and run later; nothing of their outcome comes back.
     *
     * @param commands at least one, each of 1 to {@link #LONGEST_COMMAND} characters without control characters
     * @throws IllegalArgumentException when a command is not
     */
    public void executeScript(Talk2mDevice device, List<String> commands) {
        if (commands.isEmpty()) {
            throw new IllegalArgumentException("there is no command");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String command : commands) {
            int number = fields.size() + 1;
            // The command itself is not shown: it may write a secret into a file.
            if (command.isBlank() || command.length() > LONGEST_COMMAND) {
                throw new IllegalArgumentException(
                        "command " + number + " has " + command.length() + " characters, not 1.." + LONGEST_COMMAND);
            }
            if (command.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("command " + number + " holds a control character");
            }
            fields.put("Command" + number, command);
        }
        page(device, WireForm.EXECUTE_SCRIPT.request(fields));
    }

    /**
     * Asks for a script without a command, so that only the right to run one shows. INFERRED: a Flexy looks at the right
     * first, and does nothing then.
     */
    public void tryScript(Talk2mDevice device) {
        page(device, WireForm.EXECUTE_SCRIPT.request(Map.of()));
    }

    /**
     * Asks the Java program that runs on the device. Sent once; whether it may be repeated depends on the form.
     *
     * @param formName name that the program knows
     * @param fields travel in the body
     */
    public String jvmForm(Talk2mDevice device, String formName, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("formName", formName);
        all.put("timeout", Integer.toString(JVM_FORM_TIMEOUT));
        return page(device, WireForm.JVM_FORM.request(all));
    }

    /**
     * Starts the Java VM; a running one must be stopped first.
     *
     * @param arguments such as {@code -heapsize 25M -classpath /usr/a.jar -emain Main}
     */
    public void jvmStart(Talk2mDevice device, String arguments) {
        // All known clients send a blank before the arguments (talk2m-m2web 4.6).
        String blankFirst = " " + arguments.stripLeading();
        page(device, WireForm.JVM_COMMAND.request(Map.of("cmd", "start", "runCmd", blankFirst)));
    }

    /** Stops the Java VM. */
    public void jvmStop(Talk2mDevice device) {
        page(device, WireForm.JVM_COMMAND.request(Map.of("cmd", "stop")));
    }

    /**
     * Reads a file below {@code /usr}. Repeated on transient failures.
     *
     * <p>INFERRED which way a Flexy allows, since all known clients read files by GET, which would put secrets into a
     * URL: first the file's own path by POST; when that is refused as a method, from then on the export {@code $dtUF}
     * (talk2m-m2web 5). The export has no way of its own to say that there is no file: what comes then is not the file.
     *
     * @param path below {@code /usr}, such as {@code jvmrun} or {@code flexyfleet/state.a}; letters, digits and
     *     {@code . _ - /}
     * @return empty when the device says that it has no such file (INFERRED: HTTP 404)
     * @throws IllegalArgumentException for a name that the web server would process instead of sending the file
     */
    public Optional<byte[]> readUserFile(Talk2mDevice device, String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (PROCESSED_SUFFIXES.stream().anyMatch(lower::endsWith)) {
            throw new IllegalArgumentException("the Flexy does not send this kind of file as it is: " + path);
        }
        if (!PLAIN_PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("not a plain path: " + path);
        }
        List<String> segments = new ArrayList<>(List.of("usr"));
        segments.addAll(List.of(path.split("/", -1)));
        // Made in any case, since it refuses a path that leads elsewhere.
        DeviceRequest byPath = new DeviceRequest(segments, Map.of(), Map.of(), DeviceRequest.Effect.READ);
        if (!filesByExport) {
            try {
                return file(device, byPath);
            } catch (M2WebException e) {
                if (!(e.failure() instanceof M2WebFailure.MethodNotAllowed)) {
                    throw e;
                }
                filesByExport = true;
            }
        }
        return file(device, WireForm.PARAM.request(Map.of("AST_Param", "$dtUF$ftB$uf/usr/" + path)));
    }

    private Optional<byte[]> file(Talk2mDevice device, DeviceRequest request) {
        DeviceAnswer answer = ask(device, request);
        return answer.isAbsent() ? Optional.empty() : Optional.of(answer.body());
    }

    private String page(Talk2mDevice device, DeviceRequest request) {
        DeviceAnswer answer = ask(device, request);
        if (answer.isAbsent()) {
            throw new M2WebException(
                    device.name() + " " + request, new M2WebFailure.Unexpected(answer.status(), "no such form"));
        }
        return answer.text();
    }

    private DeviceAnswer ask(Talk2mDevice device, DeviceRequest request) {
        return client.ask(device, logins.apply(device), request);
    }
}
