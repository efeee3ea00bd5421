package io.github.flexyfleet.fleet.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard and the alert rules ask for metrics, and labels, that there are. */
class MonitoringExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "monitoring");
    private static final Pattern METRIC = Pattern.compile("flexy_[a-z0-9_]+");
    private static final Pattern POINT = Pattern.compile("(?m)^(flexy_[a-z0-9_]+)\\{(.*)} \\S+$");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=");
    private static final Pattern SELECTED = Pattern.compile("(flexy_[a-z0-9_]+)\\{([^}]*)}");

    @Test
    void theDashboardShowsWhatThereIs() throws Exception {
        JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(EXAMPLES.resolve("grafana-dashboard.json")));

        Set<String> asked = new TreeSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                asked.addAll(checked(target.path("expr").stringValue()));
            }
        }
        assertThat(asked).hasSizeGreaterThan(10);
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            checked(variable.path("query").toString().replace("\\\"", "\""));
        }
    }

    @Test
    void theAlertsLookAtWhatThereIsAndSayWhatToDo() throws Exception {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        Map<?, ?> file = new Yaml(new SafeConstructor(strict)).load(Files.readString(EXAMPLES.resolve("alerts.yaml")));

        Set<Object> names = new HashSet<>();
        for (Object group : (List<?>) file.get("groups")) {
            for (Object each : (List<?>) ((Map<?, ?>) group).get("rules")) {
                Map<?, ?> rule = (Map<?, ?>) each;
                assertThat(names.add(rule.get("alert")))
                        .as("%s twice", rule.get("alert"))
                        .isTrue();
                assertThat(checked((String) rule.get("expr"))).isNotEmpty();
                assertThat(((Map<?, ?>) rule.get("annotations")).keySet()).isEqualTo(Set.of("summary", "description"));
            }
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
