-- Where every household stands and stood: one row for each stretch of the log in which it stood so.

-- name: create
CREATE TABLE household_file (
    household_id  uuid   NOT NULL,
    status        text   NOT NULL,
    stage         text   NOT NULL,
    reason        text   NOT NULL,
    since_on      date,
    cycle         int    NOT NULL,
    village_code  text   NOT NULL,
    cohort        text   NOT NULL,
    head_id       uuid,
    mentor_id     uuid,
    members       int    NOT NULL,
    enrolled_on   date,
    cycle_on      date,
    merged_into   uuid,
    split_from    uuid,
    moved_to      text   NOT NULL,
    batch_id      uuid,
    decile        int,
    from_position bigint NOT NULL,
    to_position   bigint,
    PRIMARY KEY (household_id, from_position)
);
CREATE INDEX household_file_village ON household_file (village_code);
CREATE INDEX household_file_mentor ON household_file (mentor_id);
CREATE INDEX household_file_merged ON household_file (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX household_file_split ON household_file (split_from) WHERE split_from IS NOT NULL;

-- name: one
SELECT * FROM household_file
WHERE household_id = %(household_id)s
  AND from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s);

-- name: of_village
SELECT * FROM household_file
WHERE village_code = %(village_code)s
  AND from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
ORDER BY household_id;

-- name: page
SELECT * FROM household_file
WHERE household_id > %(after)s
  AND from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
ORDER BY household_id
LIMIT %(limit)s;

-- name: between
SELECT * FROM household_file
WHERE household_id BETWEEN %(low)s AND %(high)s
  AND from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
ORDER BY household_id;

-- name: absorbed
SELECT household_id FROM household_file
WHERE merged_into = %(household_id)s
  AND from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
ORDER BY household_id;

-- name: split_off
SELECT household_id FROM household_file
WHERE split_from = %(household_id)s
  AND from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
ORDER BY household_id;

-- name: villages_before
SELECT village_code, min(from_position) AS from_position FROM household_file
WHERE household_id = %(household_id)s AND from_position <= %(as_of)s
GROUP BY village_code
ORDER BY from_position;
