package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The workflows for build servers among the examples call goals and parameters that there are. */
class WorkflowsTest {
    private static final Pattern GOAL = Pattern.compile("\\bflexy:([a-z]+)");
    private static final Pattern PARAMETER = Pattern.compile("-D(flexy\\.[A-Za-z.]+)");

    static List<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "examples", "ci"))) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void aWorkflowIsYamlAndCallsWhatThereIs(Path workflow) throws IOException {
        String text = Files.readString(workflow);
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        assertThat(new Yaml(new SafeConstructor(strict)).<Object>load(text)).isNotNull();

        String descriptor = descriptor();
        for (Matcher goal = GOAL.matcher(text); goal.find(); ) {
            assertThat(descriptor).contains("<goal>" + goal.group(1) + "</goal>");
        }
        for (Matcher parameter = PARAMETER.matcher(text); parameter.find(); ) {
            assertThat(descriptor).contains("${" + parameter.group(1) + "}");
        }
    }

    /** As the build has just written it. */
    private static String descriptor() throws IOException {
        try (InputStream descriptor = WorkflowsTest.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
            return new String(descriptor.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
