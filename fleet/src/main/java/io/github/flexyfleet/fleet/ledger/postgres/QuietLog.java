package io.github.flexyfleet.fleet.ledger.postgres;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/** Keeps Flyway from the user's console: what goes wrong comes as an exception. Flyway makes one by its name. */
public final class QuietLog implements LogCreator {
    @Override
    public Log createLogger(Class<?> user) {
        return new Log() {
            @Override
            public void debug(String message) {}

            @Override
            public void info(String message) {}

            @Override
            public void warn(String message) {}

            @Override
            public void error(String message) {}

            @Override
            public void error(String message, Exception cause) {}

            @Override
            public void notice(String message) {}
        };
    }
}
