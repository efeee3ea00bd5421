-- Each of several runners has a lease of its own beside the fleet's, whose "runner" is empty. "run" is what they call their
-- rollout; of the fleet's lease it names the run whose runner took it last, and is empty when it was a run of one.
ALTER TABLE lease ADD COLUMN runner text NOT NULL DEFAULT '';
ALTER TABLE lease ADD COLUMN run text NOT NULL DEFAULT '';
ALTER TABLE lease DROP CONSTRAINT lease_pkey;
ALTER TABLE lease ADD PRIMARY KEY (fleet, runner);

-- A rollout that several runners work on.
CREATE TABLE run (
    fleet   text NOT NULL,
    run     text NOT NULL,
    rollout bigint NOT NULL,
    head    text NOT NULL,
    passed  integer NOT NULL DEFAULT 0,
    ended   timestamptz,
    result  text,
    PRIMARY KEY (fleet, run)
);

-- Its devices, from when they may begin: open, then taken by a runner, then ended, then counted by whoever leads.
CREATE TABLE task (
    fleet   text NOT NULL,
    run     text NOT NULL,
    device  text NOT NULL,
    place   bigint GENERATED ALWAYS AS IDENTITY,
    wave    integer NOT NULL,
    state   text NOT NULL CHECK (state IN ('open', 'taken', 'ended', 'counted')),
    runner  text NOT NULL DEFAULT '',
    token   bigint NOT NULL DEFAULT 0,
    result  text,
    PRIMARY KEY (fleet, run, device),
    FOREIGN KEY (fleet, run) REFERENCES run ON DELETE CASCADE
);
CREATE INDEX task_state ON task (fleet, run, state, place);

-- What each runner did with the Talk2M accounts.
CREATE TABLE figures (
    fleet   text NOT NULL,
    run     text NOT NULL,
    runner  text NOT NULL,
    figures text NOT NULL,
    PRIMARY KEY (fleet, run, runner),
    FOREIGN KEY (fleet, run) REFERENCES run ON DELETE CASCADE
);

-- Calls of a Talk2M account on a day (UTC), by runs of several runners.
CREATE TABLE calls (
    account text NOT NULL,
    day     date NOT NULL,
    calls   bigint NOT NULL,
    PRIMARY KEY (account, day)
);
