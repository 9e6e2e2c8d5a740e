# Every command of the project; `make` alone lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
NODE := ui/node_modules/.installed
TYPES := ui/src/api/schema.ts
BROWSER := /usr/bin/chromium
PAGE := src/interview_simulator/web/static/index.html
PAGE_SOURCES := $(shell find ui -type f -not -path 'ui/node_modules/*' -not -path 'ui/src/paraglide/*' -not -path 'ui/project.inlang/cache/*' -not -path 'ui/src/api/schema.ts')

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

run: $(RUNTIME) $(PAGE) ## install what is missing, fetch the model files, serve on 127.0.0.1:8000
	@$(BIN)/interview-simulator models pull
	@$(BIN)/interview-simulator serve

test: $(DEV) $(PAGE) $(BROWSER) ## install what is missing and run every test
	@$(BIN)/interview-simulator models pull
	npm --prefix ui test
	$(BIN)/python -m pytest

soak: $(DEV) $(PAGE) ## fuzz, kill, cut and load for about two hours; prints figures
	@$(BIN)/interview-simulator models pull
	FUZZ_FILES=10000 $(BIN)/python -m pytest -s tests/fuzz
	RANDOM_KILLS=200 $(BIN)/python -m pytest -s tests/faults/test_random_kills.py
	CUT_TRIALS=200 $(BIN)/python -m pytest -s tests/journeys/test_resumable_upload.py -k again_and_again_in_a_part
	$(BIN)/python -m pytest -s soak

page: $(RUNTIME) $(PAGE) ## build the web page

lint: $(DEV) $(TYPES) ## style, types, and the direction of dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	npm --prefix ui run -s lint
	npm --prefix ui run -s check
	$(BIN)/python -m tools.audit

bench-metrics: $(DEV) ## measure the judging of answers, with baselines, in one run
	$(BIN)/python -m bench.short_answers
	$(BIN)/python -m bench.key_points
	$(BIN)/python -m bench.graded_answers

lock: $(DEV) ## pin the dependencies anew, with hashes
	$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --no-annotate pyproject.toml --extra build -o requirements.lock
	$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --no-annotate pyproject.toml --extra build --extra dev -c requirements.lock -o requirements-dev.lock

clean: ## remove what `make` installed and built
	rm -rf ui/node_modules ui/src/paraglide $(TYPES) $(dir $(PAGE)) $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): $(VENV)/bin/python requirements.lock
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): $(VENV)/bin/python requirements-dev.lock
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(RUNTIME)

$(NODE): ui/package-lock.json
	@node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' || { echo "Node 20 or newer is needed to build the page." >&2; exit 1; }
	npm --prefix ui ci --no-audit --no-fund --loglevel error
	@touch $@

$(TYPES): $(wildcard src/interview_simulator/web/*.py src/interview_simulator/domain/*.py) $(NODE) | $(RUNTIME)
	$(BIN)/interview-simulator openapi > ui/openapi.json
	npm --prefix ui run -s api
	npm --prefix ui run -s messages

$(PAGE): $(TYPES) $(PAGE_SOURCES)
	npm --prefix ui run -s build

$(BROWSER):
	@test $$(id -u) = 0 || { echo "Chromium is needed for the browser tests: apt-get install chromium" >&2; exit 1; }
	apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium

.PHONY: help run test soak page lint bench-metrics lock clean
