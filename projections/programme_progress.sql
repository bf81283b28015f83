-- name: households
-- One row per household as it stood. One that was merged is counted with the one it went to.
SELECT file.village_code, file.cohort, file.stage, file.status, file.reason, file.members,
       file.since_on, file.cycle_on, coalesce(seen.visits, 0), seen.last_visit_on
FROM household_file AS file
LEFT JOIN LATERAL (
    SELECT visits, last_visit_on FROM caseload
    WHERE file.enrolled_on IS NOT NULL
      AND caseload.household_id = file.household_id AND position <= %(as_of)s
    ORDER BY position DESC LIMIT 1
) AS seen ON true
WHERE file.from_position <= %(as_of)s
  AND (file.to_position IS NULL OR file.to_position > %(as_of)s);
