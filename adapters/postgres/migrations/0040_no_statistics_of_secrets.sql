-- PostgreSQL's planner keeps samples of the values it has seen, and they outlive the row: an erased
-- person's wrapped key would stay among them. Nothing is planned by these values.
-- Naming the type again drops the samples that were taken so far; no table is rewritten.
ALTER TABLE @ledger@.sealed ALTER ciphertext TYPE bytea, ALTER ciphertext SET STATISTICS 0;
ALTER TABLE @ledger@.claim ALTER token TYPE bytea, ALTER token SET STATISTICS 0;
ALTER TABLE @keys@.person_key ALTER wrapped TYPE bytea, ALTER wrapped SET STATISTICS 0;
