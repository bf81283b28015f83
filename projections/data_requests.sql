-- The register of requests about personal data, and the steps taken on each.

-- name: create
CREATE TABLE data_requests (
    request      uuid        NOT NULL,
    kind         text        NOT NULL,
    applicant    text        NOT NULL,
    person_id    uuid        NOT NULL,
    household_id uuid,
    village_code text        NOT NULL,
    received_at  timestamptz NOT NULL,
    due_at       timestamptz NOT NULL,
    position     bigint      NOT NULL,
    PRIMARY KEY (request)
);
CREATE TABLE data_request_steps (
    request  uuid        NOT NULL,
    stage    text        NOT NULL,
    outcome  text        NOT NULL,
    actor_id uuid        NOT NULL,
    at       timestamptz NOT NULL,
    position bigint      NOT NULL,
    PRIMARY KEY (position)
);
CREATE INDEX data_request_steps_request ON data_request_steps (request, position);

-- name: register
SELECT r.request, r.kind, r.applicant, r.person_id, r.household_id, r.village_code,
    r.received_at, r.due_at, coalesce(last.stage, 'received') AS stage,
    coalesce(d.outcome, '') AS outcome, d.at AS decided_at, coalesce(e.erased, false) AS is_erased
FROM data_requests r
LEFT JOIN LATERAL (
    SELECT s.stage FROM data_request_steps s
    WHERE s.request = r.request AND s.position <= %(as_of)s ORDER BY s.position DESC LIMIT 1
) last ON true
LEFT JOIN data_request_steps d
    ON d.request = r.request AND d.stage = 'decided' AND d.position <= %(as_of)s
LEFT JOIN LATERAL (
    SELECT true AS erased FROM data_request_steps s
    WHERE s.request = r.request AND s.stage = 'erased' AND s.position <= %(as_of)s LIMIT 1
) e ON true
WHERE r.position <= %(as_of)s
ORDER BY d.at IS NOT NULL, r.due_at, r.request;
