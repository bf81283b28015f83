-- The log of one programme: events as the exact bytes that were hashed, and what goes with them.

CREATE TABLE @ledger@.event (
    position bigint NOT NULL,           -- leaf index of the tree: 0-based, gap-free, commit order
    stream uuid NOT NULL,
    version int NOT NULL,
    event_id uuid NOT NULL,
    name text NOT NULL,
    payload bytea NOT NULL,
    metadata bytea NOT NULL,
    recorded_at timestamptz NOT NULL,
    leaf bytea NOT NULL,
    PRIMARY KEY (stream, version),
    CONSTRAINT event_position UNIQUE (position),
    CONSTRAINT event_id UNIQUE (event_id)
);

-- Personal fields, encrypted. Erasure removes rows here; the event keeps only a commitment.
CREATE TABLE @ledger@.sealed (
    stream uuid NOT NULL,
    version int NOT NULL,
    person uuid NOT NULL,
    grp text NOT NULL,
    ciphertext bytea NOT NULL,
    PRIMARY KEY (stream, version, grp)
);

-- What makes a repeated command harmless: its id, what it said, and where it stands.
CREATE TABLE @ledger@.command (
    command_id uuid PRIMARY KEY,
    digest bytea NOT NULL,
    first_position bigint NOT NULL,
    last_position bigint NOT NULL
);

-- What only one stream may have, as a keyed hash.
CREATE TABLE @ledger@.claim (
    kind text NOT NULL,
    token bytea NOT NULL,
    stream uuid NOT NULL,
    person uuid,
    PRIMARY KEY (kind, token)
);
CREATE INDEX claim_stream ON @ledger@.claim (stream);

-- The one row that says how long the log is.
-- nodes[i + 1] is the root of the complete subtree of 2^i leaves, where size has that bit.
CREATE TABLE @ledger@.frontier (
    size bigint NOT NULL,
    nodes bytea[] NOT NULL,
    recorded_at timestamptz NOT NULL
);
INSERT INTO @ledger@.frontier (size, nodes, recorded_at) VALUES (0, '{}', 'epoch');

CREATE TABLE @keys@.person_key (
    person uuid PRIMARY KEY,
    wrapped bytea NOT NULL
);
