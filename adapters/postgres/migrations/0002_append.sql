-- The one way into the log: commands go in, each all or nothing, each with its own outcome.

-- The hash of one entry in the format jejak/leaf/v1 as a leaf of an RFC 6962 tree.
-- `micros` is recorded_at in microseconds since 1970; `previous` is null for a stream's first.
CREATE FUNCTION @ledger@.leaf_hash(
    stream uuid, version int, name text, previous bytea, micros bigint,
    metadata bytea, payload bytea
) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(
        '\x006a656a616b2f6c6561662f76310a'::bytea || uuid_send(stream) || int8send(version)
        || int4send(octet_length(name)) || convert_to(name, 'UTF8')
        || int4send(coalesce(octet_length(previous), 0)) || coalesce(previous, '')
        || int8send(micros)
        || int4send(octet_length(metadata)) || metadata
        || int4send(octet_length(payload)) || payload
    )
$$;

CREATE FUNCTION @ledger@.entry_length(name text, previous bytea, metadata bytea, payload bytea)
RETURNS int LANGUAGE sql IMMUTABLE AS $$
    SELECT 62 + octet_length(name) + coalesce(octet_length(previous), 0)
        + octet_length(metadata) + octet_length(payload)
$$;

-- The claim that stands in the way of a command: another stream's, and not released by it.
CREATE FUNCTION @ledger@.claim_in_the_way(
    kinds text[], tokens bytea[], takers uuid[], releasers uuid[], released uuid[],
    OUT kind text, OUT stream uuid
) RETURNS SETOF record LANGUAGE sql STABLE AS $$
    WITH take AS (
        SELECT t.kind, t.token, t.stream
        FROM unnest(kinds, tokens, takers) AS t (kind, token, stream)
    )
    SELECT c.kind, c.stream
    FROM take JOIN @ledger@.claim c ON c.kind = take.kind AND c.token = take.token
    WHERE c.stream <> take.stream AND NOT EXISTS (
        SELECT FROM unnest(releasers, released) AS r (stream, person)
        WHERE r.stream = c.stream AND (r.person IS NULL OR r.person = c.person)
    )
    UNION ALL
    SELECT a.kind, a.stream
    FROM take a JOIN take b ON a.kind = b.kind AND a.token = b.token AND a.stream < b.stream
    LIMIT 1
$$;

-- Let go and take what a command says, in this order.
CREATE FUNCTION @ledger@.settle_claims(
    kinds text[], tokens bytea[], takers uuid[], persons uuid[], releasers uuid[], released uuid[]
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM @ledger@.claim c
    USING unnest(releasers, released) AS r (stream, person)
    WHERE c.stream = r.stream AND (r.person IS NULL OR r.person = c.person);
    INSERT INTO @ledger@.claim (kind, token, stream, person)
    SELECT t.kind, t.token, t.stream, t.person
    FROM unnest(kinds, tokens, takers, persons) AS t (kind, token, stream, person)
    ON CONFLICT ON CONSTRAINT claim_pkey DO NOTHING;
END $$;

-- New keys of the persons of recorded commands. Nothing may be sealed under a key that is not
-- the one in the store, or its fields would be lost for ever.
CREATE FUNCTION @ledger@.store_keys(
    outcomes text[], key_commands int[], key_persons uuid[], wrapped_keys bytea[]
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    other uuid;
BEGIN
    INSERT INTO @keys@.person_key (person, wrapped)
    SELECT w.person, w.wrapped
    FROM unnest(key_commands, key_persons, wrapped_keys) AS w (command, person, wrapped)
    WHERE outcomes[w.command] = 'recorded'
    ON CONFLICT ON CONSTRAINT person_key_pkey DO NOTHING;
    SELECT w.person INTO other
    FROM unnest(key_commands, key_persons, wrapped_keys) AS w (command, person, wrapped)
    JOIN @keys@.person_key p ON p.person = w.person
    WHERE outcomes[w.command] = 'recorded' AND p.wrapped <> w.wrapped;
    IF FOUND THEN
        RAISE 'person % has another key', other USING ERRCODE = 'JK001', DETAIL = other;
    END IF;
END $$;

-- Nothing is sealed about a person whose data were erased, not even under a key that some process
-- still remembers.
CREATE FUNCTION @ledger@.refuse_erased(persons uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    somebody uuid;
BEGIN
    SELECT e.person INTO somebody FROM @ledger@.erasure e
    WHERE e.person = ANY (persons) AND e.whole LIMIT 1;
    IF FOUND THEN
        RAISE 'the data of person % were erased', somebody
            USING ERRCODE = 'JK004', DETAIL = somebody;
    END IF;
END $$;

-- The append itself: one text, of which two functions are made, the app's door and the owner's.
-- The app's records everything at the time of the server's clock. The owner's takes `times`, for
-- simulated time: one for each command, never before the end of the log and never in the future.
--
-- `streams` lists each stream of the call once, slots are indexes into it. Events, guards, takes
-- and releases come in the order of their commands, so many of each for command k as the k-th
-- count says. A refusal is an outcome; only what no honest caller does is an error.
DO $make$
DECLARE
    parameters text := $parameters$
    command_ids uuid[], digests bytea[], event_counts int[],
    streams uuid[],
    slots int[], versions int[], event_ids uuid[], names text[],
    metadatas bytea[], payloads bytea[],
    sealed_events int[], sealed_persons uuid[], sealed_groups text[], ciphertexts bytea[],
    key_commands int[], key_persons uuid[], wrapped_keys bytea[],
    guard_counts int[], guard_slots int[], guard_versions int[],
    take_counts int[], take_kinds text[], take_tokens bytea[],
    take_streams uuid[], take_persons uuid[],
    release_counts int[], release_streams uuid[], release_persons uuid[],
    OUT outcomes text[], OUT first_positions bigint[], OUT last_positions bigint[],
    OUT stamps timestamptz[], OUT reasons text[], OUT others uuid[]
$parameters$;
    body text := $body$
    at_first record;
    earlier record;
    obstacle record;
    recorded_before uuid[];
    leaf_count bigint;
    tree bytea[];
    latest timestamptz;
    clock timestamptz := clock_timestamp();
    micros bigint;
    head_versions int[];
    head_leaves bytea[];
    -- Each begins with a null: an array whose first item to be set is the third has one item.
    positions bigint[] := '{NULL}';
    recorded timestamptz[] := '{NULL}';
    leaves bytea[] := '{NULL}';
    leaf bytea;
    outcome text;
    level int;
    s int;
    first_event int;
    last_event int := 0;
    first_guard int;
    last_guard int := 0;
    first_take int;
    last_take int := 0;
    first_release int;
    last_release int := 0;
    claims boolean := coalesce(take_counts, release_counts) IS NOT NULL;
BEGIN
    IF pg_advisory_xact_lock(@lock@) IS NULL THEN  -- never null; an IF is cheaper than PERFORM
        RETURN;
    END IF;
    SELECT f.ctid, f.size, f.nodes, f.recorded_at INTO at_first FROM @ledger@.frontier f;
    leaf_count := at_first.size;
    tree := at_first.nodes;
    latest := at_first.recorded_at;
    first_positions := '{NULL}';
    last_positions := '{NULL}';
    stamps := '{NULL}';
    reasons := '{NULL}';
    others := '{NULL}';
    SELECT array_agg(coalesce(head.version, 0) ORDER BY w.slot),
        array_agg(head.leaf ORDER BY w.slot)
    INTO head_versions, head_leaves
    FROM unnest(streams) WITH ORDINALITY AS w (stream, slot)
    LEFT JOIN LATERAL (
        SELECT e.version, e.leaf FROM @ledger@.event e
        WHERE e.stream = w.stream ORDER BY e.version DESC LIMIT 1
    ) head ON true;
    SELECT array_agg(c.command_id) INTO recorded_before
    FROM @ledger@.command c WHERE c.command_id = ANY (command_ids);

    FOR k IN 1 .. cardinality(command_ids) LOOP
        first_event := last_event + 1;
        last_event := last_event + event_counts[k];
        IF guard_counts IS NOT NULL THEN
            first_guard := last_guard + 1;
            last_guard := last_guard + guard_counts[k];
        END IF;
        IF claims THEN
            first_take := last_take + 1;
            last_take := last_take + coalesce(take_counts[k], 0);
            first_release := last_release + 1;
            last_release := last_release + coalesce(release_counts[k], 0);
        END IF;

        IF command_ids[k] = ANY (recorded_before) THEN
            SELECT c.digest, c.first_position, c.last_position, e.recorded_at INTO earlier
            FROM @ledger@.command c JOIN @ledger@.event e ON e.position = c.first_position
            WHERE c.command_id = command_ids[k];
            outcomes[k] := 'key-reused';
            IF earlier.digest = digests[k] THEN
                outcomes[k] := 'repeated';
                first_positions[k] := earlier.first_position;
                last_positions[k] := earlier.last_position;
                stamps[k] := earlier.recorded_at;
            END IF;
            CONTINUE;
        END IF;

        outcome := 'recorded';
        IF guard_counts IS NOT NULL THEN
            FOR i IN first_guard .. last_guard LOOP
                IF outcome = 'recorded' AND guard_versions[i] <> head_versions[guard_slots[i]] THEN
                    outcome := 'guard-failed';
                    others[k] := streams[guard_slots[i]];
                END IF;
            END LOOP;
        END IF;
        FOR i IN first_event .. last_event LOOP
            s := slots[i];
            head_versions[s] := head_versions[s] + 1;
            IF versions[i] <> head_versions[s] AND outcome = 'recorded' THEN
                outcome := 'stale';
                others[k] := streams[s];
            END IF;
        END LOOP;
        IF claims AND outcome = 'recorded'
            AND (last_take >= first_take OR last_release >= first_release)
        THEN
            SELECT * INTO obstacle FROM @ledger@.claim_in_the_way(
                take_kinds[first_take:last_take], take_tokens[first_take:last_take],
                take_streams[first_take:last_take],
                release_streams[first_release:last_release],
                release_persons[first_release:last_release]
            );
            IF FOUND THEN
                outcome := 'claim-taken';
                reasons[k] := obstacle.kind;
                others[k] := obstacle.stream;
            ELSE
                PERFORM @ledger@.settle_claims(
                    take_kinds[first_take:last_take], take_tokens[first_take:last_take],
                    take_streams[first_take:last_take], take_persons[first_take:last_take],
                    release_streams[first_release:last_release],
                    release_persons[first_release:last_release]
                );
            END IF;
        END IF;
        outcomes[k] := outcome;
        IF outcome <> 'recorded' THEN
            FOR i IN first_event .. last_event LOOP
                head_versions[slots[i]] := head_versions[slots[i]] - 1;
            END LOOP;
            CONTINUE;
        END IF;

        IF times IS NOT NULL THEN
            clock := times[k];
            -- Equal times are set apart by microseconds, so a given time may lag a little behind.
            IF clock > clock_timestamp() OR clock < latest - interval '1 second' THEN
                RAISE 'nothing can be recorded at %: the log ends at %', clock, latest
                    USING ERRCODE = 'JK003';
            END IF;
        END IF;
        latest := greatest(clock, latest + interval '1 microsecond');
        micros := extract(epoch FROM latest) * 1000000;
        first_positions[k] := leaf_count;
        FOR i IN first_event .. last_event LOOP
            s := slots[i];
            IF @ledger@.entry_length(names[i], head_leaves[s], metadatas[i], payloads[i])
                > 65535
            THEN
                RAISE 'an event is too large for an entry of the log' USING ERRCODE = 'JK002';
            END IF;
            leaf := @ledger@.leaf_hash(
                streams[s], versions[i], names[i], head_leaves[s], micros, metadatas[i], payloads[i]
            );
            head_leaves[s] := leaf;
            leaves[i] := leaf;
            positions[i] := leaf_count;
            recorded[i] := latest;
            level := 1;
            WHILE (leaf_count >> level - 1) & 1 = 1 LOOP
                leaf := sha256('\x01'::bytea || tree[level] || leaf);
                level := level + 1;
            END LOOP;
            tree[level] := leaf;
            leaf_count := leaf_count + 1;
        END LOOP;
        last_positions[k] := leaf_count - 1;
        IF last_positions[k] < first_positions[k] THEN
            RAISE 'a command without events';
        END IF;
        stamps[k] := latest;
    END LOOP;

    IF last_event <> cardinality(slots) THEN
        RAISE '% events for commands of %', cardinality(slots), last_event;
    ELSIF leaf_count = at_first.size THEN
        RETURN;
    END IF;
    INSERT INTO @ledger@.event
        (position, stream, version, event_id, name, payload, metadata, recorded_at, leaf)
    SELECT e.position, streams[e.slot], e.version, e.id, e.name, e.payload, e.metadata,
        e.recorded_at, e.leaf
    FROM unnest(
        positions, slots, versions, event_ids, names, payloads, metadatas, recorded, leaves
    ) AS e (position, slot, version, id, name, payload, metadata, recorded_at, leaf)
    WHERE e.position IS NOT NULL;
    INSERT INTO @ledger@.command (command_id, digest, first_position, last_position)
    SELECT c.id, c.digest, c.first_position, c.last_position
    FROM unnest(command_ids, digests, outcomes, first_positions, last_positions)
        AS c (id, digest, outcome, first_position, last_position)
    WHERE c.outcome = 'recorded';
    IF key_commands IS NOT NULL THEN
        PERFORM @ledger@.store_keys(outcomes, key_commands, key_persons, wrapped_keys);
    END IF;
    IF sealed_events IS NOT NULL THEN
        PERFORM @ledger@.refuse_erased(sealed_persons);
        INSERT INTO @ledger@.sealed (stream, version, person, grp, ciphertext)
        SELECT streams[slots[p.event]], versions[p.event], p.person, p.grp, p.ciphertext
        FROM unnest(sealed_events, sealed_persons, sealed_groups, ciphertexts)
            AS p (event, person, grp, ciphertext)
        WHERE positions[p.event] IS NOT NULL;
    END IF;
    UPDATE @ledger@.frontier f SET size = leaf_count, nodes = tree, recorded_at = latest
    WHERE f.ctid = at_first.ctid;
END $body$;
BEGIN
    EXECUTE format(
        'CREATE FUNCTION @ledger@.append(%s) LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp AS %L',
        parameters, 'DECLARE times timestamptz[];' || body
    );
    EXECUTE format(
        'CREATE FUNCTION @ledger@.append_at(times timestamptz[], %s) LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS %L',
        parameters, 'DECLARE ' || body
    );
END $make$;

-- The app's short way for the commonest command, one event without guards, claims or a new key of
-- a person: the same rows, leaf and frontier in fewer steps. Answers the position and the time in
-- microseconds since 1970, or null when the command must take the long way. Fails as a duplicate
-- when the command, or that version of the stream, was recorded before.
CREATE FUNCTION @ledger@.append_event(
    new_command uuid, new_digest bytea,
    new_stream uuid, new_version int, new_id uuid, new_name text,
    new_metadata bytea, new_payload bytea,
    sealed_person uuid, sealed_groups text[], ciphertexts bytea[]
) RETURNS bigint[] LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    place tid;
    leaf_count bigint;
    tree bytea[];
    stamp timestamptz;
    micros bigint;
    erased boolean;
    previous bytea;
    new_leaf bytea;
    node bytea;
    level int := 1;
BEGIN
    IF pg_advisory_xact_lock(@lock@) IS NULL THEN  -- never null; an IF is cheaper than PERFORM
        RETURN NULL;
    END IF;
    SELECT f.ctid, f.size, f.nodes,
        greatest(clock_timestamp(), f.recorded_at + interval '1 microsecond'),
        EXISTS (SELECT FROM @ledger@.erasure e WHERE e.person = sealed_person AND e.whole)
    INTO place, leaf_count, tree, stamp, erased FROM @ledger@.frontier f;
    IF new_version > 1 THEN
        SELECT e.leaf INTO previous FROM @ledger@.event e
        WHERE e.stream = new_stream AND e.version = new_version - 1;
    END IF;
    IF erased OR (previous IS NULL) <> (new_version = 1)
        OR @ledger@.entry_length(new_name, previous, new_metadata, new_payload) > 65535
    THEN
        RETURN NULL;
    END IF;
    micros := extract(epoch FROM stamp) * 1000000;
    new_leaf := @ledger@.leaf_hash(
        new_stream, new_version, new_name, previous, micros, new_metadata, new_payload
    );
    node := new_leaf;
    WHILE (leaf_count >> level - 1) & 1 = 1 LOOP
        node := sha256('\x01'::bytea || tree[level] || node);
        level := level + 1;
    END LOOP;
    tree[level] := node;
    INSERT INTO @ledger@.event
        (position, stream, version, event_id, name, payload, metadata, recorded_at, leaf)
    VALUES (leaf_count, new_stream, new_version, new_id, new_name, new_payload, new_metadata,
        stamp, new_leaf);
    INSERT INTO @ledger@.command (command_id, digest, first_position, last_position)
    VALUES (new_command, new_digest, leaf_count, leaf_count);
    IF cardinality(sealed_groups) = 1 THEN
        INSERT INTO @ledger@.sealed (stream, version, person, grp, ciphertext)
        VALUES (new_stream, new_version, sealed_person, sealed_groups[1], ciphertexts[1]);
    ELSIF sealed_person IS NOT NULL THEN
        INSERT INTO @ledger@.sealed (stream, version, person, grp, ciphertext)
        SELECT new_stream, new_version, sealed_person, p.grp, p.ciphertext
        FROM unnest(sealed_groups, ciphertexts) AS p (grp, ciphertext);
    END IF;
    UPDATE @ledger@.frontier f SET size = leaf_count + 1, nodes = tree, recorded_at = stamp
    WHERE f.ctid = place;
    RETURN ARRAY[leaf_count, micros];
END $$;
