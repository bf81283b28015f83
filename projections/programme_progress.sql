-- name: households
-- Households that are alike in all that is counted by, with how many they are.
-- One that was merged is counted with the one it went to.
-- Whoever was visited lately is found in one stretch of the log; only the others are looked up.
WITH lately AS MATERIALIZED (
    SELECT DISTINCT ON (household_id) household_id, visits, last_visit_on
    FROM caseload
    WHERE position > %(as_of)s - %(stretch)s AND position <= %(as_of)s
    ORDER BY household_id, position DESC
)
SELECT file.village_code, file.cohort, file.stage, file.status, file.reason, file.since_on,
       file.cycle_on, coalesce(lately.last_visit_on, before.last_visit_on) AS last_visit_on,
       count(*), sum(file.members), sum(coalesce(lately.visits, before.visits, 0))
FROM household_file AS file
LEFT JOIN lately ON lately.household_id = file.household_id AND file.enrolled_on IS NOT NULL
LEFT JOIN LATERAL (
    SELECT visits, last_visit_on FROM caseload
    WHERE lately.household_id IS NULL AND file.enrolled_on IS NOT NULL
      AND caseload.household_id = file.household_id AND position <= %(as_of)s - %(stretch)s
    ORDER BY position DESC LIMIT 1
) AS before ON true
WHERE file.from_position <= %(as_of)s
  AND (file.to_position IS NULL OR file.to_position > %(as_of)s)
GROUP BY file.village_code, file.cohort, file.stage, file.status, file.reason, file.since_on,
         file.cycle_on, coalesce(lately.last_visit_on, before.last_visit_on);
