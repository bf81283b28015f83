-- What was tried and refused, and what of it waits in the box "needs attention".

-- name: create
CREATE TABLE refusals (
    actor_id    uuid        NOT NULL,
    role        text        NOT NULL,
    channel     text        NOT NULL,
    command     text        NOT NULL,
    code        text        NOT NULL,
    variant     text        NOT NULL,
    target      uuid,
    recorded_at timestamptz NOT NULL,
    position    bigint      NOT NULL,
    PRIMARY KEY (position)
);
CREATE INDEX refusals_target ON refusals (target, position);
CREATE INDEX refusals_actor ON refusals (actor_id, position);
CREATE TABLE refusals_box (
    submission_id uuid        NOT NULL,
    actor_id      uuid        NOT NULL,
    command       text        NOT NULL,
    code          text        NOT NULL,
    variant       text        NOT NULL,
    target        uuid,
    recorded_at   timestamptz NOT NULL,
    from_position bigint      NOT NULL,
    to_position   bigint,
    PRIMARY KEY (submission_id, from_position)
);
CREATE INDEX refusals_box_actor ON refusals_box (actor_id, from_position);

-- name: page
SELECT actor_id, role, channel, command, code, variant, target, recorded_at, position
FROM refusals
WHERE position <= %(as_of)s AND position < %(before)s
  AND (%(target)s::uuid IS NULL
       OR target BETWEEN %(target)s AND coalesce(%(target_last)s::uuid, %(target)s))
  AND (%(actor_id)s::uuid IS NULL OR actor_id = %(actor_id)s)
ORDER BY position DESC
LIMIT %(limit)s;

-- name: by_code
SELECT code, count(*) AS refusals
FROM refusals
WHERE position <= %(as_of)s
GROUP BY code
ORDER BY code;

-- name: box
SELECT submission_id, actor_id, command, code, variant, target, recorded_at, from_position
FROM refusals_box
WHERE from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
  AND (%(actor_id)s::uuid IS NULL OR actor_id = %(actor_id)s)
ORDER BY from_position;

-- name: box_of_villages
SELECT submission_id, actor_id, command, code, variant, target, box.recorded_at, box.from_position
FROM refusals_box AS box
JOIN household_file AS family ON family.household_id = box.target
WHERE box.from_position <= %(as_of)s
  AND (box.to_position IS NULL OR box.to_position > %(as_of)s)
  AND family.from_position <= %(as_of)s
  AND (family.to_position IS NULL OR family.to_position > %(as_of)s)
  AND family.village_code = ANY (%(villages)s)
ORDER BY box.from_position;
