# Everything runs in .venv, made from the pinned requirements-dev.txt; nothing
# else is needed but make and Python 3.11 or newer. `make` prints the targets.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.made
UV := $(VENV)/pins/bin/uv
ARGS ?=
# One process more than most machines have cores: tests wait for disks and other processes.
SPREAD ?= --numprocesses 3

.DEFAULT_GOAL := help
.PHONY: help setup run demo test check fix train torture bench pins clean

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## Make .venv from the pinned requirements

run: $(STAMP) ## Start the bot with the settings of this machine
	$(PY) -m bot run

demo: $(STAMP) ## Start the bot and the LINE simulator, to be tried in a browser
	$(PY) -m bot demo

test: check ## Check the house, then run the tests (ARGS="-k form" picks some)
	$(PY) -m pytest $(SPREAD) $(ARGS)

check: $(STAMP) ## Format, lint, types, imports and words, without changing a file
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PY) -m messages_th

fix: $(STAMP) ## Format the code and mend what ruff can mend
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

train: $(STAMP) ## Learn anew from the examples of what people type
	$(PY) -m bot train

torture: $(STAMP) ## Kill, fail and plant faults, at full size (ARGS=faults picks a part)
	$(PY) -m tests.torture $(ARGS)

bench: $(STAMP) ## Measure speed and growth
	$(PY) -m tests.bench

# The lists name versions and hashes only: where packages come from is the
# business of each machine, so no index address is written into them.
PIN := $(UV) pip compile --quiet --upgrade --python-version 3.11 \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links

pins: $(UV) ## Renew requirements*.txt from requirements*.in (needs the network)
	$(PIN) requirements.in --output-file requirements.txt
	$(PIN) requirements-dev.in --output-file requirements-dev.txt

clean: ## Remove .venv and the caches; var/ with its data stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMP): requirements-dev.txt
	@command -v $(PYTHON) >/dev/null || { \
	  echo "Python was not found. Please install Python 3.11 or newer, or name yours:"; \
	  echo "  make setup PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$$($(PYTHON) --version) is too old: Python 3.11 or newer is needed. Name a newer one:"; \
	  echo "  make setup PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "This Python cannot make virtual environments yet. On Debian and Ubuntu:"; \
	  echo "  apt install python3-venv"; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing the pinned packages into $(VENV) (the first time takes a minute or two) ..."
	@$(PY) -m pip install --quiet --no-input --disable-pip-version-check \
	  --require-hashes --requirement requirements-dev.txt || { \
	  echo "The packages could not be installed. Is the network there? Then run make again."; exit 1; }
	@touch $@

$(UV): $(STAMP)
	$(PYTHON) -m venv $(VENV)/pins
	$(VENV)/pins/bin/python -m pip install --quiet --disable-pip-version-check uv
