-- Erasing one person: only what the log says two people have granted, and then for good.

-- What was erased. As long as a row stands here, the groups that it names may be deleted, and
-- after a whole erasure nothing may be sealed about the person again.
CREATE TABLE @ledger@.erasure (
    request uuid PRIMARY KEY,
    person uuid NOT NULL,
    groups text[] NOT NULL,
    whole boolean NOT NULL,
    sealed int NOT NULL,
    claims int NOT NULL
);
CREATE INDEX erasure_person ON @ledger@.erasure (person);

-- What the log grants in a request: nothing unless a second person decided what another proposed.
CREATE FUNCTION @ledger@.granted_erasure(
    asked uuid, OUT person uuid, OUT groups text[], OUT whole boolean
) RETURNS SETOF record LANGUAGE sql STABLE AS $$
    WITH said AS (
        SELECT e.name, e.version, convert_from(e.payload, 'UTF8')::jsonb AS fact,
            convert_from(e.metadata, 'UTF8')::jsonb ->> 'actor_id' AS actor
        FROM @ledger@.event e WHERE e.stream = asked
    ), received AS (
        SELECT fact FROM said WHERE name = 'data-request.received.v1'
    ), decided AS (
        SELECT * FROM said WHERE name = 'data-request.decided.v1' ORDER BY version DESC LIMIT 1
    ), proposed AS (
        SELECT p.* FROM said p, decided d
        WHERE p.name = 'data-request.decision-proposed.v1' AND p.version < d.version
        ORDER BY p.version DESC LIMIT 1
    )
    SELECT (d.fact ->> 'person_id')::uuid,
        CASE d.fact ->> 'outcome'
            WHEN 'granted' THEN ARRAY['contact', 'health', 'identity', 'location', 'narrative']
            ELSE ARRAY(SELECT jsonb_array_elements_text(d.fact -> 'groups'))
        END,
        d.fact ->> 'outcome' = 'granted'
    FROM received r, decided d, proposed p
    WHERE r.fact ->> 'kind' IN ('erasure', 'retention')
        AND r.fact ->> 'person_id' = d.fact ->> 'person_id'
        AND d.fact ->> 'outcome' IN ('granted', 'partial')
        AND p.fact ->> 'outcome' = d.fact ->> 'outcome'
        AND p.fact -> 'groups' IS NOT DISTINCT FROM d.fact -> 'groups'
        AND p.actor <> d.actor AND p.actor = d.fact ->> 'proposed_by'
$$;

-- Whether an inspector needs a file in which the person stands as it is.
CREATE FUNCTION @ledger@.is_on_hold(somebody uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM @ledger@.event p
        WHERE p.name = 'household.legal-hold-placed.v1'
            AND EXISTS (
                SELECT FROM @ledger@.event n
                WHERE n.stream = p.stream
                    AND position(convert_to(somebody::text, 'UTF8') IN n.payload) > 0
            )
            AND NOT EXISTS (
                SELECT FROM @ledger@.event l
                WHERE l.stream = p.stream AND l.name = 'household.legal-hold-lifted.v1'
                    AND convert_from(l.payload, 'UTF8')::jsonb -> 'hold_id'
                        = convert_from(p.payload, 'UTF8')::jsonb -> 'hold_id'
            )
    )
$$;

-- Nobody writes an erasure down that was not granted: not the app, not the owner. An administrator
-- may, who brings back what a restored log has forgotten.
CREATE FUNCTION @ledger@.check_erasure() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = session_user) THEN
        RETURN new;
    ELSIF NOT EXISTS (
        SELECT FROM @ledger@.granted_erasure(new.request) g
        WHERE g.person = new.person AND g.groups = new.groups AND g.whole = new.whole
    ) THEN
        RAISE 'two people have not granted this erasure' USING ERRCODE = 'JK005';
    ELSIF @ledger@.is_on_hold(new.person) THEN
        RAISE 'a legal hold stands against this erasure' USING ERRCODE = 'JK006';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER granted BEFORE INSERT ON @ledger@.erasure
    FOR EACH ROW EXECUTE FUNCTION @ledger@.check_erasure();
ALTER TABLE @ledger@.erasure ENABLE ALWAYS TRIGGER granted;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON @ledger@.erasure
    FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse();
ALTER TABLE @ledger@.erasure ENABLE ALWAYS TRIGGER append_only;

-- Sealed fields and keys may be deleted where an erasure says so, and nowhere else.
CREATE FUNCTION @ledger@.only_erased() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    row_before jsonb := to_jsonb(old);
BEGIN
    IF NOT EXISTS (
        SELECT FROM @ledger@.erasure e
        WHERE e.person = old.person AND (e.whole OR row_before ->> 'grp' = ANY (e.groups))
    ) THEN
        RAISE 'table % is append-only: % is refused', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN old;
END $$;

-- After a whole erasure the key does not come back. Fields under a key that is still kept in
-- memory are refused by the append itself, which is where all of them come from.
CREATE FUNCTION @ledger@.nobody_erased() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    somebody uuid;
BEGIN
    SELECT a.person INTO somebody
    FROM @ledger@.erasure e JOIN added a ON a.person = e.person WHERE e.whole LIMIT 1;
    IF FOUND THEN
        RAISE 'the data of person % were erased', somebody
            USING ERRCODE = 'JK004', DETAIL = somebody;
    END IF;
    RETURN NULL;
END $$;

DO $triggers$
DECLARE
    kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['@ledger@.sealed', '@keys@.person_key'] LOOP
        EXECUTE format('DROP TRIGGER append_only ON %s', kept);
        EXECUTE format(
            'CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON %s
            FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse()', kept
        );
        EXECUTE format(
            'CREATE TRIGGER only_erased BEFORE DELETE ON %s
            FOR EACH ROW EXECUTE FUNCTION @ledger@.only_erased()', kept
        );
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER append_only', kept);
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER only_erased', kept);
    END LOOP;
END $triggers$;
CREATE TRIGGER nobody_erased AFTER INSERT ON @keys@.person_key REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.nobody_erased();
ALTER TABLE @keys@.person_key ENABLE ALWAYS TRIGGER nobody_erased;

-- Destroy what one request grants, all in one transaction, and answer the same when asked again.
-- Holds the lock of the log: no append seals under the key meanwhile.
CREATE FUNCTION @ledger@.erase(
    asked uuid, OUT person uuid, OUT groups text[], OUT sealed int, OUT claims int
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    given record;
BEGIN
    PERFORM pg_advisory_xact_lock(@lock@);
    SELECT * INTO given FROM @ledger@.granted_erasure(asked);
    IF NOT FOUND THEN
        RAISE 'two people have not granted this erasure' USING ERRCODE = 'JK005';
    END IF;
    IF NOT EXISTS (SELECT FROM @ledger@.erasure e WHERE e.request = asked) THEN
        INSERT INTO @ledger@.erasure (request, person, groups, whole, sealed, claims)
        SELECT asked, given.person, given.groups, given.whole,
            (SELECT count(*) FROM @ledger@.sealed s
                WHERE s.person = given.person AND s.grp = ANY (given.groups)),
            (SELECT count(*) FROM @ledger@.claim c
                WHERE c.person = given.person AND 'identity' = ANY (given.groups));
        IF given.whole THEN
            DELETE FROM @keys@.person_key k WHERE k.person = given.person;
        END IF;
        DELETE FROM @ledger@.sealed s
        WHERE s.person = given.person AND s.grp = ANY (given.groups);
        DELETE FROM @ledger@.claim c
        WHERE c.person = given.person AND 'identity' = ANY (given.groups);
    END IF;
    SELECT e.person, e.groups, e.sealed, e.claims INTO person, groups, sealed, claims
    FROM @ledger@.erasure e WHERE e.request = asked;
END $$;

GRANT SELECT ON @ledger@.erasure TO jejak_app, jejak_reader;
REVOKE EXECUTE ON FUNCTION @ledger@.granted_erasure, @ledger@.is_on_hold, @ledger@.check_erasure,
    @ledger@.only_erased, @ledger@.nobody_erased, @ledger@.erase FROM PUBLIC;
GRANT EXECUTE ON FUNCTION @ledger@.erase TO jejak_app;
