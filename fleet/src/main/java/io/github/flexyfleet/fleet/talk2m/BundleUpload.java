package io.github.flexyfleet.fleet.talk2m;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * One upload of a bundle. Each put is repeated on transient failures as it is: the device answers what it holds, whether
 * it took the lost one or not (docs/device-protocol.md). For one thread.
 */
final class BundleUpload {
    /** Bytes of a file in one put (INFERRED: how long a form may be is not known, talk2m-m2web 11). */
    static final int CHUNK = 3 * 1024;

    /** How often, while one file is sent, the device may get no further, fall back or drop it all. */
    static final int SETBACKS = 3;

    private final Function<PutRequest, PutAnswer> put;
    private final M2WebSettings.Retries retries;
    private final String device;
    private final String digest;
    private int puts;
    private long bytes;

    BundleUpload(Function<PutRequest, PutAnswer> put, M2WebSettings.Retries retries, String device, String digest) {
        Digests.check(digest);
        this.put = put;
        this.retries = retries;
        this.device = device;
        this.digest = digest;
    }

    UploadReport run(byte[] manifest, Function<String, byte[]> files) {
        if (!Digests.of(manifest).equals(digest)) {
            throw new IllegalArgumentException("the digest is not that of the manifest");
        }
        Set<String> sent = new HashSet<>();
        List<String> missing = send(PutRequest.MANIFEST, manifest);
        while (!missing.isEmpty()) {
            String name = missing.get(0);
            byte[] file = files.apply(name);
            if (file == null || !sent.add(name)) {
                throw problem(name, "the device asks for a file that it cannot lack");
            }
            missing = send(name, file);
        }
        return new UploadReport(puts, bytes);
    }

    /** Sends one file and answers the names of the files that are missing then. */
    private List<String> send(String name, byte[] file) {
        String sha256 = Digests.of(file);
        int setbacks = 0;
        long offset = 0;
        while (true) {
            PutRequest request = chunk(name, file, sha256, offset);
            PutAnswer answer;
            try {
                answer = retries.repeat(() -> put.apply(request));
            } catch (RuntimeRefusal e) {
                if (e.code() != RuntimeRefusal.Code.BAD_DIGEST || ++setbacks > SETBACKS) {
                    throw e;
                }
                offset = 0;
                continue;
            }
            puts++;
            if (!answer.name().equals(name) || answer.have() > file.length) {
                throw problem(name, "the device answers for another file");
            }
            bytes += Math.max(0, Math.min(answer.have() - offset, CHUNK));
            if (answer.complete()) {
                return answer.missing().orElseThrow(() -> problem(name, "the device does not say what is missing"));
            }
            if (answer.have() <= offset && ++setbacks > SETBACKS) {
                throw problem(name, "the device takes no more than " + answer.have() + " bytes");
            }
            offset = answer.have();
        }
    }

    private PutRequest chunk(String name, byte[] file, String sha256, long offset) {
        int from = Math.toIntExact(offset);
        byte[] data = Arrays.copyOfRange(file, from, Math.min(file.length, from + CHUNK));
        return new PutRequest(
                digest, name, file.length, sha256, offset, Base64.getEncoder().encodeToString(data));
    }

    private RuntimeProtocolException problem(String name, String what) {
        return new RuntimeProtocolException(device + " fleetPut " + name, what);
    }
}
