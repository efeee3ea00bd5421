package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.ledger.postgres.PostgresAccess;
import io.github.flexyfleet.fleet.secret.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a real server: one for all of them, started when the first one asks and stopped after the last test. */
final class PostgresServer implements ParameterResolver {
    static final Duration CONNECT = Duration.ofSeconds(1);
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A server of one's own. It leaves out fsync, which a killed process does not notice. */
    static EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    /** The way to a server on this machine. */
    static PostgresAccess access(int port) {
        return new PostgresAccess(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "postgres",
                Secret.of("postgres"),
                CONNECT,
                PATIENCE);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == EmbeddedPostgres.class;
    }

    @Override
    public EmbeddedPostgres resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(Namespace.create(PostgresServer.class))
                .getOrComputeIfAbsent(Shared.class)
                .server;
    }

    /** Lies in the root's store, which closes it after the last test of the JVM. */
    private static final class Shared implements AutoCloseable {
        private final EmbeddedPostgres server;

        Shared() throws IOException {
            server = PostgresServer.start();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
