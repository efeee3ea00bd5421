package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.report.Explanation;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Prints a device's whole configuration, each setting with the layer and the place that it comes from and what it
 * overrides. Reaches no network.
 */
@Mojo(name = "explain", requiresProject = false, threadSafe = true)
public class ExplainMojo extends AbstractFlexyMojo {
    /** The device's id. */
    @Parameter(property = "flexy.device", required = true)
    private String device;

    /** Shows only this setting, or those whose paths begin with it, such as {@code tagGroups.all.push}. */
    @Parameter(property = "flexy.path")
    private String path;

    @Override
    void work(Fleet fleet) throws MojoFailureException {
        Explanation explanation = Explanation.of(fleet, device, Optional.ofNullable(path));
        explanation.lines().forEach(getLog()::info);
        if (FindingLog.show(explanation.findings(), getLog()) > 0) {
            throw new MojoFailureException("nothing to explain");
        }
    }
}
