-- Which steps each household took, one row per step.

-- name: create
CREATE TABLE pillar_steps (
    household_id  uuid    NOT NULL,
    event_id      uuid    NOT NULL,
    mark          text    NOT NULL,
    first         boolean NOT NULL,
    from_position bigint  NOT NULL,
    to_position   bigint,
    PRIMARY KEY (household_id, event_id, from_position)
);
CREATE INDEX pillar_steps_first ON pillar_steps (household_id, mark, from_position, to_position)
    WHERE first;
CREATE INDEX pillar_steps_amended ON pillar_steps (household_id, to_position)
    WHERE first AND to_position IS NOT NULL;

-- name: coverage
-- Households of a village that took steps of the same pillars, each pillar a bit. Which mark counts
-- for which pillar is given as two lists side by side. The first step of each mark is enough, but
-- where such a one was amended: there all are asked for.
WITH counts AS (
    SELECT mark, bit_or(bit) AS bits
    FROM unnest(%(marks)s::text[], %(bits)s::int[]) AS pairs (mark, bit) GROUP BY mark
), amended AS (
    SELECT DISTINCT household_id FROM pillar_steps WHERE first AND to_position <= %(as_of)s
), taken AS MATERIALIZED (
    SELECT household_id, bit_or(bits) AS bits
    FROM (
        SELECT household_id, mark FROM pillar_steps
        WHERE first
          AND from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
        UNION ALL
        SELECT household_id, mark FROM amended JOIN pillar_steps USING (household_id)
        WHERE NOT first
          AND from_position <= %(as_of)s AND (to_position IS NULL OR to_position > %(as_of)s)
    ) AS step
    JOIN counts USING (mark)
    GROUP BY household_id
)
SELECT file.village_code, coalesce(taken.bits, 0), count(*)
FROM household_file AS file
LEFT JOIN taken USING (household_id)
WHERE file.from_position <= %(as_of)s
  AND (file.to_position IS NULL OR file.to_position > %(as_of)s)
  AND file.stage IN ('active', 'graduated') AND file.status <> 'merged'
GROUP BY file.village_code, coalesce(taken.bits, 0)
ORDER BY file.village_code;
