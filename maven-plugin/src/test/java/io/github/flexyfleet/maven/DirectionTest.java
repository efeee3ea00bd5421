package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.flexyfleet.maven.turned.fleet.model.ModelThatKnowsTheRollout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Arrows between modules and packages point one way (docs/architecture.md). */
class DirectionTest {
    private static final String ROOT = "io.github.flexyfleet";

    /** Module -> the modules of ours that its POM may name. */
    private static final Map<String, Set<String>> MODULE_ARROWS = Map.of(
            "schema", Set.of(),
            "fleet", Set.of("schema"),
            "runtime-etk/etk-api", Set.of(),
            "runtime-etk/runtime", Set.of("etk-api", "schema"),
            "runtime-etk/simulator", Set.of("etk-api", "runtime", "schema"),
            "maven-plugin", Set.of("fleet", "simulator", "runtime", "schema"));

    private static final Pattern OURS =
            Pattern.compile("<artifactId>flexyfleet-(schema|fleet|etk-api|runtime|simulator)"
                    + "</artifactId>|<artifactId>(flexy-maven-plugin)</artifactId>");

    @Test
    void packagesPointOneWay() {
        JavaClasses ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);

        assertThat(ours.size()).isGreaterThan(100);
        for (ArchRule rule : Directions.rules(ROOT)) {
            rule.check(ours);
        }
    }

    @Test
    void everyPackageOfTheEngineHasItsPlaceInTheOrder() {
        JavaClasses ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT + ".fleet");
        Set<String> packages = new TreeSet<>();
        ours.forEach(type -> packages.add(
                type.getPackageName().substring((ROOT + ".fleet.").length()).split("\\.", 2)[0]));

        assertThat(packages).containsExactlyInAnyOrderElementsOf(Directions.ENGINE_ORDER);
    }

    @Test
    void aTurnedArrowIsNoticed() {
        JavaClasses planted = new ClassFileImporter()
                .importPackages(ModelThatKnowsTheRollout.class.getPackageName().replaceFirst("\\.fleet\\..*", ""));

        List<String> broken = Directions.rules("io.github.flexyfleet.maven.turned").stream()
                .map(rule -> rule.evaluate(planted))
                .filter(result -> result.hasViolation())
                .map(result -> result.getFailureReport().toString())
                .toList();

        assertThat(broken).hasSize(4);
        assertThat(broken).anyMatch(report -> report.contains("the engine knows no frontend"));
        assertThat(broken).anyMatch(report -> report.contains("the simulator knows neither engine nor plugin"));
        assertThat(broken).anyMatch(report -> report.contains("fleet.model uses only packages before it"));
        assertThat(broken).anyMatch(report -> report.contains("no package cycle"));
    }

    @Test
    void modulesPointOneWay() throws Exception {
        Path top = Path.of("").toAbsolutePath().getParent();
        for (Map.Entry<String, Set<String>> arrow : MODULE_ARROWS.entrySet()) {
            String pom = Files.readString(top.resolve(arrow.getKey()).resolve("pom.xml"));
            assertThat(modulesNamedIn(pom, arrow.getKey())).as(arrow.getKey()).isSubsetOf(arrow.getValue());
        }
    }

    @Test
    void aTurnedModuleArrowIsNoticed() {
        String pom =
                "<artifactId>flexyfleet-fleet</artifactId> <dependency><artifactId>flexyfleet-simulator</artifactId>";

        assertThat(modulesNamedIn(pom, "fleet")).isNotEmpty().isNotEqualTo(MODULE_ARROWS.get("fleet"));
        assertThat(MODULE_ARROWS.get("fleet")).doesNotContainAnyElementsOf(modulesNamedIn(pom, "fleet"));
    }

    /** Our modules that a POM names, without itself. */
    private static Set<String> modulesNamedIn(String pom, String module) {
        Set<String> named = new TreeSet<>();
        Matcher matcher = OURS.matcher(pom);
        while (matcher.find()) {
            named.add(matcher.group(1) == null ? "maven-plugin" : matcher.group(1));
        }
        named.remove(module.substring(module.lastIndexOf('/') + 1));
        return named;
    }
}
