-- How users prove who they are. Who they are and what they may stands in the log, not here.

-- `login` is a keyed hash of the login name, which itself is kept nowhere.
CREATE TABLE @access@.credential (
    user_id uuid PRIMARY KEY,
    login bytea NOT NULL UNIQUE,
    password text NOT NULL
);

-- `key` is the SHA-256 of the token in the user's hands: whoever reads this table cannot sign in.
CREATE TABLE @access@.session (
    key bytea PRIMARY KEY,
    user_id uuid NOT NULL,
    role text NOT NULL,
    created_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL
);
CREATE INDEX session_of_user ON @access@.session (user_id);

-- Kept for unknown names too, so that guessing a name feels the same as guessing a password.
CREATE TABLE @access@.attempt (
    login bytea PRIMARY KEY,
    failures int NOT NULL,
    failed_at timestamptz NOT NULL,
    rests_until timestamptz NOT NULL
);
CREATE INDEX attempt_failed_at ON @access@.attempt (failed_at);
