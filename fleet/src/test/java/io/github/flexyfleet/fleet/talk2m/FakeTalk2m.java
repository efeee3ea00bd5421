package io.github.flexyfleet.fleet.talk2m;

import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** M2Web over HTTPS, as far as the client's contract needs it; every answer can be replaced. */
public final class FakeTalk2m extends Dispatcher implements AutoCloseable {
    static final Talk2mLogin LOGIN =
            new Talk2mLogin("acme", "robot", Secret.of("canary+pass word&1"), Secret.of("canary-developer-id"));
    /** Login that the gateways take. */
    public static final DeviceLogin DEVICE_LOGIN = new DeviceLogin("adm", Secret.of("canary/device=password"));

    static final String ENCODED_NAME = "eWON++FLEXOCOLOR+SM2845";

    private final HeldCertificate identity =
            new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    private final MockWebServer server = new MockWebServer();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<CallListener.Call> calls = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final Set<String> sessions = new HashSet<>();
    private int logins;

    /** Whether every login to the account is refused. */
    public volatile boolean refuseAccount;

    volatile Function<Request, MockResponse> onLogin = request -> null;
    /** What a gateway answers. */
    public volatile Function<Request, MockResponse> onDevice = request -> answer(200, "ok");
    /** Answer to {@code getewons}. */
    public volatile String deviceList = """
            {"ewons":[{"id":255685,"name":"eWON  FLEXOCOLOR SM2845","encodedName":"%s","status":"online",
             "description":"","customAttributes":["","",""],"m2webServer":"","lanDevices":[],"ewonServices":[]}],
             "success":true}""".formatted(ENCODED_NAME);

    /** Answer to {@code getaccountinfo}. */
    public volatile String accountInfo = """
            {"accountReference":"12345","accountName":"acme","company":"ACME Water","customAttributes":["a","b","c"],
             "pools":[{"id":1,"name":"North"},{"id":2,"name":"South"}],"accountType":"Pro","success":true}""";

    /** A request as the server got it. */
    public record Request(String method, String target, Map<String, String> form) {
        String service() {
            return target.substring("/t2mapi/".length());
        }
    }

    /** A server that runs. */
    public FakeTalk2m() {
        HandshakeCertificates tls =
                new HandshakeCertificates.Builder().heldCertificate(identity).build();
        server.useHttps(tls.sslSocketFactory());
        // HTTP/1.1, where a lost answer is a closed connection.
        server.setProtocols(List.of(Protocol.HTTP_1_1));
        server.setServerSocketFactory(new PromptServerSockets());
        server.setDispatcher(this);
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    String host() {
        return "localhost:" + server.getPort();
    }

    HeldCertificate identity() {
        return identity;
    }

    M2WebSettings.Retries retries() {
        return new M2WebSettings.Retries(3, Duration.ofSeconds(1), Duration.ofSeconds(10), new Random(1), pauses::add);
    }

    /** A client in a session. */
    public M2WebClient client() {
        return client(M2WebSettings.Authentication.SESSION, M2WebSettings.Timeouts.standard());
    }

    M2WebClient client(M2WebSettings.Authentication authentication, M2WebSettings.Timeouts timeouts) {
        return client(
                authentication, new M2WebSettings.Network(Optional.empty(), List.of(identity.certificate()), timeouts));
    }

    M2WebClient client(M2WebSettings.Authentication authentication, M2WebSettings.Network network) {
        return new M2WebClient(settings(authentication, network), InstantSource.system(), calls::add);
    }

    /** How a client in a session reaches it. */
    public M2WebSettings settings() {
        M2WebSettings.Network network = new M2WebSettings.Network(
                Optional.empty(), List.of(identity.certificate()), M2WebSettings.Timeouts.standard());
        return settings(M2WebSettings.Authentication.SESSION, network);
    }

    private M2WebSettings settings(M2WebSettings.Authentication authentication, M2WebSettings.Network network) {
        return new M2WebSettings(URI.create("https://" + host()), LOGIN, authentication, network, retries());
    }

    Talk2mDevice device() {
        return device(Optional.empty());
    }

    Talk2mDevice device(Optional<String> m2webServer) {
        return new Talk2mDevice(
                255685, "eWON  FLEXOCOLOR SM2845", ENCODED_NAME, Talk2mDevice.Status.ONLINE, m2webServer);
    }

    List<Request> requests() {
        return requests;
    }

    List<String> services() {
        return requests.stream().map(Request::service).toList();
    }

    /** What the clients called. */
    public List<CallListener.Call> calls() {
        return calls;
    }

    List<Duration> pauses() {
        return pauses;
    }

    /** Logins so far. */
    public synchronized int logins() {
        return logins;
    }

    /** All sessions end now. */
    synchronized void expireSessions() {
        sessions.clear();
    }

    @Override
    public MockResponse dispatch(RecordedRequest recorded) {
        Request request = new Request(
                recorded.getMethod(),
                recorded.getTarget(),
                form(recorded.getBody() == null ? "" : recorded.getBody().utf8()));
        requests.add(request);
        String service = recorded.getUrl().pathSegments().get(1);
        if (service.equals("login")) {
            return login(request);
        }
        Optional<MockResponse> refusal = authenticate(request);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return switch (service) {
            case "getewons" -> answer(200, deviceList);
            case "getaccountinfo" -> answer(200, accountInfo);
            case "logout" -> logout(request);
            case "get", "getewon", "wakeup", "sendoffline" -> onDevice.apply(request);
            default -> apiError(403, "Method [" + service + "] is invalid");
        };
    }

    private synchronized MockResponse login(Request request) {
        MockResponse scripted = onLogin.apply(request);
        if (scripted != null) {
            return scripted;
        }
        logins++;
        if (refuseAccount || !hasAccountLogin(request)) {
            return apiError(403, "Invalid credentials");
        }
        String session = "canary-session-%018d".formatted(logins);
        sessions.add(session);
        return answer(200, "{\"t2msession\":\"" + session + "\",\"success\":true}");
    }

    private synchronized MockResponse logout(Request request) {
        sessions.remove(request.form().get("t2msession"));
        return answer(200, "{\"success\":true}");
    }

    private synchronized Optional<MockResponse> authenticate(Request request) {
        String session = request.form().get("t2msession");
        if (!refuseAccount && LOGIN.password().reveal().equals(request.form().get("t2mtoken"))) {
            return Optional.empty();
        }
        if (session == null) {
            return !refuseAccount && hasAccountLogin(request)
                    ? Optional.empty()
                    : Optional.of(apiError(403, "Invalid credentials"));
        }
        return sessions.contains(session)
                ? Optional.empty()
                : Optional.of(apiError(403, "Session ID [" + session + "] is invalid"));
    }

    private static boolean hasAccountLogin(Request request) {
        return LOGIN.account().equals(request.form().get("t2maccount"))
                && LOGIN.user().equals(request.form().get("t2musername"))
                && LOGIN.password().reveal().equals(request.form().get("t2mpassword"))
                && LOGIN.developerId().reveal().equals(request.form().get("t2mdeveloperid"));
    }

    static Map<String, String> form(String body) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String part : new ArrayList<>(List.of(body.split("&", 0)))) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                form.put(decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** An answer. */
    public static MockResponse answer(int status, String body) {
        // The API's content type cannot be relied on (talk2m-m2web 2.6).
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "text/plain")
                .body(body)
                .build();
    }

    /** An answer of the API that says no. */
    public static MockResponse apiError(int code, String message) {
        return answer(code, "{\"message\":\"" + message + "\",\"code\":" + code + ",\"success\":false}");
    }

    /** The request was read, the answer is lost. */
    static MockResponse lostAnswer() {
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
    }

    /** The answer breaks off in the middle. */
    static MockResponse cutAnswer(String body) {
        return new MockResponse.Builder()
                .body(body)
                .onResponseBody(new SocketEffect.CloseSocket())
                .build();
    }

    /** No answer ever comes. */
    static MockResponse noAnswer() {
        return new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build();
    }
}
