package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.doctor.DoctorCode;
import io.github.flexyfleet.fleet.finding.CodeHelp;
import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Severity;
import io.github.flexyfleet.fleet.rollout.ProblemCode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes {@code docs/findings}: a page a code and an index, as Markdown. */
final class CodePages {
    static final String GENERATED =
            "<!-- Generated: mvn -pl fleet -am test -Dtest=CodePagesTest -Dflexy.updateDocs=true"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -->\n";
    private static final Map<String, String> CHAPTERS = new TreeMap<>(Map.of(
            "FLX10", "The file and its YAML",
            "FLX11", "The schema",
            "FLX12", "The fleet",
            "FLX13", "Root certificates",
            "FLX14", "Budgets",
            "FLX15", "What a goal was asked for",
            "FLX30", "Devices in a rollout",
            "FLX31", "Probing a gateway",
            "FLX40", "What flexy:doctor finds"));

    private CodePages() {}

    /** A finding's page. */
    static String page(FindingCode code, CodeExample example, List<Finding> findings) throws IOException {
        StringBuilder page = new StringBuilder(GENERATED);
        page.append("# ").append(code.id()).append(' ').append(code.title()).append("\n\n");
        page.append("**").append(code.severity() == Severity.ERROR ? "Error" : "Warning");
        page.append(".** ").append(plain(CodeHelp.about(code))).append("\n\n");
        page.append("To mend it: ").append(plain(code.mend())).append(".\n\n");
        page.append("## Example\n\n").append(shown(example, "bad"));
        page.append("gives\n\n```text\n");
        findings.forEach(finding -> page.append(finding.render()).append('\n'));
        page.append("```\n\n## Mended\n\n").append(shown(example, "good"));
        page.append(besides(example));
        return page.append("[All codes](README.md)\n").toString();
    }

    /** The other files: tables and included files with what is in them. */
    private static String besides(CodeExample example) throws IOException {
        StringBuilder files = new StringBuilder();
        for (String name : example.besides()) {
            if (name.endsWith(".pem")) {
                files.append("Beside the fleet file lies `").append(name).append("`.\n\n");
            } else {
                String kind = name.substring(name.lastIndexOf('.') + 1);
                files.append("`").append(name).append("`:\n\n```").append(kind).append('\n');
                files.append(example.text(name)).append("```\n\n");
            }
        }
        return files.isEmpty() ? "" : "## Files beside it\n\n" + files;
    }

    private static String shown(CodeExample example, String which) throws IOException {
        if (example.isWorded()) {
            return example.text(which + ".txt").strip() + "\n\n";
        }
        String text = example.text(which + ".yaml");
        StringBuilder block = new StringBuilder("```yaml\n");
        block.append(text.replace("\t", "→").replace("\uFEFF", "[U+FEFF]"));
        block.append("```\n\n");
        if (text.contains("\t")) {
            block.append("(→ stands for a tab.)\n\n");
        }
        if (text.contains("\uFEFF")) {
            block.append("([U+FEFF] stands for the byte order mark.)\n\n");
        }
        if (example.code() == FindingCode.NOT_UTF8 && which.equals("bad")) {
            block.append("(saved as ISO 8859-1)\n\n");
        }
        return block.toString();
    }

    /** A rollout problem's page. */
    static String page(ProblemCode code) {
        return GENERATED + "# " + code.id() + " " + code.title() + "\n\n"
                + plain(code.cause()) + "\n\n"
                + "To mend it: " + plain(code.mend()) + "\n\n"
                + "[All codes](README.md)\n";
    }

    /** A page of what the doctor finds. */
    static String page(DoctorCode code) {
        return GENERATED + "# " + code.id() + " " + code.title() + "\n\n"
                + plain(code.cause()) + "\n\n"
                + "To mend it: " + plain(code.mend()) + "\n\n"
                + "[All codes](README.md) | [Troubleshooting](../troubleshooting.md)\n";
    }

    /** The list of all codes. */
    static String index() {
        StringBuilder index = new StringBuilder(GENERATED);
        index.append("# Codes\n\n");
        index.append(
                        "A finding reads `file:line:column CODE what / mend`. A code never changes its meaning and is never")
                .append(" used again. `flexy:validate` writes all findings to `target/flexy/findings.json`")
                .append(" ([schema](../../schema/src/main/resources/io/github/flexyfleet/schema/findings.schema.json))")
                .append(" and, for code scanning, `target/flexy/findings.sarif` (SARIF 2.1.0). Codes FLX3xxx stand in")
                .append(" `target/flexy/report.json` at the device that they stopped.\n");
        CHAPTERS.forEach((start, title) -> {
            index.append("\n## ").append(title).append("\n\n");
            boolean problems = start.startsWith("FLX3") || start.startsWith("FLX4");
            index.append(problems ? "| code | |\n|---|---|\n" : "| code | severity | |\n|---|---|---|\n");
            for (FindingCode code : FindingCode.values()) {
                if (code.id().startsWith(start)) {
                    row(index, code.id(), code.severity().name().toLowerCase(Locale.ROOT) + " | " + code.title());
                }
            }
            for (ProblemCode code : ProblemCode.values()) {
                if (code.id().startsWith(start)) {
                    row(index, code.id(), code.title());
                }
            }
            for (DoctorCode code : DoctorCode.values()) {
                if (code.id().startsWith(start)) {
                    row(index, code.id(), code.title());
                }
            }
        });
        return index.toString();
    }

    private static void row(StringBuilder index, String id, String cells) {
        index.append("| [")
                .append(id)
                .append("](")
                .append(id)
                .append(".md) | ")
                .append(cells)
                .append(" |\n");
    }

    /** Text that Markdown shows as it is. */
    static String plain(String text) {
        return text.replaceAll("([\\\\`*_<\\[\\]])", "\\\\$1");
    }
}
