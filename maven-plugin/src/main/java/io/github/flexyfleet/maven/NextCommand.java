package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;

/** The command that a user would most likely type next. */
final class NextCommand {
    private NextCommand() {}

    static String after(MavenSession session, boolean rehearsal, RolloutResult result, Path fleetFile) {
        if (!rehearsal) {
            return "mvn flexy:status";
        }
        String again = again(session);
        if (result.nothingToDo()) {
            return "change a push period in " + fleetFile + ", then " + again + " (only that is sent)";
        }
        return result.done() ? again + " (the second run has nothing to do)" : again;
    }

    /** What the user typed, as far as it matters; a plan that was done is none for the next time. */
    private static String again(MavenSession session) {
        StringBuilder command = new StringBuilder("mvn");
        if (!session.getRequest().getActiveProfiles().isEmpty()) {
            command.append(" -P").append(String.join(",", session.getRequest().getActiveProfiles()));
        }
        session.getUserProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("flexy.") && !name.equals("flexy.plan"))
                .sorted()
                .forEach(name -> command.append(" -D")
                        .append(name)
                        .append('=')
                        .append(session.getUserProperties().getProperty(name)));
        return command.append(' ').append(String.join(" ", session.getGoals())).toString();
    }
}
