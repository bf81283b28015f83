-- What was signed about the log, by whom, and what makes proofs about it quick.

-- A signed note (c2sp.org/tlog-checkpoint). The key that signs is outside the database.
CREATE TABLE @ledger@.checkpoint (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    size bigint NOT NULL,
    root bytea NOT NULL,
    note text NOT NULL,
    made_at timestamptz NOT NULL
);
CREATE INDEX checkpoint_size ON @ledger@.checkpoint (size);

-- What others said of a checkpoint: lines of cosignatures, and timestamps (RFC 3161).
CREATE TABLE @ledger@.testimony (
    checkpoint bigint NOT NULL REFERENCES @ledger@.checkpoint,
    kind text NOT NULL CHECK (kind IN ('cosignature', 'timestamp')),
    witness text NOT NULL,
    content bytea NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (checkpoint, kind, witness)
);

-- The roots of complete subtrees of 256, 256² … leaves: level 0 covers 256 leaves each.
-- They only save work: a wrong one makes a proof that does not hold.
CREATE TABLE @ledger@.tile (
    level int NOT NULL,
    index bigint NOT NULL,
    root bytea NOT NULL,
    PRIMARY KEY (level, index)
);

DO $make$
DECLARE
    kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['checkpoint', 'testimony', 'tile'] LOOP
        EXECUTE format(
            'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON @ledger@.%I
            FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse()', kept
        );
        EXECUTE format('ALTER TABLE @ledger@.%I ENABLE ALWAYS TRIGGER append_only', kept);
    END LOOP;
END $make$;

-- The root over hashes whose number is a power of two.
CREATE FUNCTION @ledger@.tree_root(hashes bytea[]) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    WHILE cardinality(hashes) > 1 LOOP
        SELECT array_agg(
            sha256('\x01'::bytea || hashes[2 * i - 1] || hashes[2 * i]) ORDER BY i
        ) INTO hashes
        FROM generate_series(1, cardinality(hashes) / 2) AS i;
    END LOOP;
    RETURN hashes[1];
END $$;

-- Complete the tiles of a log of this size; what is there stays as it is.
CREATE FUNCTION @ledger@.keep_tiles(upto bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    height int := 0;
    full_tiles bigint := least(upto, (SELECT f.size FROM @ledger@.frontier f)) / 256;
    next_tile bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('@ledger@.tile'));
    WHILE full_tiles > 0 LOOP
        SELECT coalesce(max(t.index) + 1, 0) INTO next_tile
        FROM @ledger@.tile t WHERE t.level = height;
        FOR n IN next_tile .. full_tiles - 1 LOOP
            IF height = 0 THEN
                INSERT INTO @ledger@.tile (level, index, root)
                SELECT 0, n, @ledger@.tree_root(array_agg(e.leaf ORDER BY e.position))
                FROM @ledger@.event e WHERE e.position >= n * 256 AND e.position < (n + 1) * 256;
            ELSE
                INSERT INTO @ledger@.tile (level, index, root)
                SELECT height, n, @ledger@.tree_root(array_agg(t.root ORDER BY t.index))
                FROM @ledger@.tile t
                WHERE t.level = height - 1 AND t.index >= n * 256 AND t.index < (n + 1) * 256;
            END IF;
        END LOOP;
        height := height + 1;
        full_tiles := full_tiles / 256;
    END LOOP;
END $$;

-- Keep a signed checkpoint. One that is no longer than the log, and never shorter than another.
CREATE FUNCTION @ledger@.keep_checkpoint(new_size bigint, new_root bytea, new_note text)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kept bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('@ledger@.checkpoint'));
    IF new_size > (SELECT f.size FROM @ledger@.frontier f)
        OR new_size < (SELECT max(c.size) FROM @ledger@.checkpoint c)
    THEN
        RAISE 'a checkpoint of % does not fit the log', new_size USING ERRCODE = 'JK007';
    END IF;
    INSERT INTO @ledger@.checkpoint (size, root, note, made_at)
    VALUES (new_size, new_root, new_note, clock_timestamp())
    RETURNING number INTO kept;
    RETURN kept;
END $$;

CREATE FUNCTION @ledger@.keep_testimony(
    about bigint, new_kind text, new_witness text, new_content bytea
) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO @ledger@.testimony (checkpoint, kind, witness, content, made_at)
    VALUES (about, new_kind, new_witness, new_content, clock_timestamp())
    ON CONFLICT DO NOTHING
$$;

-- The last event of every stream among the first `upto` events, in the order of the streams.
-- One look into the index per stream; streams are far fewer than events.
CREATE FUNCTION @ledger@.heads(upto bigint)
RETURNS TABLE (stream uuid, version int, leaf bytea) LANGUAGE sql STABLE AS $$
    WITH RECURSIVE known AS (
        (SELECT e.stream FROM @ledger@.event e ORDER BY e.stream LIMIT 1)
        UNION ALL
        SELECT (
            SELECT e.stream FROM @ledger@.event e WHERE e.stream > k.stream
            ORDER BY e.stream LIMIT 1
        ) FROM known k WHERE k.stream IS NOT NULL
    )
    SELECT k.stream, h.version, h.leaf
    FROM known k CROSS JOIN LATERAL (
        SELECT e.version, e.leaf FROM @ledger@.event e
        WHERE e.stream = k.stream AND e.position < upto ORDER BY e.version DESC LIMIT 1
    ) h
    WHERE k.stream IS NOT NULL
    ORDER BY k.stream
$$;

GRANT SELECT ON @ledger@.checkpoint, @ledger@.testimony, @ledger@.tile TO jejak_app, jejak_reader;
GRANT EXECUTE ON FUNCTION @ledger@.heads TO jejak_app, jejak_reader;
GRANT EXECUTE ON FUNCTION
    @ledger@.keep_tiles, @ledger@.keep_checkpoint, @ledger@.keep_testimony TO jejak_app;
