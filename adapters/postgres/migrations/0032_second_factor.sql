-- A code from the user's own device beside the password.

-- The secret is wrapped under the key-encryption key: whoever reads this table can make no code.
CREATE TABLE @access@.second_factor (
    person uuid PRIMARY KEY,
    wrapped bytea NOT NULL,
    generation int NOT NULL,  -- how often the factors of this person had been forgotten before
    confirmed boolean NOT NULL DEFAULT false,
    last_step bigint NOT NULL DEFAULT -1  -- of the last code that was used: none is good twice
);

-- Keyed hashes of codes of 80 random bits, each good once.
CREATE TABLE @access@.recovery_code (
    person uuid NOT NULL,
    code bytea NOT NULL,
    PRIMARY KEY (person, code)
);

-- Who gave the right password and owes the code still. `key` is the SHA-256 of the token.
CREATE TABLE @access@.half_session (
    key bytea PRIMARY KEY,
    user_id uuid NOT NULL,
    role text NOT NULL,
    created_at timestamptz NOT NULL
);
