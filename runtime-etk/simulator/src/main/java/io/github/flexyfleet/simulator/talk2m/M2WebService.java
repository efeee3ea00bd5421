package io.github.flexyfleet.simulator.talk2m;

import io.github.flexyfleet.simulator.flexy.WebRequest;
import io.github.flexyfleet.simulator.net.FormFields;
import io.github.flexyfleet.simulator.net.HttpCall;
import io.github.flexyfleet.simulator.net.HttpReply;
import io.github.flexyfleet.simulator.net.HttpService;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The API of one M2Web host (talk2m-m2web 2.2). Thread-safe. */
final class M2WebService implements HttpService {
    private static final Set<String> SERVICES =
            Set.of("login", "logout", "getaccountinfo", "getewons", "getewon", "wakeup", "sendoffline", "get");

    private final Account account;
    private final M2WebOptions options;
    private final Sessions sessions;
    private final ApiAnswers answers;
    private final DeviceCalls devices;
    private final CallFaults faults;

    M2WebService(Account account, M2WebOptions options, Sessions sessions, CallFaults faults) {
        this.account = account;
        this.options = options;
        this.sessions = sessions;
        this.answers = new ApiAnswers(options.plainTextEvery());
        this.devices = new DeviceCalls(answers, options.bodies());
        this.faults = faults;
    }

    @Override
    public HttpReply answer(HttpCall request) {
        boolean covered = account.meter().spend();
        ApiCall call;
        try {
            call = ApiCall.of(request);
        } catch (IllegalArgumentException e) {
            return answers.refusal(ApiRefusal.malformed());
        }
        Optional<ApiRefusal> refusal = refuse(request, call, covered);
        Optional<Gateway> gateway = refusal.isEmpty() ? gateway(call) : Optional.empty();
        if (gateway.isEmpty()) {
            return meet(
                    faults.account(),
                    call,
                    twice -> refusal.map(answers::refusal).orElseGet(() -> serve(call)));
        }
        WebRequest passed;
        try {
            passed = devices.request(call);
        } catch (IllegalArgumentException e) {
            return answers.refusal(ApiRefusal.malformed());
        }
        CallFaults.Fate fate = faults.device(gateway.get().name(), passed);
        return meet(fate, call, twice -> devices.pass(gateway.get(), passed, twice));
    }

    /** Does a call as far as its fate lets it. */
    private HttpReply meet(CallFaults.Fate fate, ApiCall call, Function<Boolean, HttpReply.Answer> work) {
        CallFaults.Before before = fate.before();
        if (before instanceof CallFaults.Before.Lost) {
            return new HttpReply.Lost();
        }
        if (before instanceof CallFaults.Before.Refuse refuse) {
            return answers.refusal(refuse.answer());
        }
        Optional<String> session = call.field("t2msession");
        if (before instanceof CallFaults.Before.EndSession && session.isPresent()) {
            sessions.end(session.get());
            return answers.refusal(ApiRefusal.session(session.get()));
        }
        HttpReply.Answer answer = work.apply(before instanceof CallFaults.Before.DeliverTwice);
        return bring(answer, fate.after(answer));
    }

    private HttpReply bring(HttpReply.Answer answer, CallFaults.After fate) {
        if (fate instanceof CallFaults.After.Refuse refuse) {
            return answers.refusal(refuse.answer());
        }
        if (fate instanceof CallFaults.After.Lost) {
            return new HttpReply.Lost();
        }
        if (fate instanceof CallFaults.After.Cut cut) {
            return new HttpReply.Cut(answer, Math.min(cut.bytes(), answer.body().length));
        }
        if (fate instanceof CallFaults.After.Slow slow) {
            return new HttpReply.Slow(answer, slow.pieces(), slow.between());
        }
        return answer;
    }

    private Optional<Gateway> gateway(ApiCall call) {
        try {
            return call.service().equals("get") ? account.directory().segment(call.deviceSegment()) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<ApiRefusal> refuse(HttpCall request, ApiCall call, boolean covered) {
        if (!methodAllowed(request, call)) {
            return Optional.of(ApiRefusal.method());
        }
        if (!covered) {
            return Optional.of(ApiRefusal.quota(options.quotaStatus()));
        }
        if (!SERVICES.contains(call.service())) {
            return Optional.of(ApiRefusal.service(call.service()));
        }
        return authenticate(call);
    }

    private boolean methodAllowed(HttpCall request, ApiCall call) {
        return switch (call.method()) {
            case "GET" -> !call.fields().containsKey("t2mtoken");
            case "POST" ->
                !request.mediaType().startsWith("multipart/") || options.ways().contains("MULTIPART");
            default -> options.ways().contains(call.method());
        };
    }

    private Optional<ApiRefusal> authenticate(ApiCall call) {
        Map<String, String> fields = call.fields();
        if (Account.byToken(fields)) {
            boolean open = !call.service().equals("get") || options.tokens();
            return open && account.acceptsToken(fields) ? Optional.empty() : Optional.of(ApiRefusal.credentials());
        }
        Optional<String> session = call.field("t2msession");
        if (session.isPresent() && !call.service().equals("login")) {
            if (!account.knowsDeveloper(fields)) {
                return Optional.of(ApiRefusal.credentials());
            }
            return sessions.alive(session.get()) ? Optional.empty() : Optional.of(ApiRefusal.session(session.get()));
        }
        return account.accepts(fields) ? Optional.empty() : Optional.of(ApiRefusal.credentials());
    }

    private HttpReply.Answer serve(ApiCall call) {
        return switch (call.service()) {
            case "login" -> answers.session(sessions.begin());
            case "logout" -> {
                call.field("t2msession").ifPresent(sessions::end);
                yield answers.success();
            }
            case "getaccountinfo" -> answers.account(account.name());
            case "getewons" -> gateways(call);
            case "getewon" -> withGateway(call, answers::gateway);
            case "wakeup" ->
                withGateway(call, gateway -> {
                    gateway.web().wake();
                    return answers.success();
                });
            case "sendoffline" ->
                withGateway(call, gateway -> {
                    gateway.web().sleep();
                    return answers.success();
                });
            case "get" -> noGateway(call);
            default -> throw new IllegalStateException("a listed service is not served: " + call.service());
        };
    }

    private HttpReply.Answer gateways(ApiCall call) {
        Optional<String> pool = call.field("pool");
        return answers.gateways(account.directory().all().stream()
                .filter(gateway -> pool.isEmpty() || pool.get().equals(Integer.toString(gateway.pool())))
                .toList());
    }

    private HttpReply.Answer withGateway(ApiCall call, Function<Gateway, HttpReply.Answer> use) {
        Optional<String> name = call.field("name");
        Optional<String> id = call.field("id");
        if (name.isEmpty() && id.isEmpty()) {
            return answers.refusal(ApiRefusal.missing("name"));
        }
        Optional<Gateway> gateway = name.isPresent()
                ? account.directory().named(name.get())
                : account.directory().numbered(id.orElseThrow());
        return gateway.map(use).orElseGet(() -> unknown(name.or(() -> id).orElseThrow()));
    }

    private HttpReply.Answer noGateway(ApiCall call) {
        try {
            FormFields.decode(call.deviceSegment());
            return unknown(call.deviceSegment());
        } catch (IllegalArgumentException e) {
            return answers.refusal(ApiRefusal.malformed());
        }
    }

    private HttpReply.Answer unknown(String name) {
        return answers.refusal(ApiRefusal.unknownDevice(options.unknownDeviceStatus(), name));
    }
}
