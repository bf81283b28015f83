-- What is in the log stays as it is. ENABLE ALWAYS: a replication role does not get round it.
CREATE FUNCTION @ledger@.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE 'table % is append-only: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON @ledger@.event
    FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse();
ALTER TABLE @ledger@.event ENABLE ALWAYS TRIGGER append_only;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON @ledger@.command
    FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse();
ALTER TABLE @ledger@.command ENABLE ALWAYS TRIGGER append_only;

-- Erasing a person will be the work of one function, in a migration of its own.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON @ledger@.sealed
    FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse();
ALTER TABLE @ledger@.sealed ENABLE ALWAYS TRIGGER append_only;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON @keys@.person_key
    FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse();
ALTER TABLE @keys@.person_key ENABLE ALWAYS TRIGGER append_only;

-- A claim is given up by deleting it, and never changed.
CREATE TRIGGER never_changed BEFORE UPDATE OR TRUNCATE ON @ledger@.claim
    FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse();
ALTER TABLE @ledger@.claim ENABLE ALWAYS TRIGGER never_changed;

-- The log only grows.
CREATE TRIGGER only_grows BEFORE UPDATE ON @ledger@.frontier
    FOR EACH ROW WHEN (new.size <= old.size)
    EXECUTE FUNCTION @ledger@.refuse();
ALTER TABLE @ledger@.frontier ENABLE ALWAYS TRIGGER only_grows;
CREATE TRIGGER only_one BEFORE INSERT OR DELETE OR TRUNCATE ON @ledger@.frontier
    FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse();
ALTER TABLE @ledger@.frontier ENABLE ALWAYS TRIGGER only_one;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON @ledger@.migration
    FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse();
ALTER TABLE @ledger@.migration ENABLE ALWAYS TRIGGER append_only;
