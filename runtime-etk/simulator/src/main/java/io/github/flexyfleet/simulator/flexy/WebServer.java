package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.flexy.FlexySpec.Right;
import io.github.flexyfleet.simulator.flexy.FlexySpec.User;
import io.github.flexyfleet.simulator.vm.bridge.Refusal;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The gateway's web server: login, rights, files and forms (talk2m-m2web 4 to 6). Thread-safe. */
final class WebServer {
    /** How long a Java form may take when the request does not say, milliseconds (flexy-etk 1.6). */
    private static final long FORM_TIMEOUT = 60_000;

    private static final Pattern PROCESSED = Pattern.compile(".*\\.(htm|html|shtm)");
    private static final Set<String> READING_FORMS = Set.of("fleetStatus", "fleetLog");

    private final List<User> users;
    private final WebQuirks quirks;
    private final int longestCommand;
    private final Gateway gateway;
    private final Runnable reboot;
    private final Runnable onWrite;

    /**
     * The web server of a gateway that has power.
     *
     * @param quirks what is not known of it
     * @param longestCommand longest script command, characters
     * @param onWrite told of each request that changes the gateway
     */
    WebServer(
            List<User> users,
            WebQuirks quirks,
            int longestCommand,
            Gateway gateway,
            Runnable reboot,
            Runnable onWrite) {
        this.users = users;
        this.quirks = quirks;
        this.longestCommand = longestCommand;
        this.gateway = gateway;
        this.reboot = reboot;
        this.onWrite = onWrite;
    }

    WebResponse answer(WebRequest request) throws InterruptedException {
        Optional<User> user =
                users.stream().filter(each -> loggedIn(each, request)).findFirst();
        if (user.isEmpty()) {
            return Page.error(401, "Access denied");
        }
        if (!request.method().equals("GET") && !request.method().equals("POST")) {
            return Page.error(405, "Method not allowed");
        }
        if (quirks.largestForm() > 0 && size(request.fields()) > quirks.largestForm() * 1024L) {
            return Page.error(413, "Request entity too large");
        }
        String path = request.path().replaceFirst("^/+", "");
        if (path.startsWith("usr/")) {
            if (!request.method().equals("GET") && !quirks.filesByPost()) {
                return Page.error(405, "Method not allowed");
            }
            return user.get().reaches(path) ? file("/" + path) : denied();
        }
        return switch (path) {
            case "rcgi.bin/ParamForm" -> allowed(user.get(), Right.EBD) ? export(user.get(), request) : denied();
            case "rcgi.bin/UpdateTagForm" -> allowed(user.get(), Right.FORCE_OUTPUTS) ? updateTags(request) : denied();
            // INFERRED rights for the script (talk2m-m2web 4.1) and for the reboot.
            case "rcgi.bin/ExeScriptForm" ->
                allowed(user.get(), Right.CHANGE_CONFIGURATION, Right.FORCE_OUTPUTS) ? script(request) : denied();
            case "rcgi.bin/wsdForm" -> allowed(user.get(), Right.CHANGE_CONFIGURATION) ? system(request) : denied();
            case "rcgi.bin/jvmForm" -> allowed(user.get(), Right.JAVA_FORMS) ? javaForm(request) : denied();
            case "rcgi.bin/jvmCmd" -> allowed(user.get(), Right.JVM_CONTROL) ? javaCommand(request) : denied();
            default -> Page.error(404, "Not found");
        };
    }

    private static boolean loggedIn(User user, WebRequest request) {
        return user.name().equals(request.user())
                && MessageDigest.isEqual(
                        user.password().getBytes(StandardCharsets.UTF_8),
                        request.password().getBytes(StandardCharsets.UTF_8));
    }

    private static boolean allowed(User user, Right... needed) {
        return user.rights().containsAll(EnumSet.copyOf(List.of(needed)));
    }

    private WebResponse denied() {
        return Page.error(quirks.deniedStatus(), "Access right missing");
    }

    /** Any user may read any file of its folder, keys too (talk2m-m2web 5); pages are processed, so their bytes change. */
    private WebResponse file(String path) {
        try {
            byte[] bytes = gateway.flash().read(path);
            if (!PROCESSED.matcher(path).matches()) {
                return new WebResponse(200, "application/octet-stream", shown(bytes));
            }
            String page = new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("(?s)<%.*?%>|<!--#.*?-->", "");
            return new WebResponse(200, "text/html", (page + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Page.error(quirks.missingStatus(), "Not found");
        }
    }

    private byte[] shown(byte[] file) {
        return quirks.binaryFiles()
                ? file
                : Page.references(new String(file, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes of these fields as a form carries them. */
    private static long size(Map<String, String> fields) {
        return fields.entrySet().stream()
                        .mapToLong(field -> encoded(field.getKey()) + 1 + encoded(field.getValue()) + 1)
                        .sum()
                - (fields.isEmpty() ? 0 : 1);
    }

    private static long encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).length();
    }

    private WebResponse export(User user, WebRequest request) {
        String descriptor = request.fields().getOrDefault("AST_Param", "");
        try {
            if (quirks.refusedExports().contains(gateway.exports().typeOf(descriptor))) {
                return refused("export refused");
            }
            Optional<String> file = gateway.exports().fileOf(descriptor);
            if (quirks.folderGuardsExports()
                    && file.isPresent()
                    && !user.reaches(file.get().replaceFirst("^/+", ""))) {
                return denied();
            }
            byte[] bytes = gateway.exports().export(descriptor);
            boolean text = file.isEmpty();
            return new WebResponse(200, "text/plain", text ? Page.references(bytes) : shown(bytes));
        } catch (Refusal e) {
            return refused(e.getMessage());
        }
    }

    private WebResponse refused(String words) {
        return switch (quirks.refusal()) {
            case TEXT -> Page.text("ERROR: " + words + "\r\n");
            case PAGE -> Page.html(200, "<p>" + words + "</p>");
            case STATUS -> Page.error(400, words);
            case OTHER -> Page.text(words + "\r\n");
        };
    }

    private WebResponse updateTags(WebRequest request) {
        List<String> names = numbered(request.fields(), "TagName");
        List<String> values = numbered(request.fields(), "TagValue");
        if (names.isEmpty() || names.size() != values.size()) {
            return failed("no tag");
        }
        onWrite.run();
        try {
            for (int i = 0; i < names.size(); i++) {
                TagTable tags = gateway.tagTable();
                tags.write(tags.idOf(names.get(i)), values.get(i));
            }
            return Page.html(200, "<table><tr class=\"res_ok\"><td>Done</td></tr></table>");
        } catch (Refusal e) {
            return failed("tag value refused");
        }
    }

    private static WebResponse failed(String words) {
        return Page.html(200, "<table><tr class=\"res_error\"><td><span>ERROR: </span>" + words + "</td></tr></table>");
    }

    /** {@code Name}, or {@code Name1} to the first number that is missing. */
    private static List<String> numbered(Map<String, String> fields, String name) {
        List<String> found = new ArrayList<>();
        if (fields.containsKey(name)) {
            found.add(fields.get(name));
        }
        for (int i = 1; fields.containsKey(name + i); i++) {
            found.add(fields.get(name + i));
        }
        return found;
    }

    private WebResponse script(WebRequest request) {
        List<String> commands = numbered(request.fields(), "Command");
        if (commands.isEmpty()) {
            return failed("no command");
        }
        if (commands.stream().anyMatch(command -> command.length() > longestCommand)) {
            return failed("command too long");
        }
        onWrite.run();
        gateway.script(commands);
        return Page.html(200, "<table><tr class=\"res_ok\"><td>Done</td></tr></table>");
    }

    private WebResponse system(WebRequest request) {
        if (!"1".equals(request.fields().get("resetAction"))) {
            return failed("nothing to do");
        }
        onWrite.run();
        if ("1".equals(request.fields().get("com_Csave"))) {
            gateway.saveConfiguration();
        }
        reboot.run();
        return Page.html(200, "<p>Reboot will occur...</p>");
    }

    private WebResponse javaForm(WebRequest request) throws InterruptedException {
        String form = request.fields().getOrDefault("formName", "");
        String timeout = request.fields().getOrDefault("timeout", "");
        if (!READING_FORMS.contains(form)) {
            onWrite.run();
        }
        return gateway.java()
                .form(
                        form,
                        request.fields(),
                        timeout.matches("[1-9][0-9]{0,5}") ? Long.parseLong(timeout) : FORM_TIMEOUT)
                .orElseGet(this::noJava);
    }

    private WebResponse noJava() {
        return quirks.emptyWithoutJava()
                ? new WebResponse(200, "text/html", new byte[0])
                : Page.html(200, "<h1>Error</h1><p>No Java application answers</p>");
    }

    private WebResponse javaCommand(WebRequest request) throws InterruptedException {
        if (!quirks.jvmCommand()) {
            return Page.error(404, "Not found");
        }
        switch (request.fields().getOrDefault("cmd", "")) {
            case "stop" -> {
                onWrite.run();
                gateway.java().stop();
                return Page.text("JVM Stopped");
            }
            case "start" -> {
                onWrite.run();
                // Body INFERRED; only that of stop was ever seen.
                return Page.text(
                        gateway.java().start(request.fields().getOrDefault("runCmd", ""))
                                ? "JVM Started"
                                : "JVM not started");
            }
            default -> {
                return Page.error(400, "cmd");
            }
        }
    }
}
