package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.ledger.postgres.PostgresAccess;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Talk2mAccess;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.talk2m.DeviceLogin;
import io.github.flexyfleet.fleet.talk2m.Talk2mLogin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.settings.Server;

/**
 * Finds credentials in the environment, then in {@code <server>} entries of settings.xml that Maven has decrypted, and
 * names every way to give those that are missing, all at once.
 */
final class CredentialReader {
    private static final String NAME = "<username> of <server><id>%s</id> in settings.xml";

    /** The advice is for passwords only: Maven decrypts no user name. */
    private static final String PASSWORD =
            "<password> of <server><id>%s</id> in settings.xml (encrypt it with mvn --encrypt-password)";

    /** Advice for goals that can be rehearsed. */
    static final String REHEARSAL = "\n  To try without any: -Dflexy.rehearsal=true runs on virtual gateways.";

    private final Map<String, String> environment;
    private final Function<String, Optional<Server>> servers;
    private final List<String> missing = new ArrayList<>();

    /** Which server id a variable that is set stands for: two names can make one variable. */
    private final Map<String, String> users = new HashMap<>();

    CredentialReader(Map<String, String> environment, Function<String, Optional<Server>> servers) {
        this.environment = environment;
        this.servers = servers;
    }

    /** User and password of the gateways of a place; {@code whose} says which gateways are meant. */
    DeviceLogin device(SecretPlace place, String whose) {
        return new DeviceLogin(
                find("user on " + whose + place.words(), place.user(), place.server(), Server::getUsername, NAME),
                password("password of the user on " + whose + place.words(), place.password(), place.server()));
    }

    /**
     * Login of a Talk2M account. The developer id is the integrator's and mostly the same for all accounts: one that is
     * not at the account's own place is taken from the default one.
     */
    Talk2mLogin talk2m(SecretPlace place, String account) {
        return talk2m(place, account, Talk2mAccess.SESSION);
    }

    /** Login of a Talk2M account by user and password, or by an API token in the password's place. */
    Talk2mLogin talk2m(SecretPlace place, String account, Talk2mAccess access) {
        String whose = " of account " + Text.quote(account) + place.words();
        boolean token = access == Talk2mAccess.TOKEN;
        String user = token ? "" : find("Talk2M user" + whose, place.user(), place.server(), Server::getUsername, NAME);
        Secret password =
                password((token ? "Talk2M token" : "Talk2M password") + whose, place.password(), place.server());
        return new Talk2mLogin(account, user, password, developerId(place, whose));
    }

    /** The way to the database that keeps the ledger. */
    PostgresAccess ledger(String url, Duration connect, Duration patience) {
        return new PostgresAccess(
                url,
                find(
                        "user of the ledger's database",
                        SecretPlace.LEDGER.user(),
                        SecretPlace.LEDGER.server(),
                        Server::getUsername,
                        NAME),
                password(
                        "password of the ledger's database",
                        SecretPlace.LEDGER.password(),
                        SecretPlace.LEDGER.server()),
                connect,
                patience);
    }

    /** The hub's service connection string. */
    Secret hub() {
        return password(
                "IoT Hub service connection string", SecretPlace.HUB.connectionString(), SecretPlace.HUB.server());
    }

    /** The connection string of the Device Provisioning Service. */
    Secret dps() {
        return password(
                "Device Provisioning Service connection string",
                SecretPlace.DPS.connectionString(),
                SecretPlace.DPS.server());
    }

    /** The same where it need not be. */
    Optional<Secret> hubIfGiven() {
        return value(SecretPlace.HUB.connectionString(), SecretPlace.HUB.server(), Server::getPassword)
                .map(Secret::of);
    }

    /** The address of the webhook that hears of halts; often a secret itself. */
    Secret webhook() {
        return password("address of the webhook", SecretPlace.WEBHOOK.url(), SecretPlace.WEBHOOK.server());
    }

    /** The key that signs what the webhook gets; it need not be. */
    Optional<Secret> webhookKey() {
        return value(SecretPlace.WEBHOOK.key(), SecretPlace.WEBHOOK.server() + "-key", Server::getPassword)
                .map(Secret::of);
    }

    /**
     * Headers that an OpenTelemetry collector wants: {@code OTEL_EXPORTER_OTLP_HEADERS} as OpenTelemetry has it (names and
     * values with = between them, pairs with commas), or the password of the server flexy-otlp as {@code Authorization}.
     */
    Map<String, Secret> collectorHeaders() {
        Map<String, Secret> headers = new HashMap<>();
        value("OTEL_EXPORTER_OTLP_HEADERS", "flexy-otlp", server -> "Authorization=" + server.getPassword())
                .ifPresent(text -> {
                    for (String pair : text.split(",", -1)) {
                        int equals = pair.indexOf('=');
                        if (equals > 0) {
                            headers.put(
                                    pair.substring(0, equals).strip(),
                                    Secret.of(pair.substring(equals + 1).strip()));
                        }
                    }
                });
        return Map.copyOf(headers);
    }

    /** The connection string of the hub's built-in endpoint, where it is given. */
    Optional<Secret> eventHub() {
        return value(SecretPlace.EVENT_HUB.connectionString(), SecretPlace.EVENT_HUB.server(), Server::getPassword)
                .map(Secret::of);
    }

    /** The connection string of a device with a key. */
    Secret connectionString(SecretPlace place, DeviceId device) {
        return password(
                "connection string of device " + device + place.words(), place.connectionString(), place.server());
    }

    /** The same, empty when it is nowhere: then the hub's own key is used. */
    Optional<Secret> connectionString(SecretPlace place) {
        return value(place.connectionString(), place.server(), Server::getPassword)
                .map(Secret::of);
    }

    /** A pass phrase; empty when it is nowhere, which is no fault as long as nobody needs it. */
    Optional<Secret> passPhrase(SecretPlace place) {
        return value(place.password(), place.server(), Server::getPassword).map(Secret::of);
    }

    /** A pass phrase that is needed. */
    Secret requiredPassPhrase(String what, SecretPlace place) {
        return password(what, place.password(), place.server());
    }

    /** Where a missing pass phrase is to be given. */
    static String whereToGive(SecretPlace place) {
        return "Set the environment variable " + place.password() + ", or " + String.format(PASSWORD, place.server());
    }

    private Secret developerId(SecretPlace place, String whose) {
        Optional<String> own = value(place.developerId(), place.developerServer(), Server::getPassword);
        return own.map(Secret::of)
                .orElseGet(() -> password(
                        "Talk2M developer id" + whose,
                        SecretPlace.TALK2M.developerId(),
                        SecretPlace.TALK2M.developerServer()));
    }

    private Secret password(String what, String variable, String serverId) {
        return Secret.of(find(what, variable, serverId, Server::getPassword, PASSWORD));
    }

    /** Fails with all that is missing; for goals that can be rehearsed without. */
    void check() throws MojoFailureException {
        check(REHEARSAL);
    }

    /** Fails with all that is missing, and some advice. */
    void check(String advice) throws MojoFailureException {
        if (!missing.isEmpty()) {
            throw new MojoFailureException(ProblemCode.CREDENTIALS_MISSING.id()
                    + " credentials are missing; nothing was done:\n  " + String.join("\n  ", missing) + advice);
        }
    }

    /** A value; empty, and noted as missing, when it is nowhere. */
    private String find(String what, String variable, String serverId, Function<Server, String> field, String element) {
        Optional<String> value = value(variable, serverId, field);
        if (value.isEmpty()) {
            missing.add(
                    what + ": set the environment variable " + variable + ", or " + String.format(element, serverId));
        }
        return value.orElse("");
    }

    private Optional<String> value(String variable, String serverId, Function<Server, String> field) {
        Optional<String> set = Optional.ofNullable(environment.get(variable)).filter(text -> !text.isEmpty());
        String other = set.isEmpty() ? serverId : users.computeIfAbsent(variable, name -> serverId);
        if (!other.equals(serverId)) {
            missing.add(variable + " is the variable of two secrets, " + other + " and " + serverId
                    + ": rename one of them, or keep both in settings.xml and not in the environment");
        }
        return set.or(() -> servers.apply(serverId).map(field).filter(text -> !text.isEmpty()));
    }
}
