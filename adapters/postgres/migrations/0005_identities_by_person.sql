-- Whose name it is, for the pages that may show names: a small index beside the many other parts.
CREATE INDEX sealed_identity ON @ledger@.sealed (person) WHERE grp = 'identity';
