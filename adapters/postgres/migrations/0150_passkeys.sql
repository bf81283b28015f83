-- Passkeys: a device of the user proves who asks, instead of a code. What lies here opens nothing.
CREATE TABLE @access@.passkey (
    credential bytea PRIMARY KEY,
    person uuid NOT NULL,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    name text NOT NULL,  -- what its user calls the device
    generation int NOT NULL,  -- how often the factors of this person had been forgotten before
    added_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX ON @access@.passkey (person);

-- What a device has to sign: one at a time for each session or half session, good once.
CREATE TABLE @access@.challenge (
    session bytea PRIMARY KEY,
    challenge bytea NOT NULL,
    made_at timestamptz NOT NULL
);
