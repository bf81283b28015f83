-- What an administrator lays before the owner may build: schemas, and who may enter them.
-- Safe to repeat; runs before every migration.
CREATE SCHEMA IF NOT EXISTS @ledger@ AUTHORIZATION jejak_owner;
CREATE SCHEMA IF NOT EXISTS @keys@ AUTHORIZATION jejak_owner;
CREATE SCHEMA IF NOT EXISTS @access@ AUTHORIZATION jejak_owner;
CREATE SCHEMA IF NOT EXISTS @read@ AUTHORIZATION jejak_app;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON DATABASE @database@ FROM PUBLIC;
GRANT CONNECT ON DATABASE @database@ TO jejak_owner, jejak_app, jejak_reader;

-- The app makes its read models again in a schema beside the old one; the reader reads both.
GRANT CREATE, TEMPORARY ON DATABASE @database@ TO jejak_app;
GRANT USAGE ON SCHEMA @read@ TO jejak_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE jejak_app GRANT SELECT ON TABLES TO jejak_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE jejak_app GRANT USAGE ON SCHEMAS TO jejak_reader;

CREATE TABLE IF NOT EXISTS @ledger@.migration (
    name text PRIMARY KEY,
    digest bytea NOT NULL,  -- SHA-256 of the file: what was applied once never changes
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE @ledger@.migration OWNER TO jejak_owner;
