-- Objections: what is contested, until when it waits, and what was found.

-- name: create
CREATE TABLE objections (
    objection_id  uuid   NOT NULL,
    village_code  text   NOT NULL,
    kind          text   NOT NULL,
    household_id  uuid,
    lodged_on     date   NOT NULL,
    due_on        date   NOT NULL,
    escalated_to  text   NOT NULL,
    outcome       text   NOT NULL,
    answered_on   date,
    from_position bigint NOT NULL,
    to_position   bigint,
    PRIMARY KEY (objection_id, from_position)
);

-- name: listed
SELECT objection_id, village_code, kind, household_id, lodged_on, due_on, escalated_to, outcome,
       answered_on
FROM objections
WHERE from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
  AND (%(villages)s::text[] IS NULL OR village_code = ANY (%(villages)s))
ORDER BY outcome <> '', CASE WHEN outcome = '' THEN due_on END, lodged_on DESC, objection_id;
