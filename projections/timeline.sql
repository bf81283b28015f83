-- What happened in other streams and is part of a household's story: meetings, objections, its
-- mentor, the list it stood on. What happened in its own stream is in the log under its id.

-- name: create
CREATE TABLE timeline (
    household_id uuid   NOT NULL,
    position     bigint NOT NULL,
    PRIMARY KEY (household_id, position)
);

-- name: of_household
SELECT position FROM timeline WHERE household_id = %(household_id)s AND position <= %(as_of)s
UNION
SELECT position FROM event WHERE stream = %(household_id)s AND position <= %(as_of)s
ORDER BY position;
