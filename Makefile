# Two commands: `make demo` shows what this is, `make test` proves that it works.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := counterclaim-demo

.PHONY: demo test lint types unit bench clean

demo: $(VENV)/.demo
	@rm -rf $(DEMO)
	@$(BIN)/counterclaim demo --to $(DEMO)

test: $(VENV)/.dev
	@$(MAKE) --no-print-directory lint types unit

lint: $(VENV)/.dev
	@$(BIN)/ruff check src tests docs benchmarks
	@$(BIN)/ruff format --check src tests docs benchmarks

types: $(VENV)/.dev
	@$(BIN)/mypy

unit: $(VENV)/.dev
	@$(BIN)/python -m pytest -n 2 --dist loadfile

bench: $(VENV)/.dev
	@$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) $(DEMO)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.11")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: pyproject.toml | $(VENV)/bin/python
	@echo "Installing into $(VENV) ..."
	@$(BIN)/pip install -qq --disable-pip-version-check -e '.[report,draft,assess]'
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	@echo "Installing into $(VENV), tests and tools included ..."
	@$(BIN)/pip install -qq --disable-pip-version-check -e '.[report,draft,assess,spark,dev]'
	@touch $@ $(VENV)/.demo
