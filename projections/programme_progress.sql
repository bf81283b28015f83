-- name: households
-- Households that are alike in all that is counted by, with how many they are.
-- One that was merged is counted with the one it went to.
SELECT file.village_code, file.cohort, file.stage, file.status, file.reason, file.since_on,
       file.cycle_on, seen.last_visit_on, count(*), sum(file.members), sum(coalesce(seen.visits, 0))
FROM household_file AS file
LEFT JOIN LATERAL (
    SELECT visits, last_visit_on FROM caseload
    WHERE file.enrolled_on IS NOT NULL
      AND caseload.household_id = file.household_id AND position <= %(as_of)s
    ORDER BY position DESC LIMIT 1
) AS seen ON true
WHERE file.from_position <= %(as_of)s
  AND (file.to_position IS NULL OR file.to_position > %(as_of)s)
GROUP BY file.village_code, file.cohort, file.stage, file.status, file.reason, file.since_on,
         file.cycle_on, seen.last_visit_on;
