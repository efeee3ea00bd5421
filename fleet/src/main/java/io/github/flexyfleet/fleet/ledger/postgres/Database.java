package io.github.flexyfleet.fleet.ledger.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.ledger.LedgerClock;
import io.github.flexyfleet.fleet.ledger.LedgerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Connections to the database, whose tables are made when they are first needed. Thread-safe. */
final class Database implements AutoCloseable {
    private static final String SCHEMA = "flexyfleet";
    private static final int CONNECTIONS = 4;
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final PostgresAccess access;
    private final LedgerClock clock;
    private Optional<HikariDataSource> pool = Optional.empty();

    Database(PostgresAccess access, LedgerClock clock) {
        this.access = access;
        this.clock = clock;
    }

    /** A step in one transaction. */
    @FunctionalInterface
    interface Step<T> {
        /**
         * Does it.
         *
         * @param again whether it was tried before, and may have been done
         */
        T run(Connection connection, boolean again) throws SQLException, LedgerException;
    }

    /** Does a step; when the database is gone, again and again until the patience is at its end. */
    <T> T transact(Step<T> step) throws LedgerException {
        LedgerClock.Since since = clock.since();
        for (boolean again = false; ; again = true) {
            try (Connection connection = pool().getConnection()) {
                return once(connection, step, again);
            } catch (SQLException e) {
                if (!isOfTheWay(e) || since.perhaps(access.patience())) {
                    throw unusable(e);
                }
            } catch (FlywayException e) {
                if (!(e.getCause() instanceof SQLException why)
                        || !isOfTheWay(why)
                        || since.perhaps(access.patience())) {
                    throw unusable(e);
                }
            }
            pause();
        }
    }

    private static <T> T once(Connection connection, Step<T> step, boolean again) throws SQLException, LedgerException {
        boolean done = false;
        try {
            T result = step.run(connection, again);
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done && !connection.isClosed()) {
                rollback(connection);
            }
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is gone, and with it what was not committed.
        }
    }

    /** Not of what was asked: the server is gone, is ending or starting, or had to choose between two. */
    private static boolean isOfTheWay(SQLException e) {
        String state = e.getSQLState();
        return state == null
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P")
                || state.equals("40001")
                || state.equals("40P01");
    }

    private void pause() throws LedgerException {
        try {
            clock.pace().pause(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unusable(e);
        }
    }

    private synchronized HikariDataSource pool() {
        if (pool.isEmpty()) {
            HikariDataSource made = new HikariDataSource(config());
            boolean ready = false;
            try {
                migrate(made);
                pool = Optional.of(made);
                ready = true;
            } finally {
                if (!ready) {
                    made.close();
                }
            }
        }
        return pool.get();
    }

    private HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("flexyfleet-ledger");
        config.setJdbcUrl(access.url());
        config.setUsername(access.user());
        config.setPassword(access.password().reveal());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setAutoCommit(false);
        config.setSchema(SCHEMA);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(access.connect().toMillis());
        config.setValidationTimeout(Math.max(250, access.connect().toMillis() / 2));
        config.addDataSourceProperty("ApplicationName", "flexyfleet");
        config.addDataSourceProperty(
                "connectTimeout", Long.toString(Math.max(1, access.connect().toSeconds())));
        config.addDataSourceProperty("socketTimeout", Long.toString(ANSWER.toSeconds()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return config;
    }

    private static void migrate(HikariDataSource source) {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .schemas(SCHEMA)
                .locations("classpath:io/github/flexyfleet/fleet/ledger/postgres")
                .loggers(QuietLog.class.getName())
                .load()
                .migrate();
    }

    private LedgerException unusable(Exception e) {
        return new LedgerException(
                ProblemCode.LEDGER_UNUSABLE,
                "the ledger in " + access.url() + " cannot be used: " + reason(e),
                "see that the database answers and that user " + access.user() + " may use its schema " + SCHEMA,
                e);
    }

    /** What the driver says; around it stands only who asked it. */
    private static String reason(Exception e) {
        Throwable last = e;
        for (Throwable at = e; at != null; at = at.getCause()) {
            last = at instanceof SQLException ? at : last;
        }
        return String.valueOf(last.getMessage()).lines().findFirst().orElse("no reason");
    }

    @Override
    public synchronized void close() {
        pool.ifPresent(HikariDataSource::close);
    }
}
