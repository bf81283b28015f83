-- Audits by warrant, with the samples that were asked for in each and how far they were looked at.

-- name: create
CREATE TABLE audits (
    engagement_id uuid   NOT NULL,
    warrant       text   NOT NULL,
    organisation  text   NOT NULL,
    villages      text[] NOT NULL,
    from_on       date   NOT NULL,
    until_on      date   NOT NULL,
    position      bigint NOT NULL,
    PRIMARY KEY (position)
);
CREATE TABLE audit_steps (
    engagement_id uuid   NOT NULL,
    step          text   NOT NULL,
    items         int    NOT NULL,
    position      bigint NOT NULL,
    PRIMARY KEY (position)
);
CREATE INDEX audit_steps_engagement ON audit_steps (engagement_id, position);

-- name: all
SELECT engagement_id, warrant, organisation, villages, from_on, until_on, position,
       (SELECT count(*) FROM audit_steps AS s WHERE s.engagement_id = a.engagement_id
        AND s.step = 'requested' AND s.position <= %(as_of)s)::int AS samples,
       (SELECT coalesce(sum(items), 0) FROM audit_steps AS s
        WHERE s.engagement_id = a.engagement_id
        AND s.step = 'drawn' AND s.position <= %(as_of)s)::int AS drawn,
       (SELECT count(*) FROM audit_steps AS s WHERE s.engagement_id = a.engagement_id
        AND s.step = 'examined' AND s.position <= %(as_of)s)::int AS examined,
       EXISTS (SELECT FROM audit_steps AS s WHERE s.engagement_id = a.engagement_id
        AND s.step = 'closed' AND s.position <= %(as_of)s) AS closed
FROM audits AS a
WHERE position <= %(as_of)s
ORDER BY position DESC;
