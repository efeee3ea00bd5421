package io.github.flexyfleet.maven;

import io.github.flexyfleet.simulator.fault.FaultProfile;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;

/** The faults that a user names, one of which may be the user's own. */
record TrialFaults(int latencyMillis, int offlinePerThousand, int trouble) {
    /** The profiles of a list of names with commas between them. */
    List<FaultProfile> named(String names) throws MojoFailureException {
        ParameterRange.check("flexy.own.latencyMillis", latencyMillis, 0, 60_000);
        ParameterRange.check("flexy.own.offlinePerThousand", offlinePerThousand, 0, 1000);
        ParameterRange.check("flexy.own.trouble", trouble, 0, 20);
        List<String> wanted =
                Arrays.stream(names.split(",")).map(String::strip).distinct().toList();
        for (String name : wanted) {
            if (!name.equals("own") && FaultProfile.named(name).isEmpty()) {
                throw new MojoFailureException("flexy.faults is " + names + "; nothing was done. Give calm, fibre, "
                        + "cellular, storm or own, or some of them with commas between them");
            }
        }
        return wanted.stream()
                .map(name -> FaultProfile.named(name).orElseGet(this::own))
                .toList();
    }

    private FaultProfile own() {
        return FaultProfile.own(Duration.ofMillis(latencyMillis), offlinePerThousand, trouble);
    }
}
