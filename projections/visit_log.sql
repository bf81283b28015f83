-- Every visit, and every visit that failed, with what looked odd about it.

-- name: create
CREATE TABLE visit_log (
    household_id  uuid        NOT NULL,
    visit_id      uuid        NOT NULL,
    event_id      uuid        NOT NULL,
    visitor_id    uuid        NOT NULL,
    visited_at    timestamptz NOT NULL,
    visited_on    date        NOT NULL,
    recorded_at   timestamptz NOT NULL,
    held          boolean     NOT NULL,
    reason        text        NOT NULL,
    topics        text[]      NOT NULL,
    minutes       int         NOT NULL,
    photos        int         NOT NULL,
    photo_sha256s text[]      NOT NULL,
    warnings      text[]      NOT NULL,
    corrected     boolean     NOT NULL,
    from_position bigint      NOT NULL,
    to_position   bigint,
    PRIMARY KEY (household_id, visit_id, from_position)
);
CREATE INDEX visit_log_visitor ON visit_log (visitor_id, visited_on);
CREATE INDEX visit_log_day ON visit_log (visited_on);
-- Few visits have a photo.
CREATE INDEX visit_log_photo ON visit_log USING gin (photo_sha256s) WHERE photo_sha256s <> '{}';
CREATE INDEX visit_log_heard ON visit_log (visitor_id, from_position);

-- name: of_household
SELECT household_id, visit_id, event_id, visitor_id, visited_at, visited_on, recorded_at, held,
       reason, topics, minutes, photos, warnings, corrected, from_position
FROM visit_log
WHERE household_id = %(household_id)s
  AND from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
ORDER BY visited_at DESC, visit_id;

-- name: of_visitor
SELECT household_id, visit_id, event_id, visitor_id, visited_at, visited_on, recorded_at, held,
       reason, topics, minutes, photos, warnings, corrected, from_position
FROM visit_log
WHERE visitor_id = %(visitor_id)s AND visited_on BETWEEN %(from_on)s AND %(until_on)s
  AND from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
ORDER BY visited_at DESC, visit_id;
