-- What is on record about each village: its agency, agreements, assessment, plan, evaluations.

-- name: create
CREATE TABLE village_progress (
    village_code   text   NOT NULL,
    batch          text   NOT NULL,
    scheme         text   NOT NULL,
    selected_on    date   NOT NULL,
    agency         text   NOT NULL,
    agency_from_on date,
    agreements     int    NOT NULL,
    potentials     int    NOT NULL,
    assessed_on    date,
    plan_year      int,
    evaluations    text[] NOT NULL,
    status         text   NOT NULL,
    enrolment_open boolean NOT NULL,
    from_position  bigint NOT NULL,
    to_position    bigint,
    PRIMARY KEY (village_code, from_position)
);

-- name: all
SELECT village_code, batch, scheme, selected_on, agency, agency_from_on, agreements, potentials,
       assessed_on, plan_year, evaluations, status, enrolment_open
FROM village_progress
WHERE from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
ORDER BY village_code;

-- name: visits
-- Visits between two days, counted where the household lives.
WITH home AS MATERIALIZED (
    SELECT household_id, village_code FROM household_file
    WHERE from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
)
SELECT home.village_code, count(*) AS visits, count(*) FILTER (WHERE visit.warnings <> '{}') AS odd
FROM visit_log AS visit
JOIN home USING (household_id)
WHERE visit.visited_on BETWEEN %(from_on)s AND %(until_on)s AND visit.held
  AND visit.from_position <= %(as_of)s
  AND (visit.to_position IS NULL OR visit.to_position > %(as_of)s)
GROUP BY home.village_code;
