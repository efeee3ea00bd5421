package io.github.flexyfleet.fleet.ledger.postgres;

import io.github.flexyfleet.fleet.gateway.CallLedger;
import io.github.flexyfleet.fleet.ledger.LedgerException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * Counts the calls of an account over all runners. Each runner's own count goes on beside it: a run of one that comes after
 * goes by that, and what such a run has spent before is never forgotten here. A call whose count was lost on the way is
 * counted twice rather than not at all. Thread-safe.
 */
final class PostgresCalls implements CallLedger {
    private final Database database;
    private final String account;
    private final CallLedger own;

    PostgresCalls(Database database, String account, CallLedger own) {
        this.database = database;
        this.account = account;
        this.own = own;
    }

    @Override
    public long spent(LocalDate day) throws IOException {
        long here = own.spent(day);
        return Math.max(here, transact(connection -> {
            String sql = "SELECT calls FROM calls WHERE account = ? AND day = ?";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, account);
                statement.setObject(2, day);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? row.getLong(1) : 0;
                }
            }
        }));
    }

    @Override
    public boolean spend(LocalDate day, long most) throws IOException {
        long here = own.spent(day);
        long counted = transact(connection -> {
            String sql = "INSERT INTO calls (account, day, calls) SELECT ?, ?, ? WHERE ? < ?"
                    + " ON CONFLICT (account, day) DO UPDATE SET calls = greatest(calls.calls, ?) + 1"
                    + " WHERE greatest(calls.calls, ?) < ?";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, account);
                statement.setObject(2, day);
                statement.setLong(3, here + 1);
                statement.setLong(4, here);
                statement.setLong(5, most);
                statement.setLong(6, here);
                statement.setLong(7, here);
                statement.setLong(8, most);
                return (long) statement.executeUpdate();
            }
        });
        if (counted > 0) {
            own.spend(day, Long.MAX_VALUE);
        }
        return counted > 0;
    }

    /** Something done in one transaction. */
    @FunctionalInterface
    private interface Step {
        long run(Connection connection) throws SQLException;
    }

    private long transact(Step step) throws IOException {
        try {
            return database.transact((connection, again) -> step.run(connection));
        } catch (LedgerException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
