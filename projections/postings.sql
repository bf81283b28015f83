-- The books of the villages, one row per side of an entry, and what the bank says beside them.

-- name: create
CREATE TABLE postings (
    leg           smallint NOT NULL,
    village_code  text     NOT NULL,
    account       text     NOT NULL,
    amount_rupiah bigint   NOT NULL,
    booked_on     date     NOT NULL,
    reference     text     NOT NULL,
    event         text     NOT NULL,
    kind          text     NOT NULL,
    actor_id      uuid     NOT NULL,
    envelope_id   uuid,
    order_id      uuid,
    household_id  uuid,
    transfer_id   uuid,
    position      bigint   NOT NULL,
    PRIMARY KEY (position, leg)
);
CREATE INDEX postings_village ON postings (village_code, position) INCLUDE (account, amount_rupiah);
CREATE TABLE bank_statements (
    village_code   text   NOT NULL,
    statement_id   uuid   NOT NULL,
    from_on        date   NOT NULL,
    until_on       date   NOT NULL,
    opening_rupiah bigint NOT NULL,
    closing_rupiah bigint NOT NULL,
    position       bigint NOT NULL,
    PRIMARY KEY (village_code, position)
);
CREATE TABLE bank_lines (
    village_code  text   NOT NULL,
    line_id       uuid   NOT NULL,
    booked_on     date   NOT NULL,
    amount_rupiah bigint NOT NULL,
    reference     text   NOT NULL,
    position      bigint NOT NULL,
    PRIMARY KEY (village_code, position, line_id)
);
CREATE TABLE irregular_money (
    village_code text   NOT NULL,
    household_id uuid   NOT NULL,
    rule         text   NOT NULL,
    command      text   NOT NULL,
    position     bigint NOT NULL,
    PRIMARY KEY (position)
);

-- name: trial_balance
SELECT village_code, account,
       coalesce(sum(amount_rupiah) FILTER (WHERE amount_rupiah > 0), 0)::bigint AS debit_rupiah,
       coalesce(-sum(amount_rupiah) FILTER (WHERE amount_rupiah < 0), 0)::bigint AS credit_rupiah
FROM postings
WHERE position <= %(as_of)s
  AND (%(villages)s::text[] IS NULL OR village_code = ANY (%(villages)s))
GROUP BY village_code, account
ORDER BY village_code, account COLLATE "C";

-- name: entries
SELECT posting.position, leg, village_code, account, amount_rupiah, booked_on, reference,
       posting.event, kind, actor_id, envelope_id, order_id, household_id, transfer_id,
       line.recorded_at, encode(line.leaf, 'hex') AS leaf
FROM postings AS posting JOIN event AS line ON line.position = posting.position
WHERE posting.position <= %(as_of)s
  AND (%(villages)s::text[] IS NULL OR village_code = ANY (%(villages)s))
ORDER BY posting.position, leg;

-- name: statements
SELECT village_code, statement_id, from_on, until_on, opening_rupiah, closing_rupiah, position
FROM bank_statements
WHERE position <= %(as_of)s
  AND (%(villages)s::text[] IS NULL OR village_code = ANY (%(villages)s))
ORDER BY village_code, until_on, position;

-- name: movements
SELECT village_code, position, booked_on, amount_rupiah, reference
FROM postings
WHERE account = 'Assets:RekDesa' AND position <= %(as_of)s
  AND (%(villages)s::text[] IS NULL OR village_code = ANY (%(villages)s));

-- name: bank_lines
SELECT village_code, position, booked_on, amount_rupiah, reference, line_id
FROM bank_lines
WHERE position <= %(as_of)s
  AND (%(villages)s::text[] IS NULL OR village_code = ANY (%(villages)s));

-- name: irregular
SELECT village_code, household_id, rule, command, position
FROM irregular_money
WHERE position <= %(as_of)s
  AND (%(villages)s::text[] IS NULL OR village_code = ANY (%(villages)s))
ORDER BY position DESC;
