-- Each step of each finding: raised, answered, judged, money returned, closed.

-- name: create
CREATE TABLE findings (
    finding_id    uuid     NOT NULL,
    engagement_id uuid     NOT NULL,
    step          text     NOT NULL,
    village_code  text     NOT NULL,
    code          text     NOT NULL,
    severity      text     NOT NULL,
    amount_rupiah bigint   NOT NULL,
    rule          text     NOT NULL,
    household_id  uuid,
    due_on        date,
    reference     text     NOT NULL,
    document      text     NOT NULL,
    cites         bigint[] NOT NULL,
    question      jsonb,
    actor_id      uuid     NOT NULL,
    role          text     NOT NULL,
    happened_on   date     NOT NULL,
    position      bigint   NOT NULL,
    PRIMARY KEY (position)
);
CREATE INDEX findings_finding ON findings (finding_id, position);
CREATE INDEX findings_raised ON findings (village_code, position) WHERE step = 'raised';

-- name: steps
SELECT f.* FROM findings AS f
WHERE f.position <= %(as_of)s AND f.finding_id IN (
    SELECT finding_id FROM findings
    WHERE step = 'raised' AND position <= %(as_of)s
      AND (%(villages)s::text[] IS NULL OR village_code = ANY (%(villages)s))
      AND (%(finding)s::uuid IS NULL OR finding_id = %(finding)s)
)
ORDER BY f.position;
