-- How often the user's second factor had been forgotten when the session began.
ALTER TABLE @access@.session ADD COLUMN generation int NOT NULL DEFAULT 0;
