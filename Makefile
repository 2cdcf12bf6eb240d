# Everything needs Python >= 3.11 (with venv) and make; the rest comes from requirements-dev.lock.
# `make setup` does nothing when nothing changed, and then needs no network.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
# Set PYTHON to choose the interpreter that makes .venv; otherwise the first of these that is new enough.
PYTHON ?=
PYTHONS := $(if $(PYTHON),$(PYTHON),python3 python3.14 python3.13 python3.12 python3.11)
# Tests run in this many processes: they wait more than they compute, so more than the cores.
WORKERS ?= 4
COMPILE := uv pip compile pyproject.toml --generate-hashes --no-emit-index-url --no-header --no-annotate \
	--python-version 3.11 --universal --quiet

.PHONY: help setup demo test check docs run bench lock clean

help:  ## Say what there is to make
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1\t\2/p' Makefile | expand -t 14

setup: $(VENV)/.installed  ## Make .venv with everything that the other targets need

$(VENV)/bin/python:
	@for python in $(PYTHONS); do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "make: $(VENV) from $$("$$python" --version)"; \
	    "$$python" -m venv $(VENV) && exit 0; \
	    rm -rf $(VENV); \
	    echo "make: $$python cannot make a virtual environment: install its venv module" \
	      "(Debian and Ubuntu: apt install python3-venv)" >&2; exit 1; \
	  fi; \
	done; \
	echo "make: none of [$(PYTHONS)] is Python 3.11 or newer; found: $$($(firstword $(PYTHONS)) --version 2>&1 || true)." \
	  "Install one, or say where it is: make $(or $(MAKECMDGOALS),setup) PYTHON=/path/to/python3.11" >&2; \
	exit 1

$(VENV)/.locked: requirements-dev.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.installed: pyproject.toml $(VENV)/.locked
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup  ## Try everything on a page of phones, without any token
	$(BIN)/orderbell demo

run: setup  ## Run the bot with the settings of the environment and .env
	$(BIN)/orderbell run

test: check  ## Run all checks and all tests
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadgroup

check: setup  ## Lint, types, layers, generated docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m docs.generate --check

docs: setup  ## Write the generated parts of the documentation
	$(BIN)/python -m docs.generate

bench: setup  ## Measure, and print one table
	$(BIN)/python -m bench

lock:  ## Write both lock files anew (needs uv); they hold versions and hashes only
	$(COMPILE) -o requirements.lock
	$(COMPILE) --group dev -o requirements-dev.lock

clean:  ## Remove what make made; data and .env stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
