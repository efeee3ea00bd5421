package io.github.flexyfleet.fleet.ledger.postgres;

import io.github.flexyfleet.fleet.ledger.Entry;
import io.github.flexyfleet.fleet.ledger.Fence;
import io.github.flexyfleet.fleet.ledger.HeldLease;
import io.github.flexyfleet.fleet.ledger.Lease;
import io.github.flexyfleet.fleet.ledger.LeaseText;
import io.github.flexyfleet.fleet.ledger.LedgerClock;
import io.github.flexyfleet.fleet.ledger.LedgerException;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A ledger in PostgreSQL. The lease goes by the database's clock: who has not renewed it in time is refused, whether
 * anybody else has taken it or not. While the database is gone, steps wait within bounds; what a lost connection left open
 * is looked up before it is done again.
 */
public final class PostgresStore implements LedgerStore {
    private final Database database;
    private final String fleet;

    /**
     * Takes the place; connects when it is first used.
     *
     * @param access the way to the database
     * @param fleet name of the fleet
     * @param clock waits between tries
     */
    public PostgresStore(PostgresAccess access, String fleet, LedgerClock clock) {
        this.database = new Database(access, clock);
        this.fleet = fleet;
    }

    @Override
    public Sighting lease() throws LedgerException {
        return database.transact((connection, again) -> sight(connection));
    }

    private Sighting sight(Connection connection) throws SQLException {
        String sql = "SELECT lease, extract(epoch FROM clock_timestamp() - renewed) * 1000 FROM lease WHERE fleet = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, fleet);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? new Sighting(LeaseText.read(row.getString(1)), Optional.of(Duration.ofMillis(row.getLong(2))))
                        : new Sighting(Lease.none(), Optional.empty());
            }
        }
    }

    @Override
    public boolean replace(Lease seen, Lease next) throws LedgerException {
        return database.transact((connection, again) -> {
            if (again && sight(connection).lease().equals(next)) {
                return true;
            }
            return seen.version() == 0 ? insert(connection, next) : update(connection, seen, next);
        });
    }

    private boolean insert(Connection connection, Lease next) throws SQLException {
        String sql = "INSERT INTO lease (version, token, nonce, held, lasts, lease, renewed, fleet)"
                + " VALUES (?, ?, ?, ?, ? * interval '1 millisecond', ?, clock_timestamp(), ?) ON CONFLICT DO NOTHING";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, next);
            statement.setString(7, fleet);
            return statement.executeUpdate() == 1;
        }
    }

    /** A wish to stop is no sign of life: only what the holder itself writes renews its lease. */
    private boolean update(Connection connection, Lease seen, Lease next) throws SQLException {
        boolean renewed =
                !seen.renewed().equals(next.renewed()) || !seen.fence().equals(next.fence());
        String sql =
                "UPDATE lease SET version = ?, token = ?, nonce = ?, held = ?, lasts = ? * interval '1 millisecond',"
                        + " lease = ?, renewed = CASE WHEN ? THEN clock_timestamp() ELSE renewed END"
                        + " WHERE fleet = ? AND version = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, next);
            statement.setBoolean(7, renewed);
            statement.setString(8, fleet);
            statement.setLong(9, seen.version());
            return statement.executeUpdate() == 1;
        }
    }

    private static void set(PreparedStatement statement, Lease lease) throws SQLException {
        statement.setLong(1, lease.version());
        statement.setLong(2, lease.fence().token());
        statement.setString(3, lease.fence().nonce());
        statement.setBoolean(4, lease.state() == Lease.State.HELD);
        statement.setLong(5, lease.length().toMillis());
        statement.setString(6, LeaseText.write(lease));
    }

    @Override
    public List<Long> rollouts() throws LedgerException {
        return database.transact((connection, again) -> {
            String sql = "SELECT DISTINCT rollout FROM entry WHERE fleet = ? ORDER BY rollout";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, fleet);
                List<Long> numbers = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        numbers.add(row.getLong(1));
                    }
                }
                return List.copyOf(numbers);
            }
        });
    }

    @Override
    public List<String> lines(long rollout) throws LedgerException {
        return database.transact((connection, again) -> read(connection, rollout));
    }

    private List<String> read(Connection connection, long rollout) throws SQLException {
        String sql = "SELECT line FROM entry WHERE fleet = ? AND rollout = ? ORDER BY number";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, fleet);
            statement.setLong(2, rollout);
            List<String> lines = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    lines.add(row.getString(1));
                }
            }
            return List.copyOf(lines);
        }
    }

    @Override
    public List<String> open(Fence fence, long rollout) throws LedgerException {
        return database.transact((connection, again) -> {
            require(connection, fence);
            return read(connection, rollout);
        });
    }

    @Override
    public void append(Fence fence, long rollout, List<Entry> entries) throws LedgerException {
        database.transact((connection, again) -> {
            if (again && isThere(connection, rollout, entries.get(0))) {
                return null;
            }
            require(connection, fence);
            insert(connection, rollout, entries);
            return null;
        });
    }

    /** All of a group is there or nothing of it: it is one transaction. */
    private boolean isThere(Connection connection, long rollout, Entry first) throws SQLException {
        String sql = "SELECT 1 FROM entry WHERE fleet = ? AND rollout = ? AND number = ? AND line = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, fleet);
            statement.setLong(2, rollout);
            statement.setLong(3, first.number());
            statement.setString(4, first.line());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** The lease cannot be taken by another one before this transaction has ended. */
    private void require(Connection connection, Fence fence) throws SQLException, LedgerException {
        String sql = "SELECT 1 FROM lease WHERE fleet = ? AND token = ? AND nonce = ? AND held"
                + " AND clock_timestamp() < renewed + lasts FOR SHARE";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, fleet);
            statement.setLong(2, fence.token());
            statement.setString(3, fence.nonce());
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    return;
                }
            }
        }
        throw HeldLease.lost(sight(connection).lease(), fence);
    }

    private void insert(Connection connection, long rollout, List<Entry> entries) throws SQLException {
        String sql = "INSERT INTO entry (fleet, rollout, number, line)"
                + " SELECT ?, ?, number, line FROM unnest(?, ?) AS new (number, line)";
        Array numbers = connection.createArrayOf(
                "bigint", entries.stream().map(Entry::number).toArray());
        Array lines = connection.createArrayOf(
                "text", entries.stream().map(Entry::line).toArray());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, fleet);
            statement.setLong(2, rollout);
            statement.setArray(3, numbers);
            statement.setArray(4, lines);
            statement.executeUpdate();
        }
    }

    @Override
    public String place(long rollout) {
        return "rollout " + rollout + " in the database";
    }

    @Override
    public void close() {
        database.close();
    }
}
