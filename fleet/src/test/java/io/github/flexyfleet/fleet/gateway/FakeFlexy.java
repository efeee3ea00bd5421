package io.github.flexyfleet.fleet.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.flexyfleet.fleet.talk2m.FakeTalk2m;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;
import okio.Buffer;

/** A Flexy's web server as far as an installation needs it, without a Java VM that answers. */
final class FakeFlexy implements Function<FakeTalk2m.Request, MockResponse> {
    private static final Pattern ASSIGNED = Pattern.compile("(\\w+[$%])=(.*)");
    private static final Pattern PUT = Pattern.compile("PUT 8,(?:\"(.*)\"|CHR\\$\\((\\d+)\\))");

    /** Files below /usr. */
    final Map<String, byte[]> usr = new TreeMap<>();
    /** What was done, reads too. */
    final List<String> done = new ArrayList<>();
    /** What the download brings. */
    byte[] web = new byte[0];

    int actionStatus;
    /** How often a download was asked for. */
    int downloads;
    /** What a download that is under way brings at the next look. */
    private byte[] arriving = new byte[0];

    String serial = "2005-0001-25";
    String firmware = "9";
    String program = "PRINT 1";
    String lastEvent = "HTTP request failed";
    /** Path whose form answers 403. */
    String forbidden = "none";

    /** Whether a runtime answers fleetScript. */
    boolean runtime;

    /** Whether one does once Java is started. */
    boolean runtimeStarts;

    /** How many looks, or asks, it takes until one shows what was told; 0 when that is done at once. */
    int looks;

    private final List<String> waiting = new ArrayList<>();
    private int looked;
    private int silent;
    private String asked = "";
    private int asks;
    private String fetched = "";
    private String saved = "";

    private final Map<String, String> variables = new HashMap<>();
    private String open = "";

    @Override
    public MockResponse apply(FakeTalk2m.Request request) {
        String target = URLDecoder.decode(request.target().replaceFirst("^/t2mapi/get/[^/]+/", ""), UTF_8);
        String path = target.split("\\?", 2)[0];
        if (path.endsWith(forbidden)) {
            return new MockResponse.Builder()
                    .code(403)
                    .body("Access right missing")
                    .build();
        }
        if (path.startsWith("usr/")) {
            done.add("read " + path.substring(4));
            look();
            byte[] file = usr.get(path.substring(4));
            return file == null
                    ? new MockResponse.Builder().code(404).body("Not found").build()
                    : answer(file);
        }
        return switch (path) {
            case "rcgi.bin/ParamForm" -> answer(export(target.substring(target.indexOf("AST_Param=") + 10)));
            case "rcgi.bin/ExeScriptForm" -> {
                done.add("script");
                if (waiting.isEmpty()) {
                    looked = 0;
                }
                for (int i = 1; request.form().containsKey("Command" + i); i++) {
                    waiting.add(request.form().get("Command" + i));
                }
                runWhenDue();
                yield answer("<td>Done</td>");
            }
            case "rcgi.bin/jvmCmd" -> {
                boolean stop = target.contains("cmd=stop");
                silent = looks;
                runtime = !stop && runtimeStarts && silent == 0;
                done.add(stop ? "stop" : "start " + target.replaceFirst(".*-classpath (\\S+).*", "$1"));
                yield answer(stop ? "JVM Stopped" : "JVM Started");
            }
            case "rcgi.bin/jvmForm" -> answer(answers() ? script(request.form()) : "<h1>Error</h1>");
            default -> answer("<h1>Error</h1>");
        };
    }

    private void look() {
        looked++;
        runWhenDue();
    }

    private void runWhenDue() {
        if (looked >= looks) {
            waiting.forEach(this::command);
            waiting.clear();
        }
    }

    private boolean answers() {
        if (!runtime && runtimeStarts && silent > 0) {
            silent--;
            runtime = silent == 0;
        }
        return runtime;
    }

    /** The download under way brings this. */
    void arrivesAtNextLook(byte[] content) {
        arriving = content;
    }

    /** Loses the text of the script that it parked. */
    void forgetScript() {
        saved = "";
    }

    /** Does it at the first ask, and says so at the second. */
    private String script(Map<String, String> form) {
        String wish = form.get("do");
        boolean again = asked.equals(form.get("request"));
        asks = again ? asks + 1 : 1;
        asked = form.get("request");
        if (!again && wish.equals("park")) {
            saved = program;
            program = "REM flexyfleet parked this";
        } else if (!again && !saved.isEmpty()) {
            program = saved;
            saved = "";
        }
        done.add(wish);
        return "{\"protocol\":1,\"ok\":true,\"form\":\"fleetScript\",\"done\":" + (again && asks >= looks) + "}";
    }

    private String export(String descriptor) {
        done.add("export " + descriptor.substring(3, 5));
        look();
        return switch (descriptor.substring(3, 5)) {
            case "ES" -> "SerNum:" + serial + "\r\nFwrVerHi:14\r\nFwrVerLo:" + firmware + "\r\n";
            case "PG" -> program;
            case "EV" -> "\"TimeInt\";\"Event\"\r\n1;\"" + lastEvent + "\"\r\n";
            case "SE" -> variables.getOrDefault(descriptor.replaceFirst(".*\"(.+)\".*", "$1"), "0");
            default -> "ERROR";
        };
    }

    private void command(String command) {
        Matcher put = PUT.matcher(command);
        Matcher assigned = ASSIGNED.matcher(command);
        if (command.startsWith("OPEN ")) {
            open = command.replaceFirst(".*/usr/([^\"]+)\".*", "$1");
            usr.put(open, new byte[0]);
        } else if (put.matches()) {
            String piece = put.group(1) != null ? put.group(1) : "" + (char) Integer.parseInt(put.group(2));
            usr.put(open, (new String(usr.get(open), ISO_8859_1) + piece).getBytes(ISO_8859_1));
        } else if (assigned.matches() && assigned.group(1).equals("flxKey%")) {
            variables.put("flxKey%", assigned.group(2));
        } else if (command.startsWith("ERASE ")) {
            usr.remove(command.replaceFirst(".*/usr/([^\"]+)\".*", "$1"));
        } else if (command.startsWith("REQUESTHTTPX ")) {
            downloads++;
            fetched = command.replaceFirst(".*/usr/([^\"]+)\".*", "$1");
            if (actionStatus == 0) {
                usr.put(fetched, web);
            }
        } else if (command.startsWith("SETSYS PRG") && arriving.length > 0) {
            actionStatus = 0;
            usr.put(fetched, arriving);
        } else if (assigned.matches() && assigned.group(1).equals("flxSta%")) {
            Matcher mark = Pattern.compile("flxSta%\\+(\\d+)").matcher(assigned.group(2));
            variables.put(
                    "flxSta%",
                    mark.matches()
                            ? Long.toString(actionStatus + Long.parseLong(mark.group(1)))
                            : Integer.toString(actionStatus));
        }
    }

    String text(String file) {
        return new String(usr.getOrDefault(file, new byte[0]), ISO_8859_1);
    }

    private static MockResponse answer(String text) {
        return answer(text.getBytes(ISO_8859_1));
    }

    private static MockResponse answer(byte[] body) {
        return new MockResponse.Builder()
                .code(200)
                .body(new Buffer().write(body))
                .build();
    }
}
