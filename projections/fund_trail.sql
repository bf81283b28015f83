-- Every fact about public money as one step of its way, with all that it belongs to.

-- name: create
CREATE TABLE fund_trail (
    step          text   NOT NULL,
    village_code  text   NOT NULL,
    happened_on   date   NOT NULL,
    amount_rupiah bigint NOT NULL,
    quantity      int,
    code          text   NOT NULL,
    reference     text   NOT NULL,
    flags         text[] NOT NULL,
    envelope_id   uuid,
    order_id      uuid,
    grant_id      uuid,
    household_id  uuid,
    transfer_id   uuid,
    purchase_id   uuid,
    actor_id      uuid   NOT NULL,
    position      bigint NOT NULL,
    PRIMARY KEY (position)
);
CREATE INDEX fund_trail_village ON fund_trail (village_code, position);
CREATE INDEX fund_trail_order ON fund_trail (order_id, position) WHERE order_id IS NOT NULL;
CREATE INDEX fund_trail_transfer ON fund_trail (transfer_id) WHERE transfer_id IS NOT NULL;
CREATE INDEX fund_trail_household ON fund_trail (household_id, position)
    WHERE household_id IS NOT NULL;

-- name: of_village
-- What belongs to an order of the village belongs here, also when the household has moved away.
SELECT * FROM fund_trail WHERE village_code = %(village)s AND position <= %(as_of)s
UNION ALL
SELECT * FROM fund_trail
WHERE position <= %(as_of)s AND village_code <> %(village)s AND order_id IN (
    SELECT order_id FROM fund_trail
    WHERE village_code = %(village)s AND step = 'proposed' AND position <= %(as_of)s
)
ORDER BY position;

-- name: of_transfer
WITH given AS (
    SELECT order_id, grant_id, purchase_id, envelope_id, village_code, household_id
    FROM fund_trail
    WHERE transfer_id = %(transfer)s AND step = 'given' AND position <= %(as_of)s
)
SELECT DISTINCT trail.* FROM fund_trail AS trail, given
WHERE trail.position <= %(as_of)s AND (
    trail.transfer_id = %(transfer)s
    OR (trail.transfer_id IS NULL AND trail.order_id = given.order_id
        AND (trail.purchase_id IS NULL OR given.purchase_id IS NULL
             OR trail.purchase_id = given.purchase_id))
    OR (trail.grant_id = given.grant_id AND trail.household_id = given.household_id
        AND trail.transfer_id IS NULL)
    OR (trail.envelope_id = given.envelope_id AND trail.step IN ('opened', 'received'))
)
ORDER BY position;

-- name: allocated
SELECT village_code, sum(amount_rupiah)::bigint FROM fund_trail
WHERE step = 'opened' AND position <= %(as_of)s GROUP BY village_code;

-- name: given
SELECT transfer_id, village_code, amount_rupiah FROM fund_trail
WHERE step = 'given' AND position <= %(as_of)s AND village_code = ANY (%(villages)s)
  AND happened_on BETWEEN %(from_on)s AND %(until_on)s AND amount_rupiah > 0
ORDER BY transfer_id;

-- name: of_orders
SELECT * FROM fund_trail
WHERE step IN ('proposed', 'approved', 'rejected', 'cancelled', 'paid', 'confirmed')
  AND position <= %(as_of)s
  AND (%(villages)s::text[] IS NULL OR village_code = ANY (%(villages)s))
ORDER BY position;

-- name: invoices_of
SELECT * FROM fund_trail
WHERE order_id = %(order)s AND step = 'invoiced' AND position <= %(as_of)s
ORDER BY position;

-- name: of_ended
-- Everything about the money of the families of which somebody died or who moved away.
SELECT * FROM fund_trail
WHERE position <= %(as_of)s AND household_id IN (
    SELECT household_id FROM fund_trail
    WHERE step IN ('member-died', 'moved') AND position <= %(as_of)s
      AND (%(villages)s::text[] IS NULL OR village_code = ANY (%(villages)s))
)
ORDER BY position;

-- name: told_of
SELECT * FROM fund_trail
WHERE step = 'given' AND position <= %(as_of)s AND transfer_id = ANY (%(transfers)s)
ORDER BY transfer_id;

-- name: recorded
SELECT position, recorded_at FROM event WHERE position = ANY (%(positions)s);

-- name: waiting_grant
-- Proposed, and nobody has said yes or no.
SELECT village_code, happened_on, amount_rupiah, code, reference, grant_id, household_id, actor_id
FROM fund_trail AS wished
WHERE step = 'wished' AND position <= %(as_of)s
  AND (%(villages)s::text[] IS NULL OR village_code = ANY (%(villages)s))
  AND NOT EXISTS (
      SELECT FROM fund_trail AS said
      WHERE said.household_id = wished.household_id AND said.grant_id = wished.grant_id
        AND said.step IN ('granted', 'unwished') AND said.position <= %(as_of)s
  )
ORDER BY position;

-- name: waiting_give
-- Paid out for households, and not all of it handed over or returned.
SELECT min(village_code) FILTER (WHERE step = 'paid') AS village,
       max(happened_on) FILTER (WHERE step = 'paid') AS paid_on,
       sum(CASE step WHEN 'paid' THEN amount_rupiah ELSE -amount_rupiah END)::bigint,
       min(code) FILTER (WHERE step = 'paid'), min(reference) FILTER (WHERE step = 'paid'),
       order_id
FROM fund_trail
WHERE step IN ('paid', 'given', 'unspent') AND position <= %(as_of)s AND order_id IN (
    SELECT order_id FROM fund_trail
    WHERE step = 'proposed' AND 'operational' <> ALL (flags) AND position <= %(as_of)s
      AND (%(villages)s::text[] IS NULL OR village_code = ANY (%(villages)s))
)
GROUP BY order_id
HAVING sum(CASE step WHEN 'paid' THEN amount_rupiah ELSE -amount_rupiah END) > 0
ORDER BY paid_on, order_id;

-- name: waiting_receipt
-- Handed over by a grant, not taken back, and nobody has signed for it; support asks for none.
SELECT village_code, happened_on, amount_rupiah, code, reference, transfer_id, household_id,
       actor_id
FROM fund_trail AS given
WHERE step = 'given' AND grant_id IS NOT NULL AND position <= %(as_of)s
  AND (%(villages)s::text[] IS NULL OR village_code = ANY (%(villages)s))
  AND NOT EXISTS (
      SELECT FROM fund_trail AS said
      WHERE said.transfer_id = given.transfer_id AND said.position <= %(as_of)s
        AND (said.step = 'acknowledged'
             OR (said.step = 'reversed' AND said.amount_rupiah >= given.amount_rupiah))
  )
ORDER BY happened_on, position;

-- name: waiting_look
-- Goods that nobody has looked at for some time after they were handed over.
SELECT village_code, happened_on, amount_rupiah, code, reference, transfer_id, household_id
FROM fund_trail AS given
WHERE step = 'given' AND 'asset' = ANY (flags) AND position <= %(as_of)s
  AND happened_on < %(day)s::date - %(days)s::int
  AND (%(villages)s::text[] IS NULL OR village_code = ANY (%(villages)s))
  AND NOT EXISTS (
      SELECT FROM fund_trail AS said
      WHERE said.transfer_id = given.transfer_id AND said.position <= %(as_of)s
        AND said.step IN ('seen', 'lost', 'sold', 'reversed')
  )
ORDER BY happened_on, position;
