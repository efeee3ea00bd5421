package io.github.flexyfleet.runtime.bundle;

import io.github.flexyfleet.runtime.text.Utf8;
import java.io.IOException;

/** Takes the chunks of a candidate into its slot. Not thread-safe. */
final class Receiver {
    private static final String[] MANIFEST_MISSING = {Manifest.NAME};

    private Receiver() {}

    /**
     * Takes one chunk. A chunk that is not the next one changes nothing; the result says where to go on.
     *
     * @param candidate slot of the candidate
     * @param confirmed slot of the confirmed bundle, or null
     * @param confirmedDigest digest of the confirmed bundle
     */
    static Put.Result take(Slot candidate, Slot confirmed, String confirmedDigest, Put put)
            throws IOException, Refusal {
        boolean isManifest = put.name.equals(Manifest.NAME);
        if (!isManifest) {
            checkListed(candidate.manifest(put.digest), put);
        }
        if (!candidate.isComplete(put.name, put.size, put.sha256)) {
            append(candidate, put);
        }
        boolean complete = candidate.isComplete(put.name, put.size, put.sha256);
        if (isManifest && complete) {
            reuse(candidate, confirmed, confirmedDigest, put);
        }
        return new Put.Result(candidate.have(put.name), complete, candidate.missing(put.digest));
    }

    /** What the slot holds, without taking anything. */
    static Put.Result look(Slot candidate, Put put) throws IOException {
        boolean complete = candidate.isComplete(put.name, put.size, put.sha256);
        return new Put.Result(candidate.have(put.name), complete, candidate.missing(put.digest));
    }

    private static void checkListed(Manifest manifest, Put put) throws Refusal {
        if (manifest == null) {
            throw new Refusal(Refusal.INCOMPLETE, "the manifest comes first", MANIFEST_MISSING);
        }
        Manifest.Entry entry = manifest.find(put.name);
        if (entry == null || entry.size != put.size || !entry.sha256.equals(put.sha256)) {
            throw new Refusal(Refusal.BAD_REQUEST, "the manifest lists no such file with this size and sha256");
        }
    }

    private static void append(Slot slot, Put put) throws IOException, Refusal {
        long have = slot.have(put.name);
        if (have >= put.size && have > 0) {
            // Not complete and yet nothing to come: a write was cut, or the file is of another bundle.
            slot.drop(put.name);
            have = 0;
        }
        if (put.offset != have) {
            return;
        }
        slot.append(put.name, put.data);
        if (have + put.data.length == put.size && !slot.isComplete(put.name, put.size, put.sha256)) {
            slot.drop(put.name);
            throw new Refusal(Refusal.BAD_DIGEST, put.name + " arrived whole with another SHA-256");
        }
    }

    /** Takes over every file that the confirmed bundle has already. */
    private static void reuse(Slot candidate, Slot confirmed, String confirmedDigest, Put put)
            throws IOException, Refusal {
        Manifest wanted = candidate.manifest(put.digest);
        if (wanted == null) {
            String problem = problem(candidate);
            candidate.drop(Manifest.NAME);
            throw new Refusal(Refusal.BAD_REQUEST, problem);
        }
        if (confirmed == null) {
            return;
        }
        Manifest held = confirmed.manifest(confirmedDigest);
        if (held == null) {
            return;
        }
        Manifest.Entry[] entries = wanted.entries();
        for (int i = 0; i < entries.length; i++) {
            Manifest.Entry entry = entries[i];
            Manifest.Entry same = held.sameContent(entry);
            if (same != null
                    && !candidate.isComplete(entry.name, entry.size, entry.sha256)
                    && confirmed.isComplete(same.name, same.size, same.sha256)) {
                candidate.write(entry.name, confirmed.read(same.name));
            }
        }
    }

    private static String problem(Slot slot) throws IOException {
        try {
            Manifest.parse(Utf8.latin1(slot.read(Manifest.NAME)));
            return "the manifest cannot be read";
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }
}
