-- Amendments that somebody proposed: since when they wait, and what a second person made of them.

-- name: create
CREATE TABLE amendments (
    household_id  uuid        NOT NULL,
    proposal_id   uuid        NOT NULL,
    village_code  text        NOT NULL,
    amendment     text        NOT NULL,
    reason        text        NOT NULL,
    target_id     uuid        NOT NULL,
    proposed_by   uuid        NOT NULL,
    proposed_at   timestamptz NOT NULL,
    outcome       text        NOT NULL,
    closed_by     uuid,
    from_position bigint      NOT NULL,
    to_position   bigint,
    PRIMARY KEY (household_id, proposal_id, from_position)
);

-- name: listed
SELECT household_id, proposal_id, village_code, amendment, reason, target_id, proposed_by, proposed_at,
       outcome, closed_by
FROM amendments
WHERE from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
  AND (%(villages)s::text[] IS NULL OR village_code = ANY (%(villages)s))
  AND (%(proposed_by)s::uuid IS NULL OR proposed_by = %(proposed_by)s)
  AND (%(open)s IS FALSE OR outcome = '')
ORDER BY outcome <> '', CASE WHEN outcome = '' THEN proposed_at END, proposed_at DESC, proposal_id
LIMIT %(limit)s;
