package io.github.flexyfleet.maven;

import org.apache.maven.plugins.annotations.Mojo;

/** Goes on with the last rollout that was stopped or cut off, as it was begun. */
@Mojo(name = "resume", requiresProject = false, threadSafe = true)
public class ResumeMojo extends DeployMojo {
    @Override
    boolean resumes() {
        return true;
    }
}
