"""The ledger's own fixtures serve the tests of faults too."""

from tests.ledger.conftest import known_facts, postgres, store  # noqa: F401 (used by name)
