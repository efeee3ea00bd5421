package io.github.flexyfleet.fleet.ledger.postgres;

import io.github.flexyfleet.fleet.gateway.CallLedger;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.ledger.Fence;
import io.github.flexyfleet.fleet.ledger.LedgerException;
import io.github.flexyfleet.fleet.ledger.RunStore;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A rollout of several runners in PostgreSQL. Who is alive goes by the database's clock. */
final class PostgresRun implements RunStore {
    private final Database database;
    private final String fleet;
    private final String run;
    private final String runner;
    private final PostgresStore leading;
    private final PostgresStore working;

    PostgresRun(Database database, String fleet, String run, String runner) {
        this.database = database;
        this.fleet = fleet;
        this.run = run;
        this.runner = runner;
        this.leading = new PostgresStore(database, fleet, run, "");
        this.working = new PostgresStore(database, fleet, run, runner);
    }

    @Override
    public Writing leading() {
        return leading;
    }

    @Override
    public Writing working() {
        return working;
    }

    /** A statement about this run, whose first two parameters are fleet and run. */
    private PreparedStatement of(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, fleet);
        statement.setString(2, run);
        for (int at = 0; at < values.length; at++) {
            statement.setObject(at + 3, values[at]);
        }
        return statement;
    }

    private int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = of(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** Reads one row. */
    @FunctionalInterface
    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> rows(Connection connection, Row<T> reader, String sql, Object... values) throws SQLException {
        List<T> all = new ArrayList<>();
        try (PreparedStatement statement = of(connection, sql, values);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                all.add(reader.read(row));
            }
        }
        return List.copyOf(all);
    }

    private <T> Optional<T> first(Row<T> reader, String sql, Object... values) throws LedgerException {
        return database.transact((connection, again) ->
                rows(connection, reader, sql, values).stream().findFirst());
    }

    @Override
    public boolean leads() throws LedgerException {
        return first(row -> true, "SELECT 1 FROM lease WHERE fleet = ? AND run = ? AND runner = ''")
                .isPresent();
    }

    @Override
    public Optional<Run> run() throws LedgerException {
        Optional<Boolean> old = first(
                row -> true,
                "SELECT 1 FROM run WHERE fleet = ? AND run = ? AND ended < clock_timestamp() - interval '1 day'");
        if (old.isPresent()) {
            throw new LedgerException(
                    ProblemCode.OTHER_RUNNERS,
                    "the rollout of runners with the name \"" + run + "\" has ended more than a day ago",
                    "give another flexy.runners to each run, such as the number of the build");
        }
        return first(
                row -> new Run(row.getLong(1), row.getInt(2), Optional.ofNullable(row.getString(3))),
                "SELECT rollout, passed, result FROM run WHERE fleet = ? AND run = ?");
    }

    @Override
    public Optional<String> head() throws LedgerException {
        return first(row -> row.getString(1), "SELECT head FROM run WHERE fleet = ? AND run = ?");
    }

    /** A step of whoever leads. */
    private <T> T leads(Fence leader, Database.Step<T> step) throws LedgerException {
        return database.transact((connection, again) -> {
            leading.require(connection, leader);
            return step.run(connection, again);
        });
    }

    @Override
    public void begin(Fence leader, long rollout, String head) throws LedgerException {
        leads(leader, (connection, again) -> {
            update(
                    connection,
                    "INSERT INTO run (fleet, run, rollout, head) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    rollout,
                    head);
            update(
                    connection,
                    "DELETE FROM run WHERE fleet = ? AND run <> ? AND ended < clock_timestamp() - interval '30 days'");
            return null;
        });
    }

    @Override
    public void pass(Fence leader, int wave) throws LedgerException {
        leads(
                leader,
                (connection, again) -> update(
                        connection,
                        "UPDATE run SET passed = greatest(passed, w.wave) FROM (VALUES (?, ?, ?)) AS w (fleet, run, wave)"
                                + " WHERE run.fleet = w.fleet AND run.run = w.run",
                        wave));
    }

    @Override
    public void end(Fence leader, String result) throws LedgerException {
        leads(
                leader,
                (connection, again) -> update(
                        connection,
                        "UPDATE run SET result = w.result, ended = clock_timestamp()"
                                + " FROM (VALUES (?, ?, ?)) AS w (fleet, run, result)"
                                + " WHERE run.fleet = w.fleet AND run.run = w.run",
                        result));
    }

    private static Begun begun(ResultSet row) throws SQLException {
        return new Begun(new DeviceId(row.getString(1)), row.getInt(2), Optional.ofNullable(row.getString(3)));
    }

    @Override
    public List<Begun> begun(Fence leader) throws LedgerException {
        return leads(leader, (connection, again) -> {
            update(connection, "DELETE FROM task WHERE fleet = ? AND run = ? AND state = 'open' AND token = 0");
            return rows(
                    connection,
                    PostgresRun::begun,
                    "SELECT device, wave, CASE WHEN state IN ('ended', 'counted') THEN result END FROM task"
                            + " WHERE fleet = ? AND run = ?");
        });
    }

    @Override
    public void offer(Fence leader, DeviceId device, int wave) throws LedgerException {
        leads(
                leader,
                (connection, again) -> update(
                        connection,
                        "INSERT INTO task (fleet, run, device, wave, state) VALUES (?, ?, ?, ?, 'open')"
                                + " ON CONFLICT (fleet, run, device) DO UPDATE SET state = 'open', token = 0"
                                + " WHERE task.state = 'counted'",
                        device.value(),
                        wave));
    }

    @Override
    public Seen look(Fence leader) throws LedgerException {
        return leads(leader, (connection, again) -> {
            List<TakenBack> back = rows(
                    connection,
                    row -> new TakenBack(new DeviceId(row.getString(1)), row.getString(2)),
                    "UPDATE task SET state = 'open' WHERE fleet = ? AND run = ? AND state = 'taken'"
                            + " AND NOT EXISTS (SELECT 1 FROM lease WHERE lease.fleet = task.fleet"
                            + " AND lease.runner = task.runner AND held AND clock_timestamp() < renewed + lasts)"
                            + " RETURNING device, runner");
            List<Begun> ended = rows(
                    connection,
                    PostgresRun::begun,
                    "SELECT device, wave, result FROM task WHERE fleet = ? AND run = ? AND state = 'ended'");
            return new Seen(ended, back);
        });
    }

    @Override
    public List<DeviceId> counted(Fence leader, List<DeviceId> devices, List<DeviceId> notAnyMore)
            throws LedgerException {
        return leads(leader, (connection, again) -> {
            update(
                    connection,
                    "UPDATE task SET state = 'counted'"
                            + " WHERE fleet = ? AND run = ? AND state = 'ended' AND device = ANY (?)",
                    names(connection, devices));
            return rows(
                    connection,
                    row -> new DeviceId(row.getString(1)),
                    "DELETE FROM task WHERE fleet = ? AND run = ? AND state = 'open' AND token = 0"
                            + " AND device = ANY (?) RETURNING device",
                    names(connection, notAnyMore));
        });
    }

    private static Array names(Connection connection, Iterable<DeviceId> devices) throws SQLException {
        List<String> names = new ArrayList<>();
        devices.forEach(device -> names.add(device.value()));
        return connection.createArrayOf("text", names.toArray());
    }

    @Override
    public void change(Fence leader, DeviceId device, String end) throws LedgerException {
        leads(
                leader,
                (connection, again) -> update(
                        connection,
                        "UPDATE task SET result = w.result FROM (VALUES (?, ?, ?, ?)) AS w (fleet, run, device, result)"
                                + " WHERE task.fleet = w.fleet AND task.run = w.run AND task.device = w.device",
                        device.value(),
                        end));
    }

    @Override
    public CallLedger calls(String account, CallLedger own) {
        return new PostgresCalls(database, account, own);
    }

    @Override
    public List<String> figures() throws LedgerException {
        return database.transact((connection, again) -> rows(
                connection,
                row -> row.getString(1),
                "SELECT figures FROM figures WHERE fleet = ? AND run = ? AND runner <> ?",
                runner));
    }

    @Override
    public Optional<Given> take(Fence fence, Set<DeviceId> underWay) throws LedgerException {
        return database.transact((connection, again) -> {
            working.require(connection, fence);
            // The answer to a step before may have been lost: what it took is this runner's.
            Optional<Given> mine = again ? mine(connection, underWay) : Optional.empty();
            return mine.isPresent() || !isLed(connection) ? mine : taken(connection);
        });
    }

    private Optional<Given> mine(Connection connection, Set<DeviceId> underWay) throws SQLException {
        return rows(
                        connection,
                        PostgresRun::given,
                        "SELECT device, wave, token FROM task WHERE fleet = ? AND run = ? AND state = 'taken'"
                                + " AND runner = ? AND NOT device = ANY (?)",
                        runner,
                        names(connection, underWay))
                .stream()
                .findFirst();
    }

    /** Another run may have taken the fleet over; until this transaction has ended none does. */
    private boolean isLed(Connection connection) throws SQLException {
        return !rows(
                        connection,
                        row -> true,
                        "SELECT 1 FROM lease WHERE fleet = ? AND run = ? AND runner = '' AND held FOR SHARE")
                .isEmpty();
    }

    private Optional<Given> taken(Connection connection) throws SQLException {
        return rows(
                        connection,
                        PostgresRun::given,
                        "WITH next AS (SELECT t.fleet, t.run, t.device FROM task t WHERE t.fleet = ? AND t.run = ?"
                                + " AND t.state = 'open' AND NOT EXISTS (SELECT 1 FROM task e"
                                + " WHERE e.fleet = t.fleet AND e.run = t.run AND e.state = 'ended')"
                                + " ORDER BY t.place LIMIT 1 FOR UPDATE SKIP LOCKED)"
                                + " UPDATE task SET state = 'taken', runner = ?, token = token + 1 FROM next"
                                + " WHERE task.fleet = next.fleet AND task.run = next.run"
                                + " AND task.device = next.device RETURNING task.device, task.wave, task.token",
                        runner)
                .stream()
                .findFirst();
    }

    private static Given given(ResultSet row) throws SQLException {
        return new Given(new DeviceId(row.getString(1)), row.getInt(2), row.getLong(3));
    }

    @Override
    public Optional<String> endOf(DeviceId device) throws LedgerException {
        return first(
                row -> row.getString(1),
                "SELECT result FROM task WHERE fleet = ? AND run = ? AND device = ? AND state IN ('ended', 'counted')",
                device.value());
    }

    @Override
    public void ended(Fence fence, Given device, String end, String figures) throws LedgerException {
        database.transact((connection, again) -> {
            working.require(connection, fence);
            int told = update(
                    connection,
                    "UPDATE task SET state = 'ended', result = w.result"
                            + " FROM (VALUES (?, ?, ?, ?, ?, ?)) AS w (fleet, run, device, runner, token, result)"
                            + " WHERE task.fleet = w.fleet AND task.run = w.run AND task.device = w.device"
                            + " AND task.runner = w.runner AND task.token = w.token AND task.state = 'taken'",
                    device.device().value(),
                    runner,
                    device.token(),
                    end);
            if (told == 0 && !again) {
                throw new LedgerException(
                        ProblemCode.LEASE_LOST,
                        "device " + device.device() + " is another runner's by now",
                        "look at flexy:history");
            }
            update(
                    connection,
                    "INSERT INTO figures (fleet, run, runner, figures) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT (fleet, run, runner) DO UPDATE SET figures = excluded.figures",
                    runner,
                    figures);
            return null;
        });
    }
}
