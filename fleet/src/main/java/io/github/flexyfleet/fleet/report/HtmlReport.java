package io.github.flexyfleet.fleet.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.github.flexyfleet.fleet.budget.Budget;
import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.LogLine;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A rollout's result as one HTML page that loads nothing from anywhere. Its one script finds devices by name, and the page
 * lets no other run; without scripts all is there to be read.
 */
public final class HtmlReport {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** A fleet in which more went wrong has one mistake, not many. */
    private static final int SHOWN_PROBLEMS = 200;

    private static final String SCRIPT = resource("report.js");
    private static final Template PAGE =
            Mustache.compiler().escapeHTML(true).compile(new StringReader(resource("report.mustache")));

    private HtmlReport() {}

    /**
     * What is known of a rollout besides its result.
     *
     * @param plan what was to be done
     * @param story what happened when
     * @param budget what the fleet will take of limited things
     * @param findings of the fleet file
     * @param logs last lines of devices that went wrong
     */
    public record Around(
            Optional<Plan> plan,
            RolloutStory story,
            Optional<Budget> budget,
            List<Finding> findings,
            Map<DeviceId, List<LogLine>> logs) {
        /** Nothing. */
        public static final Around NONE =
                new Around(Optional.empty(), RolloutStory.NONE, Optional.empty(), List.of(), Map.of());

        /** Takes copies. */
        public Around {
            findings = List.copyOf(findings);
            logs = Map.copyOf(logs);
        }
    }

    /** The head of the page and its short parts; the others are records of their own. */
    private record Head(
            String fleet,
            String result,
            String tone,
            String sums,
            String started,
            String finished,
            List<String> commit,
            List<String> stopped,
            List<String> waits,
            List<PageSites.Part> parts) {}

    private record WaveRow(String name, int devices, String outcomes, int calls) {}

    private record ProblemRow(String device, String outcome, String tone, String code, String what, String mend) {}

    private record FindingRow(String severity, String tone, String code, String place, String what, String mend) {}

    /** The page, ended by a line end. */
    public static String render(RolloutResult result) {
        return render(result, Around.NONE);
    }

    /** The page with all that is known, ended by a line end. */
    public static String render(RolloutResult result, Around around) {
        PageChanges changes = around.plan().map(PageChanges::of).orElse(new PageChanges(List.of(), Map.of()));
        List<ProblemRow> problems = result.devices().stream()
                .flatMap(device -> device.problem().map(problem -> row(device, problem)).stream())
                .toList();
        PageTimeline timeline = PageTimeline.of(result, around.story());
        PageCertificates certificates = PageCertificates.of(result);
        PageBudgets budgets = PageBudgets.of(result, around.budget().stream().toList());
        Map<String, Object> page = new HashMap<>();
        page.put("script", SCRIPT);
        page.put("scriptHash", sha256(SCRIPT));
        page.put("head", head(result, around));
        page.put("problems", problems.stream().limit(SHOWN_PROBLEMS).toList());
        page.put("anyProblem", !problems.isEmpty());
        page.put("moreProblems", Math.max(0, problems.size() - SHOWN_PROBLEMS));
        page.put("anyMoreProblems", problems.size() > SHOWN_PROBLEMS);
        page.put(
                "waves",
                IntStream.rangeClosed(1, result.waves().size())
                        .mapToObj(wave -> wave(result, wave))
                        .toList());
        page.put("timeline", timeline);
        page.put("anyTimeline", !timeline.rows().isEmpty());
        page.put("anyHalt", !timeline.halts().isEmpty());
        page.put("changes", changes.groups());
        page.put("anyChange", !changes.groups().isEmpty());
        page.put("sites", new PageSites(result, around, changes).sites());
        page.put("certificates", certificates);
        page.put("anyCertificate", !certificates.first().isEmpty());
        page.put("moreCertificates", certificates.more() > 0);
        page.put("anyKey", certificates.keys() > 0);
        page.put("budgets", budgets);
        page.put("anyCalls", !budgets.calls().isEmpty());
        page.put("anyLimit", !budgets.limits().isEmpty());
        page.put("findings", around.findings().stream().map(HtmlReport::row).toList());
        page.put("anyFinding", !around.findings().isEmpty());
        return PAGE.execute(page);
    }

    private static Head head(RolloutResult result, Around around) {
        return new Head(
                result.fleet(),
                result.nothingToDo() ? "nothing to do" : result.done() ? "done" : "incomplete",
                result.done() ? "good" : result.settled() ? "wait" : "bad",
                ConsoleReport.sums(result),
                TIME.format(result.started()),
                TIME.format(result.finished()),
                around.plan().flatMap(Plan::commit).stream().toList(),
                result.stopped().stream().toList(),
                result.waits().stream().toList(),
                PageSites.parts(result.devices()));
    }

    private static WaveRow wave(RolloutResult result, int wave) {
        List<DeviceResult> devices = result.devices().stream()
                .filter(device -> device.wave() == wave)
                .toList();
        return new WaveRow(
                wave + " " + result.waves().get(wave - 1),
                devices.size(),
                PageSites.outcomes(devices),
                devices.stream().mapToInt(DeviceResult::calls).sum());
    }

    private static ProblemRow row(DeviceResult device, DeviceProblem problem) {
        return new ProblemRow(
                device.target().device().value(),
                ConsoleReport.words(device.outcome()),
                PageSites.tone(device.outcome()),
                problem.code().id(),
                problem.what(),
                problem.mend());
    }

    private static FindingRow row(Finding finding) {
        return new FindingRow(
                finding.severity().name().toLowerCase(Locale.ROOT),
                switch (finding.severity()) {
                    case ERROR -> "bad";
                    case WARNING -> "wait";
                },
                finding.code().id(),
                finding.span().toString(),
                finding.what(),
                finding.mend());
    }

    private static String sha256(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder().encodeToString(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream text = HtmlReport.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
