package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.simulator.fault.FaultProfile;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Tries the rollout many times in virtual time, behind bad lines and with a bad configuration; reaches nothing real. */
@Mojo(name = "rehearse", requiresProject = false, threadSafe = true)
public class RehearseMojo extends AbstractFlexyMojo {
    /** What goes wrong: {@code calm}, {@code fibre}, {@code cellular}, {@code storm} or {@code own}; or some of them. */
    @Parameter(property = "flexy.faults", defaultValue = "calm,cellular,storm")
    private String faults;

    /** Trials with each of them, 1 to 1000. */
    @Parameter(property = "flexy.trials", defaultValue = "5")
    private int trials;

    /** Decides what chance decides in the first trial; the next ones count on from it. */
    @Parameter(property = "flexy.faultSeed", defaultValue = "1")
    private long faultSeed;

    /** Devices worked on at the same time, 1 to 64. */
    @Parameter(property = "flexy.concurrency", defaultValue = "8")
    private int concurrency;

    /** For {@code own}: median of a call's latency in milliseconds, 0 to 60000. */
    @Parameter(property = "flexy.own.latencyMillis", defaultValue = "250")
    private int ownLatency;

    /** For {@code own}: how many of a thousand times of two minutes a gateway is offline, 0 to 1000. */
    @Parameter(property = "flexy.own.offlinePerThousand", defaultValue = "10")
    private int ownOffline;

    /** For {@code own}: how many times as often as with {@code cellular} calls go wrong, 0 to 20. */
    @Parameter(property = "flexy.own.trouble", defaultValue = "1")
    private int ownTrouble;

    /** Profile of a real gateway, written by flexy:probe, that all gateways take after. */
    @Parameter(property = "flexy.profile")
    private File likeness;

    @Override
    void work(Fleet fleet) throws IOException, InterruptedException, MojoFailureException {
        List<FaultProfile> profiles = new TrialFaults(ownLatency, ownOffline, ownTrouble).named(faults);
        ParameterRange.check("flexy.trials", trials, 1, 1000);
        ParameterRange.check("flexy.concurrency", concurrency, 1, 64);
        PolicyTrial trial = new PolicyTrial(fleet, BundledRuntime.load(), RehearsalProfile.of(likeness), concurrency);
        try (TrialFolder folder = TrialFolder.in(outputFolder())) {
            trial.repeat(profiles, trials, faultSeed, folder, getLog()::info);
        }
    }
}
