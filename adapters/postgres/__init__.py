"""PostgreSQL: the server, the migrations, the ledger, and the runner of read models."""
