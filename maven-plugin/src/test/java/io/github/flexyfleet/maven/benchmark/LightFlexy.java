package io.github.flexyfleet.maven.benchmark;

import io.github.flexyfleet.simulator.flexy.FlexyWeb;
import io.github.flexyfleet.simulator.flexy.WebRequest;
import io.github.flexyfleet.simulator.flexy.WebResponse;
import io.github.flexyfleet.simulator.time.WorldTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A gateway that speaks as much of the device protocol as a configuration change takes, and answers each call after a
 * fixed time. It has no Java VM of its own, so that thousands cost nothing.
 */
final class LightFlexy implements FlexyWeb {
    private static final WorldTime TIME = WorldTime.of(InstantSource.system());

    private final String name;
    private final Duration latency;
    private final Set<String> complete = new LinkedHashSet<>();
    private String manifest = "";
    private String confirmed = "0".repeat(64);
    private String running = confirmed;
    private long sequence = 1;

    LightFlexy(String name, Duration latency) {
        this.name = name;
        this.latency = latency;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean online() {
        return true;
    }

    @Override
    public WebResponse answer(WebRequest request) {
        try {
            TIME.sleep(latency);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String body = form(request.fields());
        return new WebResponse(200, "text/plain", body.getBytes(StandardCharsets.UTF_8));
    }

    /** The digest that it runs for good. */
    synchronized String confirmed() {
        return confirmed;
    }

    private synchronized String form(Map<String, String> fields) {
        String form = fields.getOrDefault("formName", "");
        return switch (form) {
            case "fleetStatus" -> status();
            case "fleetPut" -> put(fields);
            case "fleetApply" -> {
                running = fields.get("digest");
                yield answer(form, "\"state\":\"trial\",\"running\":\"" + running + "\"");
            }
            case "fleetConfirm" -> {
                confirmed = fields.get("digest");
                yield answer(form, "\"state\":\"confirmed\",\"confirmed\":\"" + confirmed + "\"");
            }
            default -> "<html>no such form</html>";
        };
    }

    private String put(Map<String, String> fields) {
        String file = fields.get("name");
        byte[] data = Base64.getDecoder().decode(fields.get("data"));
        long have = Long.parseLong(fields.get("offset")) + data.length;
        if (file.equals("manifest")) {
            manifest += new String(data, StandardCharsets.US_ASCII);
        }
        boolean whole = have == Long.parseLong(fields.get("size"));
        if (whole) {
            complete.add(file);
        }
        String missing = !complete.contains("manifest")
                ? ""
                : ",\"missing\":"
                        + manifest.lines()
                                .skip(1)
                                .map(line -> line.split(" ", 3)[2])
                                .filter(wanted -> !complete.contains(wanted))
                                .collect(Collectors.joining("\",\"", "[\"", "\"]"))
                                .replace("[\"\"]", "[]");
        return answer("fleetPut", "\"name\":\"" + file + "\",\"have\":" + have + ",\"complete\":" + whole + missing);
    }

    private String status() {
        sequence++;
        boolean trial = !running.equals(confirmed);
        return answer("fleetStatus", """
                "serial":"2005-0001-25","firmware":"14.9","runtime":"1.0","boot":1,"uptimeSeconds":60,"state":"%s",\
                "confirmed":"%s","candidate":"%s","running":"%s","revertInSeconds":%d,"lastRequest":"","lastOutcome":"",\
                "hub":{"status":"connected","code":5,"seconds":60,"host":"h.azure-devices.net","barrier":true},\
                "certificate":{"fingerprint":"","notAfter":""},"sequence":%d,"acknowledged":%d,"spool":0,"dropped":0,\
                "tags":10,"error":"","clock":"2026-11-22T19:00:00Z","freeHeap":20000000,"freeFlash":28000000""".formatted(
                        trial ? "trial" : "confirmed",
                        confirmed,
                        trial ? running : "",
                        running,
                        trial ? 600 : 0,
                        sequence,
                        sequence));
    }

    private static String answer(String form, String members) {
        return "{\"protocol\":1,\"ok\":true,\"form\":\"" + form + "\"," + members + "}";
    }
}
