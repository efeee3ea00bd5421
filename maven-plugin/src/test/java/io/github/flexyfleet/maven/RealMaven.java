package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.apache.maven.shared.invoker.MavenInvocationException;

/** Maven processes in a project's folder, with the plugin as this build has made it. */
final class RealMaven {
    /** Once in a test process: two processes that fill one repository do not know of each other. */
    private static final Path REPOSITORY =
            copy(Path.of(required("flexy.it.installed")), Path.of(required("flexy.it.localRepository")));

    private final Path project;
    private final List<String> output = new ArrayList<>();

    RealMaven(Path project) {
        this.project = project;
    }

    /** The lines of all runs since it was cleared. */
    List<String> output() {
        return output;
    }

    /** Makes a project that names the plugin. */
    static void writePom(Path project) throws IOException {
        Files.writeString(project.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>org.example</groupId>
                  <artifactId>my-fleet</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>io.github.flexyfleet</groupId>
                        <artifactId>flexy-maven-plugin</artifactId>
                        <version>%s</version>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """.formatted(required("flexy.it.version")));
    }

    /** Runs goals and gives the exit code; the output comes after that of earlier runs. */
    int run(String... arguments) throws MavenInvocationException {
        InvocationRequest request = request(arguments);
        request.setBatchMode(true);
        request.setOutputHandler(output::add);
        return exitCode(request);
    }

    /** Does a run, and gives its exit code. */
    static int exitCode(InvocationRequest request) throws MavenInvocationException {
        InvocationResult result = invoker().execute(request);
        assertThat(result.getExecutionException()).isNull();
        return result.getExitCode();
    }

    /** A run to be completed by the caller: who hears its output, who answers its questions. */
    InvocationRequest request(String... arguments) {
        InvocationRequest request = new DefaultInvocationRequest();
        request.setBaseDirectory(project.toFile());
        request.setLocalRepositoryDirectory(REPOSITORY.toFile());
        request.setUserSettingsFile(settings().toFile());
        request.setNoTransferProgress(true);
        request.addArgs(List.of(arguments));
        return request;
    }

    /** A run as a process of its own, to send signals to: Maven's script makes way for its Java VM. */
    Process process(String... arguments) throws IOException {
        return process(Map.of(), arguments);
    }

    /** The same with more in its environment. */
    Process process(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(required("flexy.it.mavenHome"), "bin", "mvn").toString(),
                "--no-transfer-progress",
                "-s",
                settings().toString(),
                "-Dmaven.repo.local=" + REPOSITORY));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    static DefaultInvoker invoker() {
        DefaultInvoker invoker = new DefaultInvoker();
        invoker.setMavenHome(new File(required("flexy.it.mavenHome")));
        return invoker;
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

    private static Path copy(Path from, Path to) {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Path copy = to.resolve(from.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String required(String property) {
        String value = System.getProperty(property);
        assertThat(value).as(property + " is set by the build").isNotBlank();
        return value;
    }
}
