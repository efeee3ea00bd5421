package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.secret.Secret;
import java.util.ArrayList;
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
    /** For passwords only: Maven decrypts no user name. */
    private static final String ENCRYPT = " (encrypt it with mvn --encrypt-password)";

    private final Map<String, String> environment;
    private final Function<String, Optional<Server>> servers;
    private final List<String> missing = new ArrayList<>();

    CredentialReader(Map<String, String> environment, Function<String, Optional<Server>> servers) {
        this.environment = environment;
        this.servers = servers;
    }

    /** A user name; empty, and noted as missing, when it is nowhere. */
    String userName(String what, String variable, String serverId) {
        return find(what, variable, serverId, Server::getUsername, "<username>", "");
    }

    /** A secret; empty, and noted as missing, when it is nowhere. */
    Secret secret(String what, String variable, String serverId) {
        return Secret.of(find(what, variable, serverId, Server::getPassword, "<password>", ENCRYPT));
    }

    /** Fails with all that is missing; for goals that can be rehearsed without. */
    void check() throws MojoFailureException {
        check("\n  To try without any: -Dflexy.rehearsal=true runs on virtual gateways.");
    }

    /** Fails with all that is missing, and some advice. */
    void check(String advice) throws MojoFailureException {
        if (!missing.isEmpty()) {
            throw new MojoFailureException(
                    "credentials are missing; nothing was done:\n  " + String.join("\n  ", missing) + advice);
        }
    }

    private String find(
            String what,
            String variable,
            String serverId,
            Function<Server, String> field,
            String element,
            String advice) {
        String value = environment.get(variable);
        if (value == null || value.isEmpty()) {
            value = servers.apply(serverId).map(field).orElse(null);
        }
        if (value == null || value.isEmpty()) {
            missing.add(what + ": set the environment variable " + variable + ", or " + element + " of <server><id>"
                    + serverId + "</id> in settings.xml" + advice);
            return "";
        }
        return value;
    }
}
