-- What waits for somebody, and since when: from it the clockwork tells what is late.

-- name: create
CREATE TABLE deadlines (
    kind           text   NOT NULL,
    target         uuid   NOT NULL,
    village_code   text   NOT NULL,
    responsible_id uuid,
    since_on       date   NOT NULL,
    due_on         date,
    done           int    NOT NULL,
    from_position  bigint NOT NULL,
    to_position    bigint,
    PRIMARY KEY (kind, target, from_position)
);
CREATE UNIQUE INDEX deadlines_open ON deadlines (kind, target) WHERE to_position IS NULL;

-- name: waiting
SELECT kind, target, village_code, responsible_id, since_on, due_on, done
FROM deadlines
WHERE kind = %(kind)s
  AND from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
ORDER BY since_on, target;
