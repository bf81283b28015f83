-- Which steps each household took, one row per step.

-- name: create
CREATE TABLE pillar_steps (
    household_id  uuid   NOT NULL,
    event_id      uuid   NOT NULL,
    mark          text   NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint,
    PRIMARY KEY (household_id, event_id, from_position)
);
CREATE INDEX pillar_steps_mark ON pillar_steps (household_id, mark, from_position);

-- name: coverage
-- How many households of a village took a step of each pillar. Which mark counts for which pillar
-- is given as two lists side by side. Each table is read once, which is quicker than a look into
-- an index for every household and pillar.
WITH home AS MATERIALIZED (
    SELECT household_id, village_code FROM household_file
    WHERE from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
      AND stage IN ('active', 'graduated') AND status <> 'merged'
), taken AS MATERIALIZED (
    SELECT DISTINCT household_id, mark FROM pillar_steps
    WHERE from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
), stepped AS (
    SELECT home.village_code, counts.pillar, count(DISTINCT home.household_id) AS households
    FROM home
    JOIN taken USING (household_id)
    JOIN unnest(%(marks)s::text[], %(pillars)s::text[]) AS counts (mark, pillar) USING (mark)
    GROUP BY home.village_code, counts.pillar
), living AS (
    SELECT village_code, count(*) AS households FROM home GROUP BY village_code
)
SELECT living.village_code, living.households, pillar, coalesce(stepped.households, 0)
FROM living
CROSS JOIN (SELECT DISTINCT unnest(%(pillars)s::text[])) AS known (pillar)
LEFT JOIN stepped USING (village_code, pillar)
ORDER BY living.village_code;
