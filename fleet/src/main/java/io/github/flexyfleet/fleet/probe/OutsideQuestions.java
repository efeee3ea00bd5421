package io.github.flexyfleet.fleet.probe;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.source.SeparatedText;
import io.github.flexyfleet.fleet.talk2m.FlexyPages.Page;
import io.github.flexyfleet.fleet.talk2m.M2WebException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Questions that change nothing on the gateway. */
final class OutsideQuestions {
    /** Calls at most: bodies, sizes, a file, six exports. */
    static final int CALLS = 1 + 4 + 1 + 6;

    /** An export of a type that there is none of. */
    private static final String ABSURD = "$dtZZ$ftT";

    private static final String OTHER = "other";

    private static final String STATUS = "$dtES$ftT";
    private static final List<String> COLUMNS =
            List.of("Name", "Type", "LogEnabled", "IVGroupA", "IVGroupB", "IVGroupC", "IVGroupD");
    private static final String FIELD = "flxpad";
    private static final int METHOD_NOT_ALLOWED = 405;

    private final Bench bench;
    private final Answers answers;

    OutsideQuestions(Bench bench, Answers answers) {
        this.bench = bench;
        this.answers = answers;
    }

    void ask() throws DeviceProblemException, InterruptedException {
        answers.found(Fact.BODIES, isStatus(bench.exportByBody(Map.of("AST_Param", STATUS))));
        if (answers.is(Fact.BODIES)) {
            answers.found(Fact.LARGEST_FORM, Steps.FORMS.largest(this::passes));
        } else {
            answers.unknown("the fields of form bodies do not reach the gateway", Fact.LARGEST_FORM);
        }
        Page absent = bench.post(Bench.START + "none");
        answers.found(Fact.FILES_BY_POST, absent.status() != METHOD_NOT_ALLOWED);
        if (answers.is(Fact.FILES_BY_POST) && !absent.isGood()) {
            answers.found(Fact.MISSING_FILE, absent.status());
        } else {
            answers.unknown(
                    "files are sent to GET alone, which would put the login into the URL, or the page is no error",
                    Fact.MISSING_FILE);
        }
        answers.found(Fact.REFUSAL, form(bench.export(ABSURD)));
        askColumns();
        answers.found(
                Fact.EXPORT_SE,
                bench.export("$dtSE$ftT$se\"1+1\"").text().strip().equals("2"));
        exports(Fact.EXPORT_PG, "$dtPG$ftT");
        exports(Fact.EXPORT_CF, "$dtCF$ftT");
        exports(Fact.EXPORT_SC, "$dtSC$ftT");
        bench.learn(answers);
    }

    private static boolean isStatus(Page page) {
        return page.isGood() && page.text().contains("SerNum:");
    }

    /** A refusal is what an export that cannot be looks like. */
    private void exports(Fact fact, String descriptor) {
        String refusal = answers.word(Fact.REFUSAL, OTHER);
        if (refusal.equals(OTHER)) {
            answers.unknown("a refused export does not look like one", fact);
            return;
        }
        answers.found(fact, !form(bench.export(descriptor)).equals(refusal));
    }

    /** How an answer looks: no export of the kinds that are asked for begins with ERROR, or with a tag of HTML. */
    private static String form(Page page) {
        if (!page.isGood()) {
            return "status";
        }
        String text = page.text().stripLeading();
        return text.startsWith("ERROR") ? "text" : text.startsWith("<") ? "page" : OTHER;
    }

    private void askColumns() {
        List<SeparatedText.Row> rows =
                SeparatedText.rows(bench.export("$dtTL$ftT").text());
        Set<String> header = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        header.addAll(rows.isEmpty() ? List.of() : rows.get(0).cells());
        if (COLUMNS.stream().noneMatch(header::contains)) {
            answers.unknown("$dtTL shows no header", Fact.TAG_COLUMNS);
            return;
        }
        List<String> missing =
                COLUMNS.stream().filter(name -> !header.contains(name)).toList();
        answers.found(Fact.TAG_COLUMNS, missing.isEmpty() ? "none" : String.join(" ", missing));
    }

    /** A form of exactly so many bytes, counted without Talk2M's own fields. */
    private boolean passes(int kibibytes) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("AST_Param", STATUS);
        int rest = "AST_Param".length()
                + URLEncoder.encode(STATUS, StandardCharsets.UTF_8).length()
                + FIELD.length()
                + 3;
        fields.put(FIELD, "x".repeat(kibibytes * 1024 - rest));
        try {
            return isStatus(bench.exportByBody(fields));
        } catch (M2WebException e) {
            // A server may end the connection instead of answering.
            if (e.failure().isTransient()) {
                return false;
            }
            throw e;
        }
    }
}
