-- What somebody has begun to fill in: sealed under a key of its own, and forgotten after a week.

CREATE TABLE @access@.draft (
    person uuid PRIMARY KEY,  -- an id made of who fills in which form about whom
    wrapped bytea NOT NULL,   -- the draft's key, wrapped under the key-encryption key
    sealed bytea NOT NULL,
    saved_at timestamptz NOT NULL
);
CREATE INDEX draft_saved_at ON @access@.draft (saved_at);
