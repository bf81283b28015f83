-- The meetings of the villages, and in which files their decisions stand.

-- name: create
CREATE TABLE meetings (
    meeting_id     uuid   NOT NULL,
    village_code   text   NOT NULL,
    held_on        date   NOT NULL,
    agenda         text[] NOT NULL,
    invited        int    NOT NULL,
    present        int    NOT NULL,
    decided        int    NOT NULL,
    minutes_sha256 text   NOT NULL,
    from_position  bigint NOT NULL,
    to_position    bigint,
    PRIMARY KEY (meeting_id, from_position)
);
CREATE TABLE meetings_taken_over (
    meeting_id   uuid   NOT NULL,
    household_id uuid   NOT NULL,
    position     bigint NOT NULL,
    PRIMARY KEY (meeting_id, household_id, position)
);

-- name: in_files
SELECT DISTINCT household_id FROM meetings_taken_over
WHERE meeting_id = %(meeting_id)s AND position <= %(as_of)s;

-- name: listed
SELECT meeting_id, village_code, held_on, agenda, invited, present, decided, minutes_sha256
FROM meetings
WHERE from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
  AND (%(villages)s::text[] IS NULL OR village_code = ANY (%(villages)s))
ORDER BY held_on DESC, meeting_id;
