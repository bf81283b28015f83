-- name: credential
SELECT user_id, login, password FROM {access}.credential WHERE login = %(login)s;

-- name: save_credential
INSERT INTO {access}.credential (user_id, login, password)
VALUES (%(user_id)s, %(login)s, %(password)s)
ON CONFLICT (user_id) DO UPDATE SET login = excluded.login, password = excluded.password;

-- name: lock_attempt
INSERT INTO {access}.attempt (login, failures, failed_at, rests_until)
VALUES (%(login)s, 0, %(now)s, %(now)s)
ON CONFLICT (login) DO UPDATE SET login = excluded.login
RETURNING failures, rests_until;

-- name: count_attempt
UPDATE {access}.attempt
SET failures = %(failures)s, failed_at = %(now)s, rests_until = %(rests_until)s
WHERE login = %(login)s;

-- name: forgive
DELETE FROM {access}.attempt WHERE login = %(login)s;

-- name: forget_attempts
DELETE FROM {access}.attempt WHERE failed_at < %(before)s;

-- name: add_session
INSERT INTO {access}.session (key, user_id, role, created_at, seen_at, generation)
VALUES (%(key)s, %(user_id)s, %(role)s, %(created_at)s, %(seen_at)s, %(generation)s);

-- name: forget_sessions
DELETE FROM {access}.session WHERE created_at < %(before)s;

-- name: session
SELECT key, user_id, role, created_at, seen_at, generation
FROM {access}.session WHERE key = %(key)s;

-- name: touch
UPDATE {access}.session SET seen_at = %(seen_at)s WHERE key = %(key)s AND seen_at < %(seen_at)s;

-- name: end_session
DELETE FROM {access}.session WHERE key = %(key)s;

-- name: end_sessions
DELETE FROM {access}.session WHERE user_id = %(user_id)s;

-- name: sessions
SELECT key, user_id, role, created_at, seen_at, generation FROM {access}.session
WHERE user_id = %(user_id)s AND seen_at > %(since)s ORDER BY seen_at DESC;

-- name: renew_password
UPDATE {access}.credential SET password = %(password)s WHERE user_id = %(user_id)s;

-- name: add_half_session
INSERT INTO {access}.half_session (key, user_id, role, created_at)
VALUES (%(key)s, %(user_id)s, %(role)s, %(created_at)s);

-- name: forget_half_sessions
DELETE FROM {access}.half_session WHERE created_at < %(before)s;

-- name: half_session
SELECT key, user_id, role, created_at FROM {access}.half_session WHERE key = %(key)s;

-- name: end_half_sessions
DELETE FROM {access}.half_session WHERE user_id = %(user_id)s;

-- name: factor
SELECT person AS user_id, wrapped, confirmed, generation FROM {access}.second_factor
WHERE person = %(user_id)s;

-- name: save_factor
INSERT INTO {access}.second_factor (person, wrapped, generation)
VALUES (%(user_id)s, %(wrapped)s, %(generation)s)
ON CONFLICT (person) DO UPDATE
SET wrapped = excluded.wrapped, generation = excluded.generation, confirmed = false, last_step = -1;

-- name: confirm_factor
UPDATE {access}.second_factor SET confirmed = true WHERE person = %(user_id)s;

-- name: use_step
UPDATE {access}.second_factor SET last_step = %(step)s
WHERE person = %(user_id)s AND last_step < %(step)s;

-- name: forget_recovery_codes
DELETE FROM {access}.recovery_code WHERE person = %(user_id)s;

-- name: add_recovery_codes
INSERT INTO {access}.recovery_code (person, code)
SELECT %(user_id)s, code FROM unnest(%(codes)s::bytea[]) AS code;

-- name: use_recovery_code
DELETE FROM {access}.recovery_code WHERE person = %(user_id)s AND code = %(code)s;

-- name: passkeys
SELECT credential, person AS user_id, public_key, sign_count, name, generation, added_at, used_at
FROM {access}.passkey WHERE person = %(user_id)s ORDER BY added_at;

-- name: add_passkey
INSERT INTO {access}.passkey (credential, person, public_key, sign_count, name, generation, added_at)
VALUES (%(credential)s, %(user_id)s, %(public_key)s, %(sign_count)s, %(name)s, %(generation)s, %(added_at)s)
ON CONFLICT DO NOTHING;

-- name: use_passkey
UPDATE {access}.passkey SET sign_count = %(sign_count)s, used_at = %(used_at)s
WHERE credential = %(credential)s AND (sign_count < %(sign_count)s OR (sign_count = 0 AND %(sign_count)s = 0));

-- name: remove_passkey
DELETE FROM {access}.passkey WHERE person = %(user_id)s AND credential = %(credential)s;

-- name: save_challenge
INSERT INTO {access}.challenge (session, challenge, made_at)
VALUES (%(session)s, %(challenge)s, %(made_at)s)
ON CONFLICT (session) DO UPDATE SET challenge = excluded.challenge, made_at = excluded.made_at;

-- name: forget_challenges
DELETE FROM {access}.challenge WHERE made_at < %(before)s;

-- name: take_challenge
DELETE FROM {access}.challenge WHERE session = %(session)s RETURNING challenge, made_at;
