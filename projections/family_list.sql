-- The households that somebody may see, page by page. Its tables are those of household_file and
-- caseload.

-- name: count
SELECT count(*) FROM household_file AS file
WHERE file.from_position <= %(as_of)s AND (file.to_position IS NULL OR file.to_position > %(as_of)s)
  AND (%(villages)s::text[] IS NULL OR file.village_code = ANY (%(villages)s))
  AND (%(mentor_id)s::uuid IS NULL OR file.mentor_id = %(mentor_id)s)
  AND (%(status)s::text IS NULL OR file.status = %(status)s)
  AND (%(households)s::uuid[] IS NULL OR file.household_id = ANY (%(households)s))
  AND (%(stage)s::text IS NULL OR file.stage = %(stage)s AND file.status <> 'merged')
  AND (%(reason)s::text IS NULL OR %(reason)s = CASE
       WHEN file.status <> ALL (%(left)s) THEN 'waiting'
       ELSE coalesce(nullif(file.reason, ''), file.status) END)
  AND (%(low)s::uuid IS NULL OR file.household_id BETWEEN %(low)s AND %(high)s);

-- name: listed
WITH page AS (
    SELECT * FROM household_file AS file
    WHERE file.from_position <= %(as_of)s
      AND (file.to_position IS NULL OR file.to_position > %(as_of)s)
      AND (%(villages)s::text[] IS NULL OR file.village_code = ANY (%(villages)s))
      AND (%(mentor_id)s::uuid IS NULL OR file.mentor_id = %(mentor_id)s)
      AND (%(status)s::text IS NULL OR file.status = %(status)s)
      AND (%(households)s::uuid[] IS NULL OR file.household_id = ANY (%(households)s))
      AND (%(stage)s::text IS NULL OR file.stage = %(stage)s AND file.status <> 'merged')
      AND (%(reason)s::text IS NULL OR %(reason)s = CASE
           WHEN file.status <> ALL (%(left)s) THEN 'waiting'
           ELSE coalesce(nullif(file.reason, ''), file.status) END)
      AND (%(low)s::uuid IS NULL OR file.household_id BETWEEN %(low)s AND %(high)s)
    ORDER BY file.household_id
    LIMIT %(limit)s OFFSET %(offset)s
)
SELECT page.household_id, page.village_code, page.status, page.head_id, page.mentor_id,
       page.members, page.cycle_on, seen.last_visit_on
FROM page
LEFT JOIN LATERAL (
    SELECT last_visit_on FROM caseload
    WHERE caseload.household_id = page.household_id AND position <= %(as_of)s
    ORDER BY position DESC LIMIT 1
) AS seen ON true
ORDER BY page.household_id;
