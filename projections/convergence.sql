-- Who delivers which part: every need with the one who answers for it, until when, and how it stands.

-- name: create
CREATE TABLE convergence (
    household_id  uuid   NOT NULL,
    need_id       uuid   NOT NULL,
    kind          text   NOT NULL,
    owner         text   NOT NULL,
    due_on        date   NOT NULL,
    status        text   NOT NULL,
    referral_id   uuid,
    from_position bigint NOT NULL,
    to_position   bigint,
    PRIMARY KEY (household_id, need_id, from_position)
);
CREATE INDEX convergence_owner ON convergence (owner, status, due_on);

-- name: board
SELECT need.household_id, need.need_id, file.village_code, file.status AS household_status,
       file.mentor_id, need.kind, need.owner, need.due_on, need.status, need.referral_id
FROM convergence AS need
JOIN household_file AS file ON file.household_id = need.household_id
  AND file.from_position <= %(as_of)s
  AND (file.to_position IS NULL OR file.to_position > %(as_of)s)
WHERE need.from_position <= %(as_of)s AND (need.to_position IS NULL OR need.to_position > %(as_of)s)
  AND (%(household_id)s::uuid IS NULL OR need.household_id = %(household_id)s)
  AND (%(owner)s::text IS NULL OR need.owner = %(owner)s)
  AND (%(village_code)s::text IS NULL OR file.village_code = %(village_code)s)
  AND (%(statuses)s::text[] IS NULL OR need.status = ANY(%(statuses)s))
  AND file.status <> 'merged'
ORDER BY need.due_on, need.household_id, need.need_id;

-- name: summary
SELECT file.village_code, need.kind, need.owner, need.status,
       need.status = ANY(%(open)s) AND need.due_on < %(day)s AS overdue, count(*) AS needs
FROM convergence AS need
JOIN household_file AS file ON file.household_id = need.household_id
  AND file.from_position <= %(as_of)s
  AND (file.to_position IS NULL OR file.to_position > %(as_of)s)
WHERE need.from_position <= %(as_of)s AND (need.to_position IS NULL OR need.to_position > %(as_of)s)
  AND file.status <> 'merged'
GROUP BY 1, 2, 3, 4, 5
ORDER BY 1, 2, 3, 4, 5;

-- name: open
-- What is still owed, and how much of it is overdue, in each village.
SELECT file.village_code, count(*), count(*) FILTER (WHERE need.due_on < %(day)s)
FROM convergence AS need
JOIN household_file AS file ON file.household_id = need.household_id
  AND file.from_position <= %(as_of)s
  AND (file.to_position IS NULL OR file.to_position > %(as_of)s)
WHERE need.from_position <= %(as_of)s AND (need.to_position IS NULL OR need.to_position > %(as_of)s)
  AND need.status = ANY(%(open)s) AND file.status <> 'merged'
GROUP BY file.village_code;

-- name: late_of_mentor
SELECT count(*)
FROM household_file AS file
JOIN convergence AS need ON need.household_id = file.household_id
  AND need.from_position <= %(as_of)s
  AND (need.to_position IS NULL OR need.to_position > %(as_of)s)
WHERE file.mentor_id = %(mentor_id)s AND file.status <> 'merged'
  AND file.from_position <= %(as_of)s
  AND (file.to_position IS NULL OR file.to_position > %(as_of)s)
  AND need.status = ANY (%(open)s) AND need.due_on < %(day)s;
