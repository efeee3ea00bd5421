package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.apache.maven.shared.invoker.MavenInvocationException;

/** Maven processes in a project's folder, with the plugin as this build has made it. */
final class RealMaven {
    private final Path project;
    private final List<String> output = new ArrayList<>();

    RealMaven(Path project) {
        this.project = project;
    }

    /** The lines of all runs since it was cleared. */
    List<String> output() {
        return output;
    }

    /** Runs goals and gives the exit code; the output comes after that of earlier runs. */
    int run(String... arguments) throws MavenInvocationException {
        InvocationRequest request = new DefaultInvocationRequest();
        request.setBaseDirectory(project.toFile());
        request.setLocalRepositoryDirectory(new File(required("flexy.it.localRepository")));
        request.setUserSettingsFile(settings().toFile());
        request.setBatchMode(true);
        request.setNoTransferProgress(true);
        request.addArgs(List.of(arguments));
        request.setOutputHandler(output::add);
        DefaultInvoker invoker = new DefaultInvoker();
        invoker.setMavenHome(new File(required("flexy.it.mavenHome")));
        InvocationResult result = invoker.execute(request);
        assertThat(result.getExecutionException()).isNull();
        return result.getExitCode();
    }

    /** Third-party artifacts come from the repository of the outer build, where they lie already. */
    private Path settings() {
        try {
            return Files.writeString(project.resolve("settings.xml"), """
                    <settings>
                      <profiles>
                        <profile>
                          <id>outer</id>
                          <repositories>%1$s</repositories>
                          <pluginRepositories>%2$s</pluginRepositories>
                        </profile>
                      </profiles>
                      <activeProfiles><activeProfile>outer</activeProfile></activeProfiles>
                    </settings>
                    """.formatted(
                            repository("repository"), repository("pluginRepository")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String repository(String element) {
        return "<%1$s><id>outer</id><url>%2$s</url><snapshots><enabled>true</enabled></snapshots></%1$s>"
                .formatted(
                        element, Path.of(required("flexy.it.outerRepository")).toUri());
    }

    static String required(String property) {
        String value = System.getProperty(property);
        assertThat(value).as(property + " is set by the build").isNotBlank();
        return value;
    }
}
