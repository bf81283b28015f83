-- Who opened whose file, or took a copy along, when, on which page.

-- name: create
CREATE TABLE reads (
    actor_id    uuid        NOT NULL,
    role        text        NOT NULL,
    target      uuid        NOT NULL,
    page        text        NOT NULL,
    as_of       bigint,
    recorded_at timestamptz NOT NULL,
    position    bigint      NOT NULL,
    PRIMARY KEY (position, target)
);
CREATE INDEX reads_target ON reads (target, position);
CREATE INDEX reads_actor ON reads (actor_id, position);

-- name: page
SELECT actor_id, role, target, page, reads.as_of, recorded_at, position
FROM reads
WHERE position <= %(as_of)s AND position < %(before)s
  AND (%(target)s::uuid IS NULL
       OR target BETWEEN %(target)s AND coalesce(%(target_last)s::uuid, %(target)s))
  AND (%(actor_id)s::uuid IS NULL OR actor_id = %(actor_id)s)
ORDER BY position DESC
-- The families of one bundle stay together.
FETCH FIRST (%(limit)s) ROWS WITH TIES;
