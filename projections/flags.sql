-- Questions that facts of many histories raise together, and while they stood.

-- name: create
CREATE TABLE flags (
    rule          text   NOT NULL,
    subject       text   NOT NULL,
    version       int    NOT NULL,
    rupiah        bigint NOT NULL,
    village_code  text   NOT NULL,
    household_id  uuid,
    actor_id      uuid,
    positions     bigint[] NOT NULL,
    values        jsonb  NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint,
    PRIMARY KEY (rule, subject, from_position)
);
CREATE INDEX flags_rupiah ON flags (rupiah DESC, from_position);
CREATE INDEX flags_village ON flags (village_code, rupiah DESC);

-- name: facts
-- A rule looks into some kinds of facts; of all others it reads at most the envelope.
SELECT position, stream::text, name, recorded_at,
       CASE WHEN name = ANY(%(names)s) THEN payload END, metadata
FROM event
WHERE position > %(after)s AND position <= %(upto)s
  AND (name = ANY(%(names)s) OR position('"device_id"'::bytea in metadata) > 0
       OR name <> ALL(%(known)s))
ORDER BY position;

-- name: positions
SELECT event_id::text, position FROM event WHERE event_id = ANY(%(event_ids)s::uuid[]);

-- name: listed
SELECT rule, subject, flags.version, rupiah, village_code, household_id, actor_id, positions, values,
       from_position, event.recorded_at AS raised_at, raised.finding_id
FROM flags JOIN event ON event.position = flags.from_position
LEFT JOIN LATERAL (
    -- The same rule about the same facts is the same question, where nobody kept which it was.
    SELECT f.finding_id FROM findings AS f
    LEFT JOIN findings AS cited ON cited.finding_id = f.finding_id AND cited.step = 'cited'
    WHERE f.step = 'raised' AND f.rule = flags.rule
      AND f.village_code = flags.village_code AND f.position <= %(as_of)s
      AND CASE WHEN cited.question IS NULL THEN f.cites = flags.positions
          ELSE cited.question ->> 'subject' = flags.subject
               AND (cited.question ->> 'at')::bigint = flags.from_position END
    ORDER BY f.position LIMIT 1
) AS raised ON true
WHERE from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
  AND (%(rule)s::text IS NULL OR rule = %(rule)s)
  AND (%(subject)s::text IS NULL OR subject = %(subject)s)
  AND (%(villages)s::text[] IS NULL OR village_code = ANY(%(villages)s))
ORDER BY rupiah DESC, from_position DESC, rule, subject
LIMIT %(limit)s OFFSET %(skip)s;

-- name: counts
SELECT rule, count(*), sum(rupiah)::bigint
FROM flags
WHERE from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
  AND (%(villages)s::text[] IS NULL OR village_code = ANY(%(villages)s))
GROUP BY rule;
