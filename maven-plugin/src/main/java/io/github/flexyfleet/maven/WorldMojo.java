package io.github.flexyfleet.maven;

import io.github.flexyfleet.simulator.RehearsalWorld;
import io.github.flexyfleet.simulator.WorldSpec;
import io.github.flexyfleet.simulator.fault.FaultPlan;
import io.github.flexyfleet.simulator.fault.FaultProfile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Starts the rehearsal world for any program to talk to: virtual gateways, Talk2M M2Web and an IoT Hub on this machine.
 * Prints addresses and throwaway credentials, and runs until Enter is pressed or the process is ended.
 */
@Mojo(name = "world", requiresProject = false, threadSafe = true)
public class WorldMojo extends AbstractOptionalFleetMojo {
    /** Where the world is kept between runs; never commit it. */
    @Parameter(property = "flexy.worldFolder", defaultValue = "${project.build.directory}/flexy/world")
    private File worldFolder;

    /** What goes wrong in it: {@code calm}, {@code fibre}, {@code cellular} or {@code storm}. */
    @Parameter(property = "flexy.faults", defaultValue = "calm")
    private String faults;

    /** Decides what chance decides. */
    @Parameter(property = "flexy.faultSeed", defaultValue = "1")
    private long faultSeed;

    /** Profile of a real gateway, written by flexy:probe, that its gateways take after. */
    @Parameter(property = "flexy.profile")
    private File likeness;

    @Override
    void work() throws IOException, InterruptedException, MojoFailureException, MojoExecutionException {
        FaultProfile profile = FaultProfile.named(faults)
                .orElseThrow(() -> new MojoFailureException(
                        "flexy.faults is " + faults + "; no world was started. Give calm, fibre, cellular or storm"));
        BundledRuntime runtime = BundledRuntime.load();
        WorldSpec spec = RehearsalProfile.of(likeness)
                .applied(RehearsalSpec.of(fleet(), runtime))
                .with(FaultPlan.of(faultSeed, profile).build());
        Path folder = AbstractFlexyMojo.resolved(worldFolder).toAbsolutePath().normalize();
        RehearsalSurroundings.keepOutOfGit(folder);
        try (RehearsalWorld world = RehearsalWorld.open(spec, folder.resolve("world"), InstantSource.system());
                StopRequest stop = StopRequest.listen(System.in, world::close)) {
            new WorldGuide(world, spec, folder.resolve("world/ca/root.pem"), profile.name())
                    .lines()
                    .forEach(getLog()::info);
            stop.await();
            getLog().info("the world has ended; what it knew stays in " + folder);
        }
    }
}
