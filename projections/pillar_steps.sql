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
-- One look into the index per household; what came first is enough.
SELECT file.village_code, count(*) AS households,
       count(*) FILTER (WHERE EXISTS (
           SELECT FROM pillar_steps AS step
           WHERE step.household_id = file.household_id AND step.mark = ANY (%(marks)s)
             AND step.from_position <= %(as_of)s
             AND (step.to_position IS NULL OR step.to_position > %(as_of)s)
       )) AS stepped
FROM household_file AS file
WHERE file.from_position <= %(as_of)s AND (file.to_position IS NULL OR file.to_position > %(as_of)s)
  AND file.stage IN ('active', 'graduated') AND file.status <> 'merged'
GROUP BY file.village_code
ORDER BY file.village_code;
