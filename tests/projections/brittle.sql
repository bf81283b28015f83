-- name: create
CREATE TABLE brittle (
    visit_id uuid   NOT NULL,
    minutes  int    NOT NULL CHECK (minutes < 1000),
    position bigint NOT NULL PRIMARY KEY
);
