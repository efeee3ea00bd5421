package io.github.flexyfleet.maven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;

/** The arrows of docs/architecture.md as rules, for any root package, so that a test can turn an arrow round. */
final class Directions {
    /** Packages of the engine; each may use those before it only. */
    static final List<String> ENGINE_ORDER = List.of(
            "secret",
            "finding",
            "source",
            "model",
            "budget",
            "certificate",
            "compile",
            "hub",
            "talk2m",
            "imports",
            "gateway",
            "rollout",
            "probe",
            "doctor",
            "ledger",
            "identity",
            "plan",
            "report",
            "telemetry",
            "notify",
            "watch",
            "engine");

    private Directions() {}

    static List<ArchRule> rules(String root) {
        List<ArchRule> rules = new ArrayList<>();
        rules.add(noClasses()
                .that()
                .resideInAPackage(root + ".fleet..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(root + ".maven..", root + ".simulator..", root + ".runtime..", "org.apache.maven..")
                .as("the engine knows no frontend, no simulator, no runtime and no Maven type")
                .allowEmptyShould(true));
        rules.add(noClasses()
                .that()
                .resideInAPackage(root + ".simulator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(root + ".fleet..", root + ".maven..", root + ".runtime..", "org.apache.maven..")
                .as("the simulator knows neither engine nor plugin, so that it cannot be kind to them")
                .allowEmptyShould(true));
        for (int at = 0; at < ENGINE_ORDER.size() - 1; at++) {
            String[] later = ENGINE_ORDER.subList(at + 1, ENGINE_ORDER.size()).stream()
                    .map(name -> root + ".fleet." + name + "..")
                    .toArray(String[]::new);
            rules.add(noClasses()
                    .that()
                    .resideInAPackage(root + ".fleet." + ENGINE_ORDER.get(at) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later)
                    .as("fleet." + ENGINE_ORDER.get(at) + " uses only packages before it")
                    .allowEmptyShould(true));
        }
        rules.add(slices().matching(root + ".fleet.(*)..")
                .should()
                .beFreeOfCycles()
                .as("no package cycle in the engine")
                .allowEmptyShould(true));
        return List.copyOf(rules);
    }
}
