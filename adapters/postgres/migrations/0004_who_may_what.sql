-- The app reads the ledger and appends to it; the reader reads. Nobody else may anything.
GRANT USAGE ON SCHEMA @ledger@ TO jejak_app, jejak_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA @ledger@ TO jejak_app, jejak_reader;
GRANT USAGE ON SCHEMA @keys@ TO jejak_app;
GRANT SELECT ON @keys@.person_key TO jejak_app;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA @ledger@ FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
GRANT EXECUTE ON FUNCTION @ledger@.append, @ledger@.append_event TO jejak_app;
GRANT EXECUTE ON FUNCTION @ledger@.leaf_hash TO jejak_app, jejak_reader;

-- Credentials and sessions are no history: the app may change them.
GRANT USAGE ON SCHEMA @access@ TO jejak_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA @access@
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO jejak_app;
