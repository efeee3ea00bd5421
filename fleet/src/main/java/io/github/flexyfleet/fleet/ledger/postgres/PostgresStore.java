package io.github.flexyfleet.fleet.ledger.postgres;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.ledger.Entry;
import io.github.flexyfleet.fleet.ledger.Fence;
import io.github.flexyfleet.fleet.ledger.HeldLease;
import io.github.flexyfleet.fleet.ledger.Lease;
import io.github.flexyfleet.fleet.ledger.LeaseText;
import io.github.flexyfleet.fleet.ledger.Leases;
import io.github.flexyfleet.fleet.ledger.LedgerClock;
import io.github.flexyfleet.fleet.ledger.LedgerException;
import io.github.flexyfleet.fleet.ledger.RunStore;
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
public final class PostgresStore implements RunStore.Writing {
    private final Database database;
    private final String fleet;
    /** Whose lease it is: a runner's, or the fleet's when empty. */
    private final String runner;
    /** The run of several runners to which this process belongs; empty for a run of one. */
    private final String run;

    /**
     * Takes the place; connects when it is first used.
     *
     * @param access the way to the database
     * @param fleet name of the fleet
     * @param clock waits between tries
     */
    public PostgresStore(PostgresAccess access, String fleet, LedgerClock clock) {
        this(new Database(access, clock), fleet, "", "");
    }

    /** Another lease in the same place. */
    PostgresStore(Database database, String fleet, String run, String runner) {
        this.database = database;
        this.fleet = fleet;
        this.run = run;
        this.runner = runner;
    }

    @Override
    public Optional<RunStore> runners(String name, String each) {
        return Optional.of(new PostgresRun(database, fleet, name, each));
    }

    @Override
    public Sighting lease() throws LedgerException {
        return database.transact((connection, again) -> sight(connection));
    }

    private Sighting sight(Connection connection) throws SQLException {
        String sql = "SELECT lease, extract(epoch FROM clock_timestamp() - renewed) * 1000 FROM lease"
                + " WHERE fleet = ? AND runner = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, fleet);
            statement.setString(2, runner);
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
            boolean replaced = seen.version() == 0 ? insert(connection, next) : update(connection, seen, next);
            if (replaced && runner.isEmpty() && !seen.fence().equals(next.fence())) {
                dismissRunners(connection, next);
            }
            return replaced;
        });
    }

    /**
     * Who takes the fleet's lease must not meet runners of another run; the leases of dead ones end here, and so do their
     * runs, which nobody can go on with once others were at work. With a broken lease the leases of all runners end.
     */
    private void dismissRunners(Connection connection, Lease next) throws SQLException, LedgerException {
        boolean broken = next.state() == Lease.State.BROKEN;
        String alive = "SELECT lease FROM lease WHERE fleet = ? AND runner <> '' AND run <> ? AND held"
                + " AND clock_timestamp() < renewed + lasts LIMIT 1";
        try (PreparedStatement statement = connection.prepareStatement(alive)) {
            statement.setString(1, fleet);
            statement.setString(2, run);
            try (ResultSet row = statement.executeQuery()) {
                if (!broken && row.next()) {
                    throw new LedgerException(
                            ProblemCode.LEASE_HELD,
                            "runners are at work on this fleet: " + Leases.words(LeaseText.read(row.getString(1))),
                            "wait until they have ended, or have them stop between devices with mvn flexy:abort");
                }
            }
        }
        String dismiss = "DELETE FROM lease WHERE fleet = ? AND runner <> '' AND (run <> ? OR ?)";
        try (PreparedStatement statement = connection.prepareStatement(dismiss)) {
            statement.setString(1, fleet);
            statement.setString(2, run);
            statement.setBoolean(3, broken);
            statement.executeUpdate();
        }
        if (!broken) {
            String forget = "DELETE FROM run WHERE fleet = ? AND run <> ? AND result IS NULL";
            try (PreparedStatement statement = connection.prepareStatement(forget)) {
                statement.setString(1, fleet);
                statement.setString(2, run);
                statement.executeUpdate();
            }
        }
    }

    private boolean insert(Connection connection, Lease next) throws SQLException {
        String sql = "INSERT INTO lease (version, token, nonce, held, lasts, lease, run, renewed, fleet, runner)"
                + " VALUES (?, ?, ?, ?, ? * interval '1 millisecond', ?, ?, clock_timestamp(), ?, ?)"
                + " ON CONFLICT DO NOTHING";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, next);
            statement.setString(7, run);
            statement.setString(8, fleet);
            statement.setString(9, runner);
            return statement.executeUpdate() == 1;
        }
    }

    /** A wish to stop is no sign of life: only what the holder itself writes renews its lease. */
    private boolean update(Connection connection, Lease seen, Lease next) throws SQLException {
        boolean renewed =
                !seen.renewed().equals(next.renewed()) || !seen.fence().equals(next.fence());
        String sql =
                "UPDATE lease SET version = ?, token = ?, nonce = ?, held = ?, lasts = ? * interval '1 millisecond',"
                        + " lease = ?, run = CASE WHEN ? THEN ? ELSE run END,"
                        + " renewed = CASE WHEN ? THEN clock_timestamp() ELSE renewed END"
                        + " WHERE fleet = ? AND runner = ? AND version = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, next);
            // Somebody who only wants the holder to stop does not make the lease another run's.
            statement.setBoolean(7, !seen.fence().equals(next.fence()));
            statement.setString(8, run);
            statement.setBoolean(9, renewed);
            statement.setString(10, fleet);
            statement.setString(11, runner);
            statement.setLong(12, seen.version());
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

    @Override
    public void appendNext(Fence fence, long rollout, List<Entry.Draft> drafts) throws LedgerException {
        List<Entry> tried = new ArrayList<>();
        database.transact((connection, again) -> {
            if (again && !tried.isEmpty() && isThere(connection, rollout, tried.get(0))) {
                return null;
            }
            require(connection, fence);
            awaitTurn(connection, rollout);
            tried.clear();
            tried.addAll(following(connection, rollout, drafts));
            insert(connection, rollout, tried);
            return null;
        });
    }

    /** Until this transaction has ended nobody else appends to this record among others. */
    private void awaitTurn(Connection connection, long rollout) throws SQLException {
        String sql = "SELECT pg_advisory_xact_lock(hashtextextended(?, ?))";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, "flexyfleet " + fleet);
            statement.setLong(2, rollout);
            statement.executeQuery().close();
        }
    }

    private List<Entry> following(Connection connection, long rollout, List<Entry.Draft> drafts) throws SQLException {
        String sql = "SELECT number, right(line, 66) FROM entry WHERE fleet = ? AND rollout = ?"
                + " ORDER BY number DESC LIMIT 1";
        long number = 0;
        Digest previous = Entry.NONE;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, fleet);
            statement.setLong(2, rollout);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    number = row.getLong(1);
                    previous = new Digest(row.getString(2).substring(0, 64));
                }
            }
        }
        List<Entry> entries = new ArrayList<>();
        for (Entry.Draft draft : drafts) {
            number++;
            Entry entry = draft.at(number, previous);
            previous = entry.hash();
            entries.add(entry);
        }
        return entries;
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
    void require(Connection connection, Fence fence) throws SQLException, LedgerException {
        String sql = "SELECT 1 FROM lease WHERE fleet = ? AND runner = ? AND token = ? AND nonce = ? AND held"
                + " AND clock_timestamp() < renewed + lasts FOR SHARE";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, fleet);
            statement.setString(2, runner);
            statement.setLong(3, fence.token());
            statement.setString(4, fence.nonce());
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
