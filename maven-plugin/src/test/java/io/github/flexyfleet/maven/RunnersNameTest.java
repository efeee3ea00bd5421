package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The name that runners share is one that every build server can give. */
class RunnersNameTest {
    @Test
    void withoutANameARunnerIsAlone() throws Exception {
        assertThat(RunnersName.read(null)).isEmpty();
        assertThat(RunnersName.read("7215-2")).contains("7215-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "$BUILD_NUMBER", "x/y"})
    void aVariableThatIsNotSetIsNoName(String text) {
        assertThatThrownBy(() -> RunnersName.read(text))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("flexy.runners is \"" + text + "\"; nothing was done");
    }
}
