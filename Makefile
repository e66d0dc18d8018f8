# Two commands: `make demo` and `make test`. Each does its own set-up on a machine with Python 3.11+ and make.
.DEFAULT_GOAL := help
# The newest Python that really runs (a version manager's shim may only pretend to).
PYTHON := $(shell for v in 3.14 3.13 3.12 3.11 3; do python$$v -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo python$$v && break; done)
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2

.PHONY: help demo demo-reset test check bench measure model lock pictures clean

help:
	@echo "make demo        meet Pin on this machine, no account needed"
	@echo "make demo-reset  forget the demo's world and start anew next time"
	@echo "make test        run every test"
	@echo "make check       what CI runs beside the tests: style, types, contracts, docs"
	@echo "make bench       measure, and write benchmarks/results/latest.json"
	@echo "make measure     from a fresh clone: seconds to the page, MB installed, MB in memory; into the README"

demo: $(VENV)/.app
	@$(BIN)/python app.py demo

demo-reset:
	rm -rf .demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest -q -n $(WORKERS)

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/house

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks

measure: $(VENV)/.dev
	$(BIN)/python -m benchmarks.clone_to_page

model: $(VENV)/.dev
	$(BIN)/python -m benchmarks.model.train

pictures: $(VENV)/.dev
	$(BIN)/python -m docs.pictures

lock: $(VENV)/.dev
	$(BIN)/pip install -q uv
	for part in app dev; do $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header requirements/$$part.in -o requirements/$$part.txt; done

clean:
	rm -rf $(VENV) .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "Pin needs Python 3.11 or newer, and none was found. Install one, for example: apt install python3.11 python3.11-venv"; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) >/dev/null 2>&1 || { echo "Python's venv is missing. On Debian or Ubuntu: apt install $(PYTHON)-venv"; exit 1; }
	@touch $@

$(VENV)/.app: $(VENV)/.made requirements/app.txt
	@echo "Installing what Pin needs (once; about 500 MB) …"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/app.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.made requirements/dev.txt
	@echo "Installing what Pin and its tests need (once) …"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@ $(VENV)/.app
