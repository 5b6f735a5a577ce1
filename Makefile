# Every target sets up what it needs: a virtual environment in .venv, and for the tests Qt's system libraries.
# `make test PYTHON=python3.12` chooses the Python that a new .venv is made with.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo app test package test-package bench bench-serve lint format clean libraries

# The checks start hundreds of Pythons, each of which would compile all that it imports anew.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?=
BIN := .venv/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --retries 10 --timeout 60
RUN := .venv/installed-run
APP := .venv/installed-app
DEV := .venv/installed-dev
PACKAGE := .venv/installed-package
# Two tests at a time; those that start processes and look at the clock are kept apart from those that compute.
# Coverage leaves the window out.
APART := tests/app tests/host tests/serve
PYTEST := $(BIN)/python -m pytest
SIDE_BY_SIDE := $(PYTEST) -n 2 --dist loadfile
# Where no test needs them, Qt and Schemathesis are not loaded either.
LIGHT := $(SIDE_BY_SIDE) -p no:pytest-qt -p no:schemathesis

help: ## Show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

demo: $(RUN) ## Train and deploy the example workflow, then score new rows with what was deployed
	@mkdir -p build
	$(BIN)/knode exec workflows/breast_cancer.knode --progress plain
	$(BIN)/knode exec build/breast_cancer.knodez \
	  --input rows=resources/breast_cancer_new_rows.csv --output predictions=build/predictions.csv
	@echo "The first predictions, from build/predictions.csv:"
	@head -n 6 build/predictions.csv

app: $(APP) ## Open the desktop
	@packaging/system-libraries.sh window
	$(BIN)/knode app

test: lint libraries ## Run every check: style, types, imports, tests with coverage
	$(LIGHT) -m 'not uncovered' --cov --cov-report= --cov-fail-under=0 $(APART:%=--ignore=%)
	$(LIGHT) -m 'uncovered and not untraced' $$(grep -rlE --include='test_*.py' $(APART:tests/%=--exclude-dir=%) '@given|mark\.uncovered' tests)
	$(SIDE_BY_SIDE) -m 'not uncovered' --cov --cov-append $(filter-out tests/app,$(APART))
	$(SIDE_BY_SIDE) -m 'uncovered and not untraced' $(filter-out tests/app,$(APART))
	$(SIDE_BY_SIDE) -m 'not untraced' tests/app
	$(PYTEST) -q -m untraced $$(grep -rl --include='test_*.py' 'mark\.untraced' tests)

package: $(PACKAGE) ## Build the program with everything in it, one folder: dist/knode
	@packaging/system-libraries.sh window
	$(BIN)/pyinstaller --noconfirm --log-level WARN --distpath dist --workpath build/package packaging/knode.spec
	@cp -r packaging/linux dist/knode/
	@cp resources/app/knode.png dist/knode/linux/
	@du -sh dist/knode

test-package: package ## Build the program and try it: nodes, an example, worker processes, its window
	$(BIN)/python -m pytest -q packaging/tests

bench: $(DEV) ## Measure speed
	$(BIN)/python -m tests.bench

bench-serve: $(DEV) ## Measure our server beside others; the first time installs those, 2.3 GB outside the checkout
	@tests/bench/serve/peers.sh
	$(BIN)/python -m tests.bench.serve

lint: $(DEV) ## Check style, format, types and imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV) ## Put the source in its format and mend what can be mended
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

clean: ## Remove all that was generated, the environment too
	rm -rf .venv build dist .knode workflows/.knode *.egg-info htmlcov .coverage .coverage.*
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find knode nodes tests -name __pycache__ -prune -exec rm -rf {} +

libraries:
	@packaging/system-libraries.sh

$(BIN)/pip:
	@python="$$(packaging/find-python.sh $(PYTHON))" && "$$python" -m venv .venv

$(RUN): pyproject.toml | $(BIN)/pip
	@echo "Installing knode into .venv"
	@$(PIP_INSTALL) --editable .
	@touch $@

$(APP): pyproject.toml | $(BIN)/pip
	@echo "Installing knode and its desktop into .venv"
	@$(PIP_INSTALL) --editable '.[app]'
	@touch $(RUN) $@

$(DEV): pyproject.toml | $(BIN)/pip
	@echo "Installing knode and what its checks need into .venv"
	@$(PIP_INSTALL) --editable '.[dev,app,serve,s3,database,explain,keyring,tune]'
	@touch $(RUN) $@

$(PACKAGE): $(DEV)
	@$(PIP_INSTALL) --editable '.[package]'
	@touch $@
