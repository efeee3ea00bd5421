package io.github.flexyfleet.fleet.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** A check by another program is not lost in silence where the build says that it must be made. */
class ToolsTest {
    @TempDir
    Path folder;

    @Test
    void withoutTheProgramATestIsSkippedUnlessItIsRequired() {
        assertThatThrownBy(() -> Tools.need("openssl", folder.toString(), null))
                .isInstanceOf(TestAbortedException.class);
        assertThatThrownBy(() -> Tools.need("openssl", folder.toString(), "required"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no openssl on this machine");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void withItTheTestGoesOn() throws Exception {
        Path program = Files.createFile(folder.resolve("openssl"));
        assertThat(program.toFile().setExecutable(true)).isTrue();

        String path = "/nowhere" + File.pathSeparator + folder;
        assertThatCode(() -> Tools.need("openssl", path, "required")).doesNotThrowAnyException();
    }
}
