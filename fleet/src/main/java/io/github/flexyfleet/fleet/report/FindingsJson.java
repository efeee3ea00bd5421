package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.finding.CodeHelp;
import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.Severity;
import io.github.flexyfleet.fleet.finding.Span;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** Findings for programs: {@code findings.schema.json}. */
public final class FindingsJson {
    private FindingsJson() {}

    /** The findings as JSON text, in the order given, ended by a line end. */
    public static String render(List<Finding> findings) {
        ObjectNode root = Json.object();
        root.put("version", 1);
        root.put("errors", count(findings, Severity.ERROR));
        root.put("warnings", count(findings, Severity.WARNING));
        var list = root.putArray("findings");
        findings.forEach(finding -> fill(list.addObject(), finding));
        return Json.text(root);
    }

    private static long count(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private static void fill(ObjectNode node, Finding finding) {
        node.put("code", finding.code().id());
        node.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        node.put("title", finding.code().title());
        place(node, finding.span());
        node.put("what", finding.what());
        node.put("mend", finding.mend());
        var related = node.putArray("related");
        finding.related().forEach(span -> place(related.addObject(), span));
        node.put("help", CodeHelp.page(finding.code()).toString());
    }

    private static void place(ObjectNode node, Span span) {
        node.put("file", span.file());
        node.put("line", span.line());
        node.put("column", span.column());
    }
}
