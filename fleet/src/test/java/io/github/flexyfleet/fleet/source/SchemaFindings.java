package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.Findings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Findings under another schema than the fleet file's. */
public final class SchemaFindings {
    private SchemaFindings() {}

    /** Checks a YAML text against a schema. */
    public static List<Finding> of(String schema, String yaml) {
        Findings findings = new Findings();
        MapValue root = SourceReader.parse("fleet.yaml", yaml.getBytes(StandardCharsets.UTF_8), findings)
                .orElseThrow();
        new SchemaCheck(JsonMapper.shared().readTree(schema)).check(root).report(findings);
        return findings.sorted();
    }
}
