# The one list of commands. `make check` and `make test` are what .ci/run runs.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
	--no-emit-index-url --generate-hashes

.PHONY: help setup lock check fix test bench soak demo run docs screenshots clean
.DEFAULT_GOAL := help

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/' | expand -t 16

setup: .venv/ready  ## .venv with everything in it; a moment when nothing changed

.venv/ready: requirements-dev.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { rm -rf .venv; echo "python3 cannot make a virtual environment: install python3-venv (Debian, Ubuntu) and try again"; exit 1; }
	@echo "setting up .venv …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

lock: setup  ## compile the pins from pyproject.toml
	$(LOCK) pyproject.toml --extra bot -o requirements.txt
	$(LOCK) pyproject.toml --extra bot --extra sandbox --group dev -o requirements-dev.txt
	$(LOCK) --group pyproject.toml:build -o requirements-build.txt

# All steps run even if one fails, so that one round shows all there is to mend.
CHECKS := "ruff format --check --quiet ." "ruff check --quiet ." codespell "deptry ." lint-imports mypy \
	"python -m tests.checks.secrets" "python -m tests.checks.advisories"
check: setup  ## format, lint, spelling, dependencies, import contracts, types, secrets, advisories
	@failed=; for step in $(CHECKS); do \
		if said=$$($(BIN)/$$step 2>&1); then echo "✓ $$step"; grep "^!" <<<"$$said" || true; \
		else echo "✗ $$step"; echo "$$said"; failed="$$failed $${step%% *}"; fi; \
	done; test -z "$$failed" || { echo "to be mended:$$failed"; exit 1; }

fix: setup  ## let ruff mend what it can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

test: setup  ## the tests, on a real Redis; four at once, since most of them wait
	$(BIN)/pytest -n 4 --dist loadgroup

bench: setup  ## the figures that the issues ask for
	$(BIN)/pytest tests/benchmarks -q -s -o timeout=300

MINUTES ?= 30
SEED ?=
soak: setup  ## half an hour under load while things break at random; MINUTES=5 SEED=7 for another
	@$(BIN)/python -m tests.soak $(MINUTES) $(SEED)

demo: setup  ## the bot's main job, with no account and no server
	@$(BIN)/openai-diagnose demo

run: setup  ## the bot itself, with the settings of .env
	@$(BIN)/openai-diagnose serve

screenshots: setup  ## draw docs/demo.png anew; needs a Chromium
	$(BIN)/python -m tests.page.screenshots

docs: setup  ## write again what is generated from the code
	$(BIN)/python -m tests.generate_docs

clean:
	rm -rf .venv
