# Every target sets up what it needs. `make help` lists them.
PYTHON ?= python3
BIN    := .venv/bin
UV     := $(BIN)/uv

.DEFAULT_GOAL := help
.PHONY: help setup demo test quick lint clean bench-claims fit-titles bench-freshness bench-articles bench-ledger soak

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 18

setup: .venv/.synced  ## a virtual environment with the locked dependencies

$(UV):
	@echo "setting up .venv ..." >&2
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.13,<0.14'

.venv/.synced: $(UV) pyproject.toml uv.lock
	@$(UV) sync --quiet --locked --all-extras --compile-bytecode
	@touch $@

demo: setup  ## the whole journey on the bundled newsroom, without a network
	@$(BIN)/greenlit demo

# Where the environment forbids bytecode, each of a hundred child processes would compile our modules anew.
test: setup  ## the whole test suite
	@$(BIN)/python -m compileall -q crawler pipelines tests
	@$(BIN)/python -m pytest -n auto

quick: setup  ## the tests without the slow ones
	@$(BIN)/python -m pytest -n auto -m "not slow"

bench-identity: setup  ## names: recall, false mergers, 10,000 looked up among 1,000,000
	@$(BIN)/python -m tests.bench.identity

bench-dedupe: setup  ## near copies: precision, recall, speed and size beside datasketch and rensa
	@$(UV) run --quiet --locked --all-extras --group bench python -m tests.bench.dedupe

lint: setup  ## ruff, mypy --strict, import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench-freshness: setup  ## how fresh we are against other ways to poll; TRACE=FILE replays real times
	@$(BIN)/python -m tests.bench.freshness $(TRACE)

soak: setup  ## two weeks of 300 outlets on a clock of its own, a hundred kills; SOAK='--outlets 12 --days 1 --kills 6'
	@$(BIN)/python -m tests.bench.soak $(SOAK)

bench-ledger: setup  ## recording, timelines and feeds at a million claims (CLAIMS=100000 for fewer)
	@$(BIN)/python -m tests.bench.ledger $(if $(CLAIMS),--claims $(CLAIMS))

clean:  ## remove the environment, caches, data and feeds
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis data feeds

bench-claims: setup  ## how right and how fast claims are (CORPUS=FOLDER for another corpus)
	@$(BIN)/python -m tests.bench.claims $(CORPUS)

fit-titles: setup  ## weigh what tells titles without marks, beside the weights in use (FIT=--write to keep them)
	@$(BIN)/python -m tests.bench.titles $(FIT)

bench-revisit: setup  ## what asking 120 unchanged feeds again costs, beside Scrapy
	@$(BIN)/python -m tests.bench.revisit

bench-articles: setup  ## how right and how fast pages are read (CORPUS=CHECKOUT, see docs/articles.md)
	@$(UV) sync --quiet --locked --all-extras --group bench
	@$(BIN)/python -m tests.bench.articles $(CORPUS)
