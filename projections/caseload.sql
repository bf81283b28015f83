-- How many visits a household received in its present cycle, and when the last one was. Whose
-- household it was stands in household_file.

-- name: create
CREATE TABLE caseload (
    household_id  uuid   NOT NULL,
    visits        int    NOT NULL,
    last_visit_on date,
    position      bigint NOT NULL,
    PRIMARY KEY (household_id, position)
);
CREATE INDEX caseload_position ON caseload (position);

-- name: of_mentor
SELECT file.household_id, file.village_code, file.status, file.head_id, file.since_on,
       file.members, file.cycle_on, coalesce(seen.visits, 0) AS visits, seen.last_visit_on
FROM household_file AS file
LEFT JOIN LATERAL (
    SELECT visits, last_visit_on FROM caseload
    WHERE caseload.household_id = file.household_id AND position <= %(as_of)s
    ORDER BY position DESC LIMIT 1
) AS seen ON true
WHERE file.mentor_id = %(mentor_id)s
  AND file.from_position <= %(as_of)s
  AND (file.to_position IS NULL OR file.to_position > %(as_of)s)
ORDER BY file.household_id;

-- name: mentors
SELECT mentor_id, count(*) AS households
FROM household_file
WHERE mentor_id IS NOT NULL AND status = ANY(%(statuses)s)
  AND from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
GROUP BY mentor_id
ORDER BY mentor_id;
