-- The lease on each fleet. "renewed" is the database's time: one clock for all.
CREATE TABLE lease (
    fleet   text PRIMARY KEY,
    version bigint NOT NULL,
    token   bigint NOT NULL,
    nonce   text NOT NULL,
    held    boolean NOT NULL,
    lasts   interval NOT NULL,
    renewed timestamptz NOT NULL,
    lease   text NOT NULL
);

-- The records of all rollouts, line by line as they were hashed.
CREATE TABLE entry (
    fleet   text NOT NULL,
    rollout bigint NOT NULL,
    number  bigint NOT NULL,
    line    text NOT NULL,
    PRIMARY KEY (fleet, rollout, number)
);
