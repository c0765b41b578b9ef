# `make` builds the book, `make test` tests it, `make slow` does the rest. What each does stands in CONTRIBUTING.md.
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif

.PHONY: all setup test slow coverage clean
.DEFAULT_GOAL := all

all: setup
	$(BIN)/takedown build site pdf epub chapters

setup: .venv/ready

# uv where it is there, else Python's own venv and pip; both take only what the lock file names, by hash.
.venv/ready: requirements.lock pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" .venv && \
	  uv pip sync --quiet --python .venv --require-hashes requirements.lock && \
	  uv pip install --quiet --python .venv --no-deps --no-build-isolation --editable . ; \
	elif $(PYTHON) -c 'import venv, ensurepip' >/dev/null 2>&1; then \
	  $(PYTHON) -m venv .venv && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . ; \
	else \
	  echo "This Python can make no environment: install uv, or your system's package for venv (on Debian python3-venv), then type make again." >&2 ; exit 2 ; \
	fi
	@$(BIN)/python -c "import pathlib; pathlib.Path('.venv/ready').touch()"

# Python for the page, which the tests run too, and axe-core, which looks at the site in a browser; without a network they say that they leave it out.
web/node_modules/.ready: web/package.json web/package-lock.json
	@$(BIN)/npm ci --prefix web --silent --no-audit --no-fund && touch $@ \
	  || echo "npm cannot reach its registry: the exercises are not tried in the page's Python, and axe-core does not look at the site."

# Ace by DAISY, which reads the EPUB in a browser; kept apart from web/ because it brings two hundred packages.
tests/publishing/ace/node_modules/.ready: tests/publishing/ace/package.json tests/publishing/ace/package-lock.json
	@$(BIN)/npm ci --prefix tests/publishing/ace --silent --no-audit --no-fund && touch $@ \
	  || echo "npm cannot reach its registry: Ace does not read the EPUB."

test: setup web/node_modules/.ready
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src tests
	$(BIN)/mypy
	$(BIN)/takedown lint
	$(BIN)/python -m pytest -q -n auto -m "not slow"

slow: setup web/node_modules/.ready tests/publishing/ace/node_modules/.ready
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m slow -rs

# How much of the package the tests run, child processes too; takes several times as long as make test.
coverage: setup web/node_modules/.ready
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q -n auto -m "not slow"
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

clean:
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .coverage*
