package io.github.flexyfleet.simulator.vm.load;

import io.github.flexyfleet.simulator.vm.guest.Guest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which classes and calls of guest code go to which stand-in. Names are internal (with slashes). */
final class Redirects {
    static final String GUEST = Guest.class.getPackageName().replace('.', '/') + "/";

    /** Types replaced as a whole. */
    static final Map<String, String> TYPES = types();
    /** Calls, by owner.name and descriptor, that become a static call. */
    private static final Map<String, Call> CALLS = calls();
    /** Members of classes that the gateway has, but without these members (flexy-etk 2.1). */
    private static final Set<String> MISSING = missing();

    private Redirects() {}

    /** A static method of a stand-in. */
    record Call(String owner, String name, String descriptor) {}

    /** The stand-in of a method, null when there is none. */
    static Call call(String owner, String name, String descriptor) {
        return CALLS.get(owner + "." + name + descriptor);
    }

    static boolean missing(String owner, String name) {
        return MISSING.contains(owner + "." + name);
    }

    private static Map<String, String> types() {
        Map<String, String> types = new HashMap<>();
        String[] io = {
            "File",
            "FilenameFilter",
            "FileFilter",
            "FileDescriptor",
            "FileInputStream",
            "FileOutputStream",
            "RandomAccessFile",
            "FileReader",
            "FileWriter",
            "InputStreamReader",
            "OutputStreamWriter"
        };
        for (String name : io) {
            types.put("java/io/" + name, GUEST + "Guest" + name);
        }
        types.put("java/net/Socket", GUEST + "GuestSocket");
        types.put("java/util/Timer", GUEST + "GuestTimer");
        types.put("java/util/TimerTask", GUEST + "GuestTimerTask");
        types.put("java/util/GregorianCalendar", GUEST + "GuestTime$Gregorian");
        types.put("java/text/SimpleDateFormat", GUEST + "GuestDateFormat");
        types.put("java/text/DecimalFormat", GUEST + "GuestDecimalFormat");
        return Map.copyOf(types);
    }

    private static Map<String, Call> calls() {
        Map<String, Call> calls = new HashMap<>();
        for (String method : new String[] {
            "currentTimeMillis()J",
            "exit(I)V",
            "gc()V",
            "getProperty(Ljava/lang/String;)Ljava/lang/String;",
            "getProperty(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;",
            "setProperty(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;",
            "setOut(Ljava/io/PrintStream;)V",
            "setErr(Ljava/io/PrintStream;)V"
        }) {
            put(calls, "java/lang/System", method, "GuestSystem", method);
        }
        for (String method : new String[] {
            "exit(I)V",
            "halt(I)V",
            "gc()V",
            "freeMemory()J",
            "totalMemory()J",
            "maxMemory()J",
            "addShutdownHook(Ljava/lang/Thread;)V",
            "removeShutdownHook(Ljava/lang/Thread;)Z"
        }) {
            put(calls, "java/lang/Runtime", method, "GuestSystem", withReceiver(method, "java/lang/Runtime"));
        }
        for (String method : new String[] {"getBytes()[B", "getBytes(Ljava/lang/String;)[B"}) {
            put(calls, "java/lang/String", method, "GuestStrings", withReceiver(method, "java/lang/String"));
        }
        put(
                calls,
                "java/io/ByteArrayOutputStream",
                "toString()Ljava/lang/String;",
                "GuestStrings",
                "text(Ljava/io/ByteArrayOutputStream;)Ljava/lang/String;");
        numbers(calls);
        for (String method :
                new String[] {"encode(Ljava/lang/String;)", "encode(Ljava/lang/String;Ljava/lang/String;)"}) {
            put(
                    calls,
                    "java/net/URLEncoder",
                    method + "Ljava/lang/String;",
                    "GuestUrls",
                    method + "Ljava/lang/String;");
        }
        for (String method :
                new String[] {"decode(Ljava/lang/String;)", "decode(Ljava/lang/String;Ljava/lang/String;)"}) {
            put(
                    calls,
                    "java/net/URLDecoder",
                    method + "Ljava/lang/String;",
                    "GuestUrls",
                    method + "Ljava/lang/String;");
        }
        String byName = "(Ljava/lang/String;)Ljava/net/InetAddress;";
        put(calls, "java/net/InetAddress", "getByName" + byName, "GuestSocket", "address" + byName);
        put(calls, "java/util/TimeZone", "getDefault()Ljava/util/TimeZone;", "GuestTime", null);
        put(calls, "java/util/TimeZone", "setDefault(Ljava/util/TimeZone;)V", "GuestTime", null);
        put(calls, "java/util/TimeZone", "getTimeZone(Ljava/lang/String;)Ljava/util/TimeZone;", "GuestTime", null);
        for (String arguments : new String[] {
            "()", "(Ljava/util/TimeZone;)", "(Ljava/util/Locale;)", "(Ljava/util/TimeZone;Ljava/util/Locale;)"
        }) {
            put(
                    calls,
                    "java/util/Calendar",
                    "getInstance" + arguments + "Ljava/util/Calendar;",
                    "GuestTime",
                    "calendar" + arguments + "Ljava/util/Calendar;");
        }
        return Map.copyOf(calls);
    }

    private static void numbers(Map<String, Call> calls) {
        String text = "Ljava/lang/String;";
        put(calls, "java/lang/Double", "toString(D)" + text, "GuestNumbers", "text(D)" + text);
        put(calls, "java/lang/Double", "toString()" + text, "GuestNumbers", "text(Ljava/lang/Double;)" + text);
        put(calls, "java/lang/Float", "toString(F)" + text, "GuestNumbers", "text(F)" + text);
        put(calls, "java/lang/Float", "toString()" + text, "GuestNumbers", "text(Ljava/lang/Float;)" + text);
        put(calls, "java/lang/String", "valueOf(D)" + text, "GuestNumbers", "text(D)" + text);
        put(calls, "java/lang/String", "valueOf(F)" + text, "GuestNumbers", "text(F)" + text);
        put(calls, "java/lang/Double", "parseDouble(" + text + ")D", "GuestNumbers", "parse(" + text + ")D");
        put(
                calls,
                "java/lang/Double",
                "valueOf(" + text + ")Ljava/lang/Double;",
                "GuestNumbers",
                "parsed(" + text + ")Ljava/lang/Double;");
        put(calls, "java/lang/Float", "parseFloat(" + text + ")F", "GuestNumbers", "parseFloat(" + text + ")F");
        put(
                calls,
                "java/lang/Float",
                "valueOf(" + text + ")Ljava/lang/Float;",
                "GuestNumbers",
                "parsedFloat(" + text + ")Ljava/lang/Float;");
    }

    private static Set<String> missing() {
        Set<String> missing = new HashSet<>();
        for (String name : new String[] {
            "matches", "replaceAll", "replaceFirst", "split", "format", "isEmpty", "contains", "join", "codePointAt"
        }) {
            missing.add("java/lang/String." + name);
        }
        missing.add("java/lang/System.nanoTime");
        missing.add("java/lang/System.getenv");
        return Set.copyOf(missing);
    }

    private static String withReceiver(String method, String owner) {
        return method.replaceFirst("\\(", "(L" + owner + ";");
    }

    private static void put(Map<String, Call> calls, String owner, String method, String guest, String target) {
        String to = target == null ? method : target;
        int open = to.indexOf('(');
        calls.put(owner + "." + method, new Call(GUEST + guest, to.substring(0, open), to.substring(open)));
    }
}
