package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.source.Variables;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** What a fleet file may name as ${env.NAME} and ${name}. */
final class MavenVariables {
    private MavenVariables() {}

    /** The environment and Maven's properties: those given on the command line win over the POM's. */
    static Variables of(MavenProject project, MavenSession session) {
        Map<String, String> properties = new TreeMap<>();
        for (Properties source : List.of(project.getProperties(), session.getUserProperties())) {
            source.stringPropertyNames().forEach(name -> properties.put(name, source.getProperty(name)));
        }
        return new Variables(System.getenv(), properties);
    }
}
