-- What happened although a rule forbids it, and which of it was settled as a finding.

-- name: create
CREATE TABLE irregularities (
    household_id    uuid        NOT NULL,
    irregularity_id uuid        NOT NULL,
    village_code    text        NOT NULL,
    rule            text        NOT NULL,
    variant         text        NOT NULL,
    command         text        NOT NULL,
    actor_id        uuid        NOT NULL,
    role            text        NOT NULL,
    channel         text        NOT NULL,
    happened_at     timestamptz NOT NULL,
    recorded_at     timestamptz NOT NULL,
    about_money     boolean     NOT NULL,
    position        bigint      NOT NULL,
    PRIMARY KEY (position)
);
CREATE INDEX irregularities_village ON irregularities (village_code, position);
CREATE INDEX irregularities_household ON irregularities (household_id, position);
CREATE TABLE irregularities_settled (
    household_id uuid   NOT NULL,
    finding_id   uuid   NOT NULL,
    position     bigint NOT NULL,
    PRIMARY KEY (position)
);
CREATE INDEX irregularities_settled_finding
    ON irregularities_settled (household_id, finding_id, position);

-- name: page
SELECT household_id, irregularity_id, village_code, rule, variant, command, actor_id, role,
       channel, happened_at, recorded_at, about_money, position,
       EXISTS (
           SELECT FROM irregularities_settled AS settled
           WHERE settled.household_id = one.household_id
             AND settled.finding_id = one.irregularity_id AND settled.position <= %(as_of)s
       ) AS settled
FROM irregularities AS one
WHERE position <= %(as_of)s AND position < %(before)s
  AND (%(villages)s::text[] IS NULL OR village_code = ANY (%(villages)s))
  AND (%(household_id)s::uuid IS NULL OR household_id = %(household_id)s)
ORDER BY position DESC
LIMIT %(limit)s;

-- name: by_rule
SELECT rule, count(*) AS irregularities
FROM irregularities
WHERE position <= %(as_of)s
  AND (%(villages)s::text[] IS NULL OR village_code = ANY (%(villages)s))
  AND (%(household_id)s::uuid IS NULL OR household_id = %(household_id)s)
GROUP BY rule
ORDER BY rule;
