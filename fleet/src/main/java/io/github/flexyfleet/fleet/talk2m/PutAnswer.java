package io.github.flexyfleet.fleet.talk2m;

import java.util.List;
import java.util.Optional;

/**
 * Answer to a {@link PutRequest}.
 *
 * @param name name of the file
 * @param have bytes of it that the device holds: where to go on
 * @param complete whether the whole file is there with the right SHA-256
 * @param missing names of the files that the device still lacks, known once it has the manifest
 */
public record PutAnswer(String name, long have, boolean complete, Optional<List<String>> missing) {
    /** Copies the names. */
    public PutAnswer {
        missing = missing.map(List::copyOf);
    }
}
