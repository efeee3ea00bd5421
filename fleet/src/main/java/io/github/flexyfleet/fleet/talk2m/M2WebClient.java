package io.github.flexyfleet.fleet.talk2m;

import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import okhttp3.HttpUrl;

/**
 * Client of the Talk2M M2Web API, after the contract in talk2m-m2web 7: every call is a POST form, all of Talk2M's own
 * fields travel in its body, no redirect is followed, and answers are judged by their body.
 *
 * <p>Once Talk2M refuses the account, the client is closed for all threads: each further call fails with
 * {@link M2WebFailure.AccountRefused} and sends nothing, because ten failed logins disable the user (talk2m-m2web 2.3).
 * For the same reason no two threads are ever in an unproven login at a time.
 *
 * <p>Reads are repeated as the settings say, all else is sent once. A device gets one request at a time; devices do not
 * wait for one another. Thread-safe. A call blocks its thread; an interrupt ends it.
 */
public final class M2WebClient implements AutoCloseable {
    private final M2WebSettings settings;
    private final HttpUrl base;
    private final M2WebHttp http;
    private final CallGate gate;
    private final Redactor accountSecrets;
    private final Sessions sessions;
    private final Map<Long, ReentrantLock> deviceLocks = new ConcurrentHashMap<>();
    private final ReentrantLock unproven = new ReentrantLock();
    private volatile boolean proven;
    private volatile boolean refused;

    /**
     * Prepares a client; sends nothing.
     *
     * @param clock measures how long calls take
     * @param listener hears of each call
     */
    public M2WebClient(M2WebSettings settings, InstantSource clock, CallListener listener) {
        this(settings, clock, listener, CallGate.OPEN);
    }

    /**
     * Prepares a client; sends nothing.
     *
     * @param clock measures how long calls take
     * @param listener hears of each call
     * @param gate is asked before each call
     */
    public M2WebClient(M2WebSettings settings, InstantSource clock, CallListener listener, CallGate gate) {
        this.gate = gate;
        this.sessions = new Sessions(this::logIn, gate);
        this.settings = settings;
        this.base = baseUrl(settings.base());
        this.http = new M2WebHttp(settings.network(), clock, listener);
        this.accountSecrets = new Redactor(
                List.of(settings.login().password(), settings.login().developerId()));
    }

    /**
     * All devices that the user may see, in Talk2M's order.
     *
     * @throws M2WebException when there is no such answer
     */
    public List<Talk2mDevice> devices() {
        return read("getewons", ApiAnswers::devices, "the answer is not a list of devices");
    }

    /**
     * What Talk2M says of the account (talk2m-m2web 2.2): one call, repeated as other reads are.
     *
     * @throws M2WebException when there is no such answer
     */
    public AccountInfo accountInfo() {
        return read("getaccountinfo", ApiAnswers::account, "the answer does not describe an account");
    }

    private <T> T read(String service, Function<byte[], Optional<T>> reader, String otherwise) {
        return settings.retries().repeat(() -> {
            M2WebHttp.Answer answer = authenticated(base, ofApi(service, service(base, service), Map.of()));
            return reader.apply(answer.body())
                    .orElseThrow(
                            () -> new M2WebException(service, new M2WebFailure.Unexpected(answer.status(), otherwise)));
        });
    }

    /**
     * Asks a device's own web server.
     *
     * @return what the device answered, also when it says that there is no such page
     * @throws M2WebException when the device did not answer
     */
    DeviceAnswer ask(Talk2mDevice device, DeviceLogin login, DeviceRequest request) {
        return switch (request.effect()) {
            case READ -> settings.retries().repeat(() -> askOnce(device, login, request));
            case RUN, END_TRIAL -> askOnce(device, login, request);
        };
    }

    /**
     * Whether the host that every client knows takes the session of a device's own host; it reads what it says of the
     * account. Empty when both are one host, or the settings want no session.
     */
    Optional<Boolean> takesSessionOf(Talk2mDevice device) {
        HttpUrl own = hostOf(device);
        if (own.equals(base) || settings.authentication() != M2WebSettings.Authentication.SESSION) {
            return Optional.empty();
        }
        return settings.retries().repeat(() -> {
            Outgoing call = ofApi("getaccountinfo", service(base, "getaccountinfo"), Map.of())
                    .asTried();
            try {
                M2WebHttp.Answer answer = send(inSession(call, sessions.at(own)));
                return Optional.of(ApiAnswers.account(answer.body()).isPresent());
            } catch (M2WebException e) {
                if (e.failure() instanceof M2WebFailure.SessionInvalid) {
                    return Optional.of(false);
                }
                throw e;
            }
        });
    }

    /** One device as it is now; empty when Talk2M says nothing of it that is understood. */
    public Optional<Talk2mDevice> look(Talk2mDevice device) {
        return settings.retries()
                .repeat(() -> ApiAnswers.device(ofDevice("getewon", device).body()));
    }

    /** Has a device connect whose connection comes up on demand (talk2m-m2web 2.2); returns before it has. */
    public void wakeUp(Talk2mDevice device) {
        ofDevice("wakeup", device);
    }

    /** Ends a connection that came up on demand. */
    public void sendOffline(Talk2mDevice device) {
        ofDevice("sendoffline", device);
    }

    private M2WebHttp.Answer ofDevice(String service, Talk2mDevice device) {
        Map<String, String> which = Map.of("id", Long.toString(device.id()));
        return authenticated(base, ofApi(service + " " + device.name(), service(base, service), which));
    }

    private Outgoing ofApi(String name, HttpUrl url, Map<String, String> fields) {
        return new Outgoing(
                name,
                AnswerClassifier.Asked.API,
                url,
                fields,
                DeviceRequest.Effect.READ,
                DeviceRequest.Way.POST,
                false,
                accountSecrets,
                true);
    }

    /**
     * Ends the session of each host that has one; never fails. It is a counted call a host. {@link #close} does not make
     * it: a session is kept nowhere but in this client, and a call spent on its end would be one less for devices and
     * nothing else needs it. For callers that prefer an end at once to
     * Talk2M's own, whose time is not published (talk2m-m2web 2.3). Later calls log in again.
     *
     * @return how many hosts confirmed it
     */
    public int logout() {
        int ended = 0;
        for (Map.Entry<HttpUrl, Secret> open : sessions.takeAll().entrySet()) {
            Outgoing call = ofApi("logout", service(open.getKey(), "logout"), Map.of());
            try {
                send(inSession(call, open.getValue()));
                ended++;
            } catch (M2WebException e) {
                // Forgotten here all the same, and Talk2M ends it in its own time.
            }
        }
        return ended;
    }

    /** Gives connections back. Calls of other threads end by themselves. */
    @Override
    public void close() {
        http.close();
    }

    private DeviceAnswer askOnce(Talk2mDevice device, DeviceLogin login, DeviceRequest request) {
        HttpUrl host = hostOf(device);
        HttpUrl.Builder url = service(host, "get").newBuilder().addEncodedPathSegment(device.encodedName());
        request.path().forEach(url::addPathSegment);
        request.query().forEach(url::addQueryParameter);
        Map<String, String> fields = new LinkedHashMap<>(request.fields());
        fields.put("t2mdeviceusername", login.user());
        fields.put("t2mdevicepassword", login.password().reveal());
        Outgoing call = new Outgoing(
                device.name() + " " + request,
                AnswerClassifier.Asked.DEVICE,
                url.build(),
                fields,
                request.effect(),
                request.way(),
                request.way() != DeviceRequest.Way.POST,
                accountSecrets.and(login.password()),
                request.isQuotable());
        ReentrantLock oneAtATime = deviceLocks.computeIfAbsent(device.id(), id -> new ReentrantLock());
        oneAtATime.lock();
        try {
            M2WebHttp.Answer answer = authenticated(host, call);
            return new DeviceAnswer(answer.status(), answer.body());
        } finally {
            oneAtATime.unlock();
        }
    }

    private M2WebHttp.Answer authenticated(HttpUrl host, Outgoing call) {
        return switch (settings.authentication()) {
            case SESSION -> inSession(host, call);
            case STATELESS -> proving(call.with(credentials(), call.redactor()));
            case TOKEN -> proving(call.with(token(), call.redactor()));
        };
    }

    private M2WebHttp.Answer inSession(HttpUrl host, Outgoing call) {
        Secret session = sessions.at(host);
        try {
            return send(inSession(call, session));
        } catch (M2WebException e) {
            if (!(e.failure() instanceof M2WebFailure.SessionInvalid)) {
                throw e;
            }
            sessions.forget(host, session);
            return send(inSession(call, sessions.at(host)));
        }
    }

    private Outgoing inSession(Outgoing call, Secret session) {
        return call.with(
                Map.of(
                        "t2msession",
                        session.reveal(),
                        "t2mdeveloperid",
                        settings.login().developerId().reveal()),
                call.redactor().and(session));
    }

    private Secret logIn(HttpUrl host) {
        Outgoing call = new Outgoing(
                "login",
                AnswerClassifier.Asked.LOGIN,
                service(host, "login"),
                credentials(),
                DeviceRequest.Effect.READ,
                DeviceRequest.Way.POST,
                false,
                accountSecrets,
                true);
        M2WebHttp.Answer answer = proving(call);
        return ApiAnswers.session(answer.body())
                .orElseThrow(() -> new M2WebException(
                        call.name(),
                        new M2WebFailure.Unexpected(answer.status(), "there is no session in the answer")));
    }

    /** Sends a call with the account's password: alone, until Talk2M has accepted it once. */
    private M2WebHttp.Answer proving(Outgoing call) {
        if (proven) {
            return send(call);
        }
        if (!unproven.tryLock()) {
            gate.await(this::lockUnproven);
        }
        try {
            return send(call);
        } finally {
            unproven.unlock();
        }
    }

    private boolean lockUnproven() {
        unproven.lock();
        return true;
    }

    private Map<String, String> token() {
        Talk2mLogin login = settings.login();
        return Map.of(
                "t2mtoken", login.password().reveal(),
                "t2mdeveloperid", login.developerId().reveal());
    }

    private Map<String, String> credentials() {
        Talk2mLogin login = settings.login();
        return Map.of(
                "t2maccount", login.account(),
                "t2musername", login.user(),
                "t2mpassword", login.password().reveal(),
                "t2mdeveloperid", login.developerId().reveal());
    }

    private M2WebHttp.Answer send(Outgoing call) {
        stopWhenRefused(call);
        CallGate.Pass pass = enter(call);
        Optional<M2WebFailure> failure = Optional.of(new M2WebFailure.TransportFailed("not sent"));
        try {
            // Another thread may have been refused while this one waited for its turn.
            stopWhenRefused(call);
            M2WebHttp.Answer answer = exchange(call);
            failure = Optional.empty();
            return answer;
        } catch (M2WebException e) {
            failure = Optional.of(e.failure());
            throw e;
        } finally {
            pass.ended(failure);
        }
    }

    private void stopWhenRefused(Outgoing call) {
        if (refused) {
            throw new M2WebException(call.name() + " (not sent)", new M2WebFailure.AccountRefused());
        }
    }

    private CallGate.Pass enter(Outgoing call) {
        try {
            return gate.enter(call.purpose());
        } catch (CallGate.WithheldException e) {
            throw new M2WebException(call.name() + " (not sent)", new M2WebFailure.Withheld(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new M2WebException(call.name() + " (not sent)", new M2WebFailure.TransportFailed("interrupted"));
        }
    }

    private M2WebHttp.Answer exchange(Outgoing call) {
        M2WebHttp.Answer answer;
        try {
            answer = http.send(call.way(), call.url(), call.fields(), call.effect());
        } catch (M2WebHttp.TooLongException e) {
            throw new M2WebException(call.name(), new M2WebFailure.Unexpected(0, e.getMessage()));
        } catch (IOException e) {
            String reason = call.redactor().shorten(e.getClass().getSimpleName() + ": " + describe(e));
            throw new M2WebException(call.name(), new M2WebFailure.TransportFailed(reason));
        }
        Redactor quoting = call.quotable() ? call.redactor() : Redactor.SILENT;
        Optional<M2WebFailure> failure =
                AnswerClassifier.failureIn(call.asked(), answer.status(), answer.body(), quoting);
        if (failure.isEmpty()) {
            proven = true;
            return answer;
        }
        if (call.isAnsweredBy(failure.get())) {
            return answer;
        }
        if (failure.get() instanceof M2WebFailure.AccountRefused) {
            refused = true;
        }
        throw new M2WebException(call.name(), failure.get());
    }

    /** What the HTTP library says; where it quotes the server, nothing. */
    private static String describe(IOException e) {
        return e instanceof ProtocolException ? "not HTTP" : e.getMessage();
    }

    /**
     * The host for a device's calls. Passwords go there, so a host that Talk2M names is used only when it is the base
     * itself or lies below it, as all known ones do (talk2m-m2web 2.1); the base serves every device.
     */
    private HttpUrl hostOf(Talk2mDevice device) {
        return device.m2webServer()
                .map(server -> HttpUrl.parse("https://" + server + "/"))
                .filter(url -> url.host().equals(base.host()) || url.host().endsWith("." + base.host()))
                .map(url -> base.newBuilder().host(url.host()).port(url.port()).build())
                .orElse(base);
    }

    private static HttpUrl baseUrl(URI uri) {
        HttpUrl url = HttpUrl.get(uri);
        if (url == null) {
            throw new IllegalArgumentException("not a host: " + uri.getHost());
        }
        return url;
    }

    private static HttpUrl service(HttpUrl host, String name) {
        return host.newBuilder().addPathSegment("t2mapi").addPathSegment(name).build();
    }
}
