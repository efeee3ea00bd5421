package io.github.flexyfleet.maven;

import io.github.flexyfleet.simulator.WorldSpec;
import io.github.flexyfleet.simulator.reality.GatewayProfile;
import java.io.File;
import java.io.IOException;

/** The profile of a real gateway that a rehearsal's gateways take after, if one is given. */
final class RehearsalProfile {
    private final File file;

    private RehearsalProfile(File file) {
        this.file = file;
    }

    /** The profile of a file; null for none. */
    static RehearsalProfile of(File file) {
        return new RehearsalProfile(file);
    }

    /**
     * The world as the profile has it.
     *
     * @throws IOException with words for people when the file is none
     */
    WorldSpec applied(WorldSpec spec) throws IOException {
        if (file == null) {
            return spec;
        }
        try {
            return GatewayProfile.read(file.toPath()).applied(spec);
        } catch (IllegalArgumentException e) {
            throw new IOException("profile " + file + ": " + e.getMessage(), e);
        }
    }
}
