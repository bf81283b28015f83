-- Replacing the key-encryption key: under which key the keys of persons lie from when on.

CREATE TABLE @keys@.wrapping_key (
    kid bytea PRIMARY KEY,  -- the first bytes of a key that is wrapped under it
    since timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON @keys@.wrapping_key
    FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse();
ALTER TABLE @keys@.wrapping_key ENABLE ALWAYS TRIGGER append_only;

CREATE FUNCTION @ledger@.current_kid() RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT k.kid FROM @keys@.wrapping_key k ORDER BY k.since DESC LIMIT 1
$$;

-- A process that still has the key before this one may not store anything under it: it would be
-- lost when that key is thrown away. Told so, it reads its key file again.
CREATE FUNCTION @ledger@.wrapped_now() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    somebody uuid;
BEGIN
    SELECT a.person INTO somebody FROM added a
    WHERE substring(a.wrapped FOR 8) <> @ledger@.current_kid() LIMIT 1;
    IF FOUND THEN
        RAISE 'the key of person % is wrapped under another key', somebody
            USING ERRCODE = 'JK001', DETAIL = somebody;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER wrapped_now AFTER INSERT ON @keys@.person_key REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.wrapped_now();
ALTER TABLE @keys@.person_key ENABLE ALWAYS TRIGGER wrapped_now;

-- A key may be wrapped again under the current key, and changed in no other way.
CREATE FUNCTION @ledger@.only_rewrapped() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF new.person <> old.person OR coalesce(
        substring(new.wrapped FOR 8) <> @ledger@.current_kid()
            OR substring(old.wrapped FOR 8) = @ledger@.current_kid(), true
    ) THEN
        RAISE 'table % is append-only: % is refused', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN new;
END $$;
DROP TRIGGER append_only ON @keys@.person_key;
CREATE TRIGGER append_only BEFORE TRUNCATE ON @keys@.person_key
    FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse();
ALTER TABLE @keys@.person_key ENABLE ALWAYS TRIGGER append_only;
CREATE TRIGGER only_rewrapped BEFORE UPDATE ON @keys@.person_key
    FOR EACH ROW EXECUTE FUNCTION @ledger@.only_rewrapped();
ALTER TABLE @keys@.person_key ENABLE ALWAYS TRIGGER only_rewrapped;

REVOKE EXECUTE ON FUNCTION @ledger@.current_kid, @ledger@.wrapped_now, @ledger@.only_rewrapped
    FROM PUBLIC;
