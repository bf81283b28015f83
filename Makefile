# Two commands are enough: `make run` and `make test`. All of them make their own environment first.
PYTHON = .venv/bin/python

.PHONY: help run test check bench environment
.DEFAULT_GOAL := help

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: environment ## Run Jejak with a demonstration programme on http://127.0.0.1:8000 (JEJAK_PORT, JEJAK_HOME)
	@.venv/bin/jejak up

test: environment ## Run all tests; browser journeys need Chromium, which apt installs where it may
	@$(PYTHON) -m tests.browser
	@$(PYTHON) -m pytest -n 4 --dist worksteal

check: environment ## Check format, style, types and the arrows between the layers
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports

bench: environment ## Measure what docs/benchmarks.md promises; writes build/bench.json
	@$(PYTHON) -m tests.benchmarks

environment:
	@tools/environment.sh
