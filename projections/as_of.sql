-- name: at_moment
-- recorded_at never falls with the position, so the last position up to a moment is found by
-- halving: some twenty look-ups by position, and no index that every append would pay for.
WITH RECURSIVE halving (low, high) AS (
    SELECT -1::bigint, size - 1 FROM frontier
    UNION ALL
    SELECT CASE WHEN event.recorded_at <= %(moment)s THEN event.position ELSE low END,
           CASE WHEN event.recorded_at <= %(moment)s THEN high ELSE event.position - 1 END
    FROM halving JOIN event ON event.position = (low + high + 1) / 2
    WHERE low < high
)
SELECT max(low) FROM halving;

-- name: recorded_at
SELECT recorded_at FROM event WHERE position = %(position)s;
