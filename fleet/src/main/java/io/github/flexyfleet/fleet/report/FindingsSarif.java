package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.finding.CodeHelp;
import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Severity;
import io.github.flexyfleet.fleet.finding.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Findings as SARIF 2.1.0, for code scanning and editors. Holds nothing that differs between two machines: files are
 * relative to the project folder, which is called {@code %SRCROOT%}.
 */
public final class FindingsSarif {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final String ROOT = "%SRCROOT%";
    /** What ends a line for our parser: what YAML 1.1 calls a line break. A pair counts once, so it comes first. */
    private static final List<String> LINE_ENDS = List.of("\r\n", "\n", "\r", "\u0085", "\u2028", "\u2029");

    private static final List<FindingCode> RULES = List.of(FindingCode.values());
    private static final String UNRESERVED = "-._~/";

    private FindingsSarif() {}

    /**
     * The log as JSON text, in the order given, ended by a line end. Without findings it has an empty list of results,
     * which closes earlier alerts.
     *
     * @param toolVersion version of this tool
     */
    public static String render(List<Finding> findings, String toolVersion) {
        ObjectNode log = Json.object();
        log.put("$schema", SCHEMA);
        log.put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "flexy fleet");
        driver.put("version", toolVersion);
        driver.put("informationUri", CodeHelp.index().toString());
        ArrayNode rules = driver.putArray("rules");
        RULES.forEach(code -> rule(rules.addObject(), code));
        run.put("columnKind", "unicodeCodePoints");
        LINE_ENDS.forEach(run.putArray("newlineSequences")::add);
        ObjectNode root = run.putObject("originalUriBaseIds").putObject(ROOT);
        root.putObject("description").put("text", "the project folder");
        ArrayNode results = run.putArray("results");
        findings.forEach(finding -> result(results.addObject(), finding));
        return Json.text(log);
    }

    private static void rule(ObjectNode rule, FindingCode code) {
        rule.put("id", code.id());
        rule.putObject("shortDescription").put("text", message(code.title()));
        rule.putObject("fullDescription").put("text", message(CodeHelp.about(code)));
        rule.putObject("help").put("text", message(CodeHelp.about(code) + " To mend it: " + code.mend() + "."));
        rule.put("helpUri", CodeHelp.page(code).toString());
        rule.putObject("defaultConfiguration").put("level", level(code.severity()));
    }

    private static void result(ObjectNode result, Finding finding) {
        result.put("ruleId", finding.code().id());
        result.put("ruleIndex", RULES.indexOf(finding.code()));
        result.put("level", level(finding.severity()));
        result.putObject("message").put("text", message(finding.what() + " / " + finding.mend()));
        location(result.putArray("locations").addObject(), finding.span());
        if (!finding.related().isEmpty()) {
            ArrayNode related = result.putArray("relatedLocations");
            for (Span span : finding.related()) {
                ObjectNode location = related.addObject();
                location.put("id", related.size());
                location(location, span);
                location.putObject("message").put("text", "belongs to it");
            }
        }
    }

    private static void location(ObjectNode location, Span span) {
        ObjectNode place = location.putObject("physicalLocation");
        ObjectNode artifact = place.putObject("artifactLocation");
        if (isAbsolute(span.file())) {
            artifact.put("uri", "file://" + (span.file().startsWith("/") ? "" : "/") + uri(span.file()));
        } else {
            artifact.put("uri", uri(span.file())).put("uriBaseId", ROOT);
        }
        place.putObject("region").put("startLine", span.line()).put("startColumn", span.column());
    }

    /** A file outside the project folder: {@code /...}, or on Windows {@code C:/...}. */
    private static boolean isAbsolute(String file) {
        return file.startsWith("/") || file.startsWith(":/", 1);
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
        };
    }

    /**
     * Text that a reader shows as it is: braces are doubled (SARIF 3.11.5), and nothing that the fleet file holds
     * becomes a link (3.11.6).
     */
    private static String message(String text) {
        return text.replace("{", "{{").replace("}", "}}").replace("](", "] (");
    }

    /** A relative URI reference; everything but plain letters, digits and slashes is percent-encoded. */
    private static String uri(String file) {
        StringBuilder uri = new StringBuilder();
        for (byte b : file.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            uri.append(plain ? String.valueOf(c) : String.format("%%%02X", b & 0xFF));
        }
        return uri.toString();
    }
}
