package io.github.flexyfleet.fleet.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard and the alert rules ask for metrics, and labels, that there are, and mean what they say. */
class MonitoringExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "monitoring");
    private static final Pattern METRIC = Pattern.compile("flexy_[a-z0-9_]+");
    private static final Pattern POINT = Pattern.compile("(?m)^(flexy_[a-z0-9_]+)\\{(.*)} \\S+$");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=");
    /** Cases of when an alert goes off and when it must not, in the form of promtool. */
    private static final String CASES = "alerts-test.yaml";

    private static final Pattern SELECTED = Pattern.compile("(flexy_[a-z0-9_]+)\\{([^}]*)}");

    @TempDir
    Path folder;

    private static JsonNode dashboard() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(EXAMPLES.resolve("grafana-dashboard.json")));
    }

    private static List<String> expressions(JsonNode dashboard) {
        List<String> expressions = new ArrayList<>();
        for (JsonNode panel : dashboard.path("panels")) {
            panel.path("targets")
                    .forEach(target -> expressions.add(target.path("expr").stringValue()));
        }
        return expressions;
    }

    @Test
    void theDashboardShowsWhatThereIs() throws Exception {
        JsonNode dashboard = dashboard();

        Set<String> asked = new TreeSet<>();
        for (String expression : expressions(dashboard)) {
            asked.addAll(checked(expression));
        }
        assertThat(asked).hasSizeGreaterThan(10);
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            checked(variable.path("query").toString().replace("\\\"", "\""));
        }
    }

    private static Map<?, ?> yaml(String text) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(strict)).load(text);
    }

    private static List<Map<?, ?>> each(Map<?, ?> of, String outer, String inner) {
        List<Map<?, ?>> all = new ArrayList<>();
        for (Object one : (List<?>) of.get(outer)) {
            ((List<?>) ((Map<?, ?>) one).get(inner)).forEach(found -> all.add((Map<?, ?>) found));
        }
        return all;
    }

    private static List<Map<?, ?>> alerts() throws IOException {
        return each(yaml(Files.readString(EXAMPLES.resolve("alerts.yaml"))), "groups", "rules");
    }

    private static String cases() throws IOException {
        try (InputStream text = MonitoringExamplesTest.class.getResourceAsStream(CASES)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** By Prometheus' own tool. */
    @Test
    void eachAlertGoesOffWhenItIsToAndNotElse() throws Exception {
        Files.copy(EXAMPLES.resolve("alerts.yaml"), folder.resolve("alerts.yaml"));
        Path cases = Files.writeString(folder.resolve(CASES), cases());

        Tools.Ended ended = Tools.promtool("test", "rules", cases.toString());

        assertThat(ended.code()).as(ended.output()).isZero();
    }

    @Test
    void noAlertIsWithoutACaseOfEachKind() throws Exception {
        Set<Object> goesOff = new HashSet<>();
        Set<Object> staysQuiet = new HashSet<>();
        for (Map<?, ?> one : each(yaml(cases()), "tests", "alert_rule_test")) {
            (one.containsKey("exp_alerts") ? goesOff : staysQuiet).add(one.get("alertname"));
        }

        assertThat(alerts())
                .extracting(rule -> (Object) rule.get("alert"))
                .containsExactlyInAnyOrderElementsOf(goesOff)
                .containsExactlyInAnyOrderElementsOf(staysQuiet);
    }

    /** As rules that record, since promtool reads no dashboard. */
    @Test
    void prometheusUnderstandsEachPanel() throws Exception {
        List<Map<String, String>> rules = new ArrayList<>();
        for (String expression : expressions(dashboard())) {
            rules.add(Map.of("record", "panel_" + rules.size(), "expr", expression));
        }
        Path file = Files.writeString(
                folder.resolve("panels.yaml"),
                JsonMapper.shared()
                        .writeValueAsString(Map.of("groups", List.of(Map.of("name", "panels", "rules", rules)))));

        Tools.Ended ended = Tools.promtool("check", "rules", file.toString());

        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("SUCCESS: " + rules.size() + " rules found");
    }

    @Test
    void theAlertsLookAtWhatThereIsAndSayWhatToDo() throws Exception {
        Set<Object> names = new HashSet<>();
        for (Map<?, ?> rule : alerts()) {
            assertThat(names.add(rule.get("alert")))
                    .as("%s twice", rule.get("alert"))
                    .isTrue();
            assertThat(checked((String) rule.get("expr"))).isNotEmpty();
            assertThat(((Map<?, ?>) rule.get("annotations")).keySet()).isEqualTo(Set.of("summary", "description"));
        }
        assertThat(names).hasSizeGreaterThan(5);
    }

    /** The metrics of an expression, once each is known with its labels. */
    private static Set<String> checked(String expression) throws IOException {
        Map<String, Set<String>> known = known();
        Set<String> asked = new TreeSet<>();
        METRIC.matcher(expression).results().map(found -> found.group()).forEach(asked::add);
        assertThat(known.keySet()).as(expression).containsAll(asked);
        for (Matcher selected = SELECTED.matcher(expression); selected.find(); ) {
            Set<String> labels = new TreeSet<>();
            LABEL.matcher(selected.group(2))
                    .results()
                    .map(found -> found.group(1))
                    .forEach(labels::add);
            assertThat(known.get(selected.group(1))).as(expression).containsAll(labels);
        }
        return asked;
    }

    /** By the golden files: each metric with its labels. */
    private static Map<String, Set<String>> known() throws IOException {
        Map<String, Set<String>> known = new HashMap<>();
        for (String golden : List.of("device-metrics.txt", "rollout-metrics.txt")) {
            try (InputStream text = MonitoringExamplesTest.class.getResourceAsStream(golden)) {
                Matcher point = POINT.matcher(new String(text.readAllBytes(), StandardCharsets.UTF_8));
                while (point.find()) {
                    Set<String> labels = known.computeIfAbsent(point.group(1), name -> new TreeSet<>());
                    LABEL.matcher(point.group(2))
                            .results()
                            .map(found -> found.group(1))
                            .forEach(labels::add);
                }
            }
        }
        return known;
    }
}
