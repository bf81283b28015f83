-- How far each read model has come. `position` is the last one it includes, -1 when it is empty.

-- name: take_turns
SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '/prepare', 0));

-- name: create
CREATE TABLE IF NOT EXISTS tracking (
    read_model      text   PRIMARY KEY,
    position        bigint NOT NULL DEFAULT -1,
    code            text   NOT NULL,
    parked_reason   text,
    parked_position bigint
);

-- name: begin
INSERT INTO tracking (read_model, code)
VALUES (%(read_model)s, %(code)s);

-- name: all
SELECT read_model, position, code, parked_reason, parked_position
FROM tracking
ORDER BY read_model;

-- name: advance
UPDATE tracking
SET position = %(upto)s, parked_reason = %(parked_reason)s, parked_position = %(parked_position)s
WHERE read_model = %(read_model)s AND position = %(after)s AND parked_reason IS NULL
  AND code = %(code)s;

-- name: advance_all
UPDATE tracking
SET position = %(upto)s
WHERE position = %(after)s
  AND read_model IN (
    SELECT read_model FROM tracking
    WHERE read_model = ANY(%(read_models)s) AND position = %(after)s AND parked_reason IS NULL
      AND code = %(code)s
    ORDER BY read_model
    FOR UPDATE
  )
RETURNING read_model;

-- name: forget
DELETE FROM tracking WHERE code <> %(code)s AND read_model <> ALL(%(read_models)s);

-- name: resume
UPDATE tracking
SET parked_reason = NULL, parked_position = NULL
WHERE read_model = %(read_model)s AND parked_reason IS NOT NULL;

-- name: lock
SELECT read_model, position
FROM {live}.tracking
WHERE read_model = ANY(%(read_models)s)
ORDER BY read_model
FOR UPDATE;

-- name: replace
UPDATE {live}.tracking AS live
SET position = made.position, code = made.code,
    parked_reason = made.parked_reason, parked_position = made.parked_position
FROM tracking AS made
WHERE live.read_model = made.read_model AND made.read_model = ANY(%(read_models)s);

-- name: lowest
SELECT min(position)
FROM tracking
WHERE %(read_models)s::text[] = '{}' OR read_model = ANY(%(read_models)s);

-- name: lag
SELECT read_model, position, frontier.size - 1 - position AS behind, parked_reason, parked_position
FROM tracking CROSS JOIN frontier
ORDER BY read_model;
