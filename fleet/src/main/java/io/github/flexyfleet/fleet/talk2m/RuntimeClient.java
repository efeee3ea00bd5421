package io.github.flexyfleet.fleet.talk2m;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The device protocol (docs/device-protocol.md) over the form {@code jvmForm}. Thread-safe.
 *
 * <p>All methods throw {@link M2WebException} when the device did not answer, {@link RuntimeRefusal} when its runtime
 * refused, {@link RuntimeAbsentException} when something other than a runtime answered (but {@link #status} says so by
 * an empty result), and {@link RuntimeProtocolException} for an answer that cannot be understood. {@link #status},
 * {@link #log} and {@link #upload} are repeated on transient failures. {@link #apply}, {@link #confirm} and
 * {@link #revert} are sent once: after a failure that leaves it open whether they arrived, read the status.
 */
public final class RuntimeClient {
    /** Shortest time after which a trial ends by itself. */
    public static final Duration SHORTEST_REVERT = Duration.ofMinutes(1);

    /** Longest time after which a trial ends by itself. */
    public static final Duration LONGEST_REVERT = Duration.ofDays(1);

    /** Most lines of the log that one call can ask for. */
    public static final int MOST_LINES = 200;

    private static final Pattern REQUEST = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final FlexyForms forms;
    private final M2WebSettings.Retries retries;

    /** Takes the forms, and how reads and puts are repeated. */
    public RuntimeClient(FlexyForms forms, M2WebSettings.Retries retries) {
        this.forms = forms;
        this.retries = retries;
    }

    /** Asks the runtime for its status; empty when what answers is not a runtime. */
    public Optional<RuntimeStatus> status(Talk2mDevice device) {
        return retries.repeat(() -> ask(device, "fleetStatus", Map.of())).map(RuntimeClient::statusIn);
    }

    /** Puts one chunk. May be repeated: the answer always says where to go on. */
    public PutAnswer put(Talk2mDevice device, PutRequest request) {
        return putAnswerIn(askRuntime(device, "fleetPut", request.fields()));
    }

    /**
     * Puts the manifest, then the files that the device says it lacks. An upload that broke off goes on where the device
     * stopped, also in another process.
     *
     * @param digest SHA-256 of the manifest
     * @param manifest the manifest's bytes
     * @param files the bytes of a file of the bundle by its name, null when there is no such file
     * @return what was sent
     */
    public UploadReport upload(Talk2mDevice device, String digest, byte[] manifest, Function<String, byte[]> files) {
        return new BundleUpload(request -> put(device, request), retries, device.name(), digest).run(manifest, files);
    }

    /**
     * Starts the trial of a bundle.
     *
     * @param revertAfter running time after which the device goes back by itself, {@link #SHORTEST_REVERT} to
     *     {@link #LONGEST_REVERT}, whole seconds
     * @param request id of this request, 1..64 characters {@code A-Z a-z 0-9 . _ -}
     */
    public ApplyAnswer apply(Talk2mDevice device, String digest, Duration revertAfter, String request) {
        if (revertAfter.compareTo(SHORTEST_REVERT) < 0 || revertAfter.compareTo(LONGEST_REVERT) > 0) {
            throw new IllegalArgumentException("revert time " + revertAfter + " is not within 60..86400 seconds");
        }
        RuntimeAnswer answer = askRuntime(
                device,
                "fleetApply",
                Map.of(
                        "digest", checkedDigest(digest),
                        "revertAfterSeconds", Long.toString(revertAfter.toSeconds()),
                        "request", checkedRequest(request)));
        return new ApplyAnswer(answer.state(), answer.digest("running"));
    }

    /** Ends the trial of a bundle for good; see {@link #apply} for {@code request}. */
    public TrialAnswer confirm(Talk2mDevice device, String digest, String request) {
        return endTrial(device, "fleetConfirm", digest, request);
    }

    /** Goes back to the confirmed bundle; see {@link #apply} for {@code request}. */
    public TrialAnswer revert(Talk2mDevice device, String digest, String request) {
        return endTrial(device, "fleetRevert", digest, request);
    }

    /**
     * The last lines of the runtime's log, oldest first.
     *
     * @param lines how many at most, 1..{@link #MOST_LINES}
     */
    public List<String> log(Talk2mDevice device, int lines) {
        if (lines < 1 || lines > MOST_LINES) {
            throw new IllegalArgumentException(lines + " lines are not within 1.." + MOST_LINES);
        }
        return retries.repeat(() -> askRuntime(device, "fleetLog", Map.of("lines", Integer.toString(lines))))
                .strings("lines");
    }

    /** What shall become of the Flexy's BASIC program. */
    public enum Script {
        /** Its text is saved on flash, and it does not run any more. */
        PARK("park"),
        /** It runs again. */
        RESTORE("restore");

        private final String wire;

        Script(String wire) {
            this.wire = wire;
        }

        /** The word on the wire. */
        public String wire() {
            return wire;
        }
    }

    /**
     * Asks for the BASIC program to be parked or put back; ask again with the same id until it is done. May be repeated.
     *
     * @param request see {@link #apply}; another one in each run
     * @return whether it is done
     */
    public boolean script(Talk2mDevice device, Script wish, String request) {
        Map<String, String> fields = Map.of("do", wish.wire(), "request", checkedRequest(request));
        return retries.repeat(() -> askRuntime(device, "fleetScript", fields)).bool("done");
    }

    /** The forms that bring another runtime. */
    public RuntimeUpdates updates() {
        return new RuntimeUpdates(this::askRuntime, retries);
    }

    private TrialAnswer endTrial(Talk2mDevice device, String form, String digest, String request) {
        RuntimeAnswer answer =
                askRuntime(device, form, Map.of("digest", checkedDigest(digest), "request", checkedRequest(request)));
        return new TrialAnswer(answer.state(), answer.digest("confirmed"));
    }

    private RuntimeAnswer askRuntime(Talk2mDevice device, String form, Map<String, String> fields) {
        return ask(device, form, fields).orElseThrow(() -> new RuntimeAbsentException(device.name() + " " + form));
    }

    private Optional<RuntimeAnswer> ask(Talk2mDevice device, String form, Map<String, String> fields) {
        try {
            return RuntimeAnswer.read(device.name() + " " + form, form, forms.jvmForm(device, form, fields));
        } catch (M2WebException e) {
            if (isErrorPageOfTheFlexy(e.failure())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * INFERRED: a Flexy whose Java VM does not run, or runs a program without web forms, answers an error page, some of
     * them with an HTTP error (talk2m-m2web 4.5).
     */
    private static boolean isErrorPageOfTheFlexy(M2WebFailure failure) {
        return failure instanceof M2WebFailure.Unexpected unexpected
                && (unexpected.status() == 404 || unexpected.status() == 500);
    }

    static PutAnswer putAnswerIn(RuntimeAnswer answer) {
        Optional<List<String>> missing =
                answer.has("missing") ? Optional.of(answer.strings("missing")) : Optional.empty();
        return new PutAnswer(answer.string("name"), answer.count("have"), answer.bool("complete"), missing);
    }

    private static String checkedDigest(String digest) {
        Digests.check(digest);
        return digest;
    }

    private static String checkedRequest(String request) {
        if (!REQUEST.matcher(request).matches()) {
            throw new IllegalArgumentException("not a request id: " + request);
        }
        return request;
    }

    private static RuntimeStatus statusIn(RuntimeAnswer answer) {
        RuntimeAnswer hub = answer.object("hub");
        RuntimeAnswer certificate = answer.object("certificate");
        return new RuntimeStatus(
                new RuntimeStatus.Flexy(
                        answer.string("serial"),
                        answer.string("firmware"),
                        answer.instant("clock"),
                        answer.count("freeHeap"),
                        answer.count("freeFlash")),
                new RuntimeStatus.Program(
                        answer.string("runtime"),
                        answer.count("boot"),
                        answer.seconds("uptimeSeconds"),
                        answer.has("runtimeTrialSeconds")
                                ? Optional.of(answer.seconds("runtimeTrialSeconds"))
                                : Optional.empty()),
                new RuntimeStatus.Bundles(
                        answer.state(),
                        answer.digest("confirmed"),
                        answer.digest("candidate"),
                        answer.digest("running"),
                        answer.seconds("revertInSeconds"),
                        answer.string("lastRequest"),
                        answer.word("lastOutcome", RuntimeStatus.TrialOutcome.class, RuntimeStatus.TrialOutcome::wire)),
                new RuntimeStatus.HubLink(
                        hub.word("status", RuntimeStatus.LinkState.class, RuntimeStatus.LinkState::wire),
                        hub.integer("code"),
                        hub.seconds("seconds"),
                        hub.string("host"),
                        hub.bool("barrier"),
                        hub.has("reason") ? hub.unlessEmpty("reason", HubReason::of) : Optional.empty(),
                        hub.has("assigned") ? Optional.of(hub.string("assigned")) : Optional.empty()),
                new RuntimeStatus.Certificate(
                        certificate.unlessEmpty("fingerprint", Fingerprint::new),
                        certificate.unlessEmpty("notAfter", Instant::parse)),
                new RuntimeStatus.Queue(
                        answer.count("sequence"),
                        answer.count("acknowledged"),
                        answer.count("spool"),
                        answer.count("dropped"),
                        answer.integer("tags")),
                answer.string("error"));
    }
}
