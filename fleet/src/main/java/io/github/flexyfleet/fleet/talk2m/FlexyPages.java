package io.github.flexyfleet.fleet.talk2m;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The pages of a Flexy's web server as they are, for those who want to know what it answers: a status that others take
 * for a failure is an answer here. Thread-safe.
 */
public final class FlexyPages {
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int GONE = 410;

    private final M2WebClient client;
    private final Function<Talk2mDevice, DeviceLogin> logins;

    /** Takes the client, and the login of each device. */
    public FlexyPages(M2WebClient client, Function<Talk2mDevice, DeviceLogin> logins) {
        this.client = client;
        this.logins = logins;
    }

    /**
     * What came back.
     *
     * @param status HTTP status
     * @param body the page; of an error only the beginning, and nothing when fields were sent
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    public record Page(int status, byte[] body) {
        /** Whether it is no error. */
        public boolean isGood() {
            return status >= 200 && status <= 299;
        }

        /** The page as Latin-1, byte for byte. */
        public String text() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    /**
     * Asks for something that changes nothing; repeated on transient failures.
     *
     * @param path below the device's root, without leading slash, such as {@code usr/jvmrun}
     * @param url fields for the URL, none of them a secret
     * @param body fields for the form body
     * @throws M2WebException when the device did not answer, or refused the login
     */
    public Page read(Talk2mDevice device, String path, Map<String, String> url, Map<String, String> body) {
        return ask(device, path, url, body, DeviceRequest.Effect.READ);
    }

    /**
     * Whether a form that changes nothing is answered when it travels in another way than all others do; what comes back
     * counts as an answer when it is good and holds this text.
     *
     * @param way PUT, DELETE or MULTIPART
     * @throws M2WebException when nothing came back
     */
    public boolean answers(Talk2mDevice device, String way, String path, Map<String, String> url, String text) {
        DeviceRequest request = new DeviceRequest(
                List.of(path.split("/", -1)), url, Map.of(), DeviceRequest.Effect.READ, DeviceRequest.Way.valueOf(way));
        DeviceAnswer answer = client.ask(device, logins.apply(device), request);
        Page page = new Page(answer.status(), answer.body());
        return page.isGood() && page.text().contains(text);
    }

    /** Whether a session counts on its own host only; empty when the device's host is the one that every client knows. */
    public Optional<Boolean> isSessionPerHost(Talk2mDevice device) {
        return client.takesSessionOf(device).map(taken -> !taken);
    }

    /** The same for something that is run; sent once. */
    public Page run(Talk2mDevice device, String path, Map<String, String> url, Map<String, String> body) {
        return ask(device, path, url, body, DeviceRequest.Effect.RUN);
    }

    private Page ask(
            Talk2mDevice device,
            String path,
            Map<String, String> url,
            Map<String, String> body,
            DeviceRequest.Effect effect) {
        DeviceRequest request = new DeviceRequest(List.of(path.split("/", -1)), url, body, effect);
        try {
            DeviceAnswer answer = client.ask(device, logins.apply(device), request);
            return new Page(answer.status(), answer.body());
        } catch (M2WebException e) {
            M2WebFailure failure = e.failure();
            if (failure instanceof M2WebFailure.Unexpected unexpected && unexpected.status() > 0) {
                return new Page(unexpected.status(), unexpected.shortText().getBytes(StandardCharsets.ISO_8859_1));
            } else if (failure instanceof M2WebFailure.MethodNotAllowed) {
                return new Page(METHOD_NOT_ALLOWED, new byte[0]);
            } else if (failure instanceof M2WebFailure.Gone) {
                return new Page(GONE, new byte[0]);
            }
            throw e;
        }
    }
}
