-- The lists that were taken in, and the verdict on each of their rows.

-- name: create
CREATE TABLE targeting_list (
    batch_id    uuid   NOT NULL,
    source      text   NOT NULL,
    as_of_on    date   NOT NULL,
    code_system text   NOT NULL,
    file_sha256 text   NOT NULL,
    row_count   int    NOT NULL,
    supersedes  uuid,
    position    bigint NOT NULL,
    PRIMARY KEY (batch_id, position)
);
CREATE TABLE targeting_step (
    batch_id uuid   NOT NULL,
    step     text   NOT NULL,
    rows     int    NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (batch_id, step, position)
);
CREATE TABLE targeting_row (
    batch_id      uuid   NOT NULL,
    number        int    NOT NULL,
    verdict       text   NOT NULL,
    reasons       text[] NOT NULL,
    household_id  uuid,
    from_position bigint NOT NULL,
    to_position   bigint,
    PRIMARY KEY (batch_id, number, from_position)
);
CREATE INDEX targeting_row_household ON targeting_row (household_id);

-- name: lists
SELECT list.batch_id, list.source, list.as_of_on, list.code_system, list.file_sha256,
       list.row_count, list.supersedes,
       (SELECT count(*) FROM targeting_row AS row WHERE row.batch_id = list.batch_id
          AND row.from_position <= %(as_of)s
          AND (row.to_position IS NULL OR row.to_position > %(as_of)s)) AS judged,
       EXISTS (SELECT FROM targeting_step AS step WHERE step.batch_id = list.batch_id
          AND step.step = 'closed' AND step.position <= %(as_of)s) AS closed,
       (SELECT max(step.rows) FROM targeting_step AS step WHERE step.batch_id = list.batch_id
          AND step.step = 'feedback' AND step.position <= %(as_of)s) AS feedback_rows
FROM targeting_list AS list
WHERE list.position <= %(as_of)s
ORDER BY list.position;

-- name: verdicts
SELECT verdict, count(*) AS rows
FROM targeting_row
WHERE batch_id = %(batch_id)s
  AND from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
GROUP BY verdict
ORDER BY verdict;

-- name: rows
SELECT batch_id, number, verdict, reasons, household_id
FROM targeting_row
WHERE batch_id = %(batch_id)s AND number > %(after)s
  AND from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
ORDER BY number
LIMIT %(limit)s;

-- name: alike
SELECT stage, status, reason, count(*) AS households
FROM household_file
WHERE from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
  AND (%(village_code)s::text IS NULL OR village_code = %(village_code)s)
  AND (%(batch_id)s::uuid IS NULL OR batch_id = %(batch_id)s)
GROUP BY stage, status, reason;

-- name: households
SELECT household_id, village_code, batch_id, decile, stage, status, reason, since_on
FROM household_file
WHERE village_code = %(village_code)s AND status <> 'merged'
  AND from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
ORDER BY status, household_id;
