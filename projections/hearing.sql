-- From whom the office heard last. The tables are those of household_file, visit_log and caseload.

-- name: heard
WITH care AS (
    SELECT mentor_id, village_code, count(*) AS households
    FROM household_file
    WHERE mentor_id IS NOT NULL AND status = ANY (%(statuses)s)
      AND from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
    GROUP BY mentor_id, village_code
)
SELECT care.mentor_id, care.village_code, care.households, last.recorded_at AS heard_at
FROM care
LEFT JOIN LATERAL (
    SELECT recorded_at FROM visit_log
    WHERE visitor_id = care.mentor_id AND from_position <= %(as_of)s
    ORDER BY from_position DESC LIMIT 1
) AS last ON true
ORDER BY care.village_code, care.mentor_id;

-- name: cases
SELECT file.mentor_id, file.cycle_on, seen.last_visit_on
FROM household_file AS file
LEFT JOIN LATERAL (
    SELECT last_visit_on FROM caseload
    WHERE caseload.household_id = file.household_id AND position <= %(as_of)s
    ORDER BY position DESC LIMIT 1
) AS seen ON true
WHERE file.mentor_id IS NOT NULL AND file.cycle_on IS NOT NULL
  AND file.status = ANY (%(statuses)s)
  AND file.from_position <= %(as_of)s
  AND (file.to_position IS NULL OR file.to_position > %(as_of)s);
