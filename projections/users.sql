-- Who works with Jejak, in which roles, and who is kept out for the time being.

-- name: create
CREATE TABLE users (
    stream        uuid        NOT NULL,
    user_id       uuid        NOT NULL,
    organisation  text        NOT NULL,
    registered_at timestamptz NOT NULL,
    from_position bigint      NOT NULL,
    to_position   bigint,
    PRIMARY KEY (stream, from_position)
);
CREATE INDEX users_user ON users (user_id);
CREATE TABLE users_role (
    stream        uuid   NOT NULL,
    role          text   NOT NULL,
    villages      text[] NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint,
    PRIMARY KEY (stream, role, from_position)
);
CREATE TABLE users_blocked (
    stream        uuid   NOT NULL,
    reason        text   NOT NULL,
    from_position bigint NOT NULL,
    to_position   bigint,
    PRIMARY KEY (stream, from_position)
);

-- name: page
SELECT u.user_id, u.organisation, u.registered_at, coalesce(b.reason, '') AS blocked,
    coalesce(array_agg(r.role ORDER BY r.role) FILTER (WHERE r.role IS NOT NULL), '{}') AS roles,
    coalesce(
        json_object_agg(r.role, r.villages) FILTER (WHERE r.role IS NOT NULL), '{}'
    ) AS villages
FROM users u
LEFT JOIN users_role r ON r.stream = u.stream AND r.from_position <= %(as_of)s
    AND (r.to_position IS NULL OR r.to_position > %(as_of)s)
LEFT JOIN users_blocked b ON b.stream = u.stream AND b.from_position <= %(as_of)s
    AND (b.to_position IS NULL OR b.to_position > %(as_of)s)
WHERE u.from_position <= %(as_of)s AND (u.to_position IS NULL OR u.to_position > %(as_of)s)
  AND (%(user_id)s::uuid IS NULL OR u.user_id = %(user_id)s)
GROUP BY u.user_id, u.organisation, u.registered_at, u.from_position, b.reason
ORDER BY u.from_position;
