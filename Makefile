# Every command of the project; `make` alone lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
# The tests start some hundred processes; without bytecode each of them would compile the program again.
unexport PYTHONDONTWRITEBYTECODE
VENV := .venv
STACK ?= interview-backend
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
LIBRARIES := $(VENV)/.libraries
LIBRARY_PACKAGES := libgl1 libegl1 libgles2 libglib2.0-0
DEV := $(VENV)/.dev
QUICK := -p no:schemathesis --numprocesses=2 --dist=loadscope -m "not model and not browser and not service and not slow"
NODE := ui/node_modules/.installed
TYPES := ui/src/api/schema.ts
BROWSERS := $(VENV)/.browsers
BROWSER_PACKAGES := chromium firefox-esr pulseaudio webkit2gtk-driver gir1.2-webkit2-4.1 python3-gi xvfb \
	gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-libav
POSTGRESQL := $(VENV)/.postgresql
AWS_TOOLS := .aws-tools
SAM := $(AWS_TOOLS)/sam/.installed
CHECKOV := $(AWS_TOOLS)/checkov/.installed
PAGE := src/interview_simulator/web/static/index.html
PAGE_SOURCES := $(shell find ui -type f -not -path 'ui/node_modules/*' -not -path 'ui/src/paraglide/*' -not -path 'ui/project.inlang/cache/*' -not -path 'ui/src/api/schema.ts')

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

run: $(RUNTIME) $(PAGE) ## install what is missing, fetch the model files, serve on 127.0.0.1:8000
	@$(BIN)/interview-simulator serve

test: $(DEV) $(PAGE) $(BROWSERS) $(POSTGRESQL) $(SAM) $(CHECKOV) ## install what is missing, run the quick tests and print their coverage, then run every test
	@$(BIN)/interview-simulator models pull
	npm --prefix ui test
	$(BIN)/python -m pytest $(QUICK) --cov --cov-report=term:skip-covered
	$(BIN)/python -m pytest --numprocesses=3 --dist=loadscope --no-loadscope-reorder

quick: $(DEV) ## lint what changed, and the tests without models, browsers and servers
	@$(BIN)/python -m tools.changed
	$(BIN)/python -m pytest $(QUICK)

pythons: $(DEV) wheel ## install into a fresh environment of every promised Python, and make a report there
	$(BIN)/python -m tools.every_python

soak: $(DEV) $(PAGE) $(POSTGRESQL) ## fuzz, kill, cut and load for about two hours; prints figures
	@$(BIN)/interview-simulator models pull
	FUZZ_FILES=10000 $(BIN)/python -m pytest -s tests/fuzz
	RANDOM_KILLS=200 $(BIN)/python -m pytest -s tests/faults/test_random_kills.py
	CUT_TRIALS=200 $(BIN)/python -m pytest -s tests/journeys/test_resumable_upload.py -k again_and_again_in_a_part
	$(BIN)/python -m pytest -s soak

page: $(RUNTIME) $(PAGE) ## build the web page

wheel: $(RUNTIME) $(PAGE) ## build dist/interview_simulator-….whl, with the page; it needs no Node where it is installed
	$(BIN)/python -m hatchling build -t wheel

lint: $(DEV) $(TYPES) ## style, types, and the direction of dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	npm --prefix ui run -s lint
	npm --prefix ui run -s check
	$(BIN)/python -m tools.audit

bench: $(DEV) ## this pipeline and its rivals on the same recordings, for hours (OPTIONS="--minutes 1 --runs 1": a first look)
	$(BIN)/python -m pip install -qq --disable-pip-version-check "imageio-ffmpeg>=0.6"
	@$(BIN)/interview-simulator models pull
	$(BIN)/python -m bench.speed $(OPTIONS)

bench-metrics: $(DEV) ## measure delivery figures and the judging of answers, with baselines, in one run
	$(BIN)/python -m bench.delivery
	$(BIN)/python -m bench.short_answers
	$(BIN)/python -m bench.key_points
	$(BIN)/python -m bench.graded_answers
	$(BIN)/python -m bench.fairness
	$(BIN)/python -m bench.matching

bench-aws: $(DEV) ## half an hour of video through the steps, at the CPU share of their functions on AWS
	$(BIN)/python -m bench.aws_time_limits

bench-early: $(DEV) ## how long the report of ten minutes is waited for behind the last part, and whether it is the same
	@$(BIN)/interview-simulator models pull
	$(BIN)/python -m bench.early

lock: $(DEV) ## pin the dependencies again, with hashes: one version of each for every Python
	$(BIN)/uv pip compile -q --upgrade --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --no-annotate pyproject.toml --extra build --extra shared -o requirements.lock
	$(BIN)/uv pip compile -q --upgrade --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --no-annotate pyproject.toml --extra build --extra shared --extra dev -c requirements.lock -o requirements-dev.lock
	$(BIN)/uv pip compile -q --upgrade --python-version 3.13 --python-platform x86_64-manylinux_2_28 --only-binary :all: --no-emit-index-url \
		--no-emit-find-links --no-header --no-annotate -c requirements.lock pyproject.toml --extra aws -o deploy/aws/functions/requirements.lock
	for tool in sam checkov; do \
		$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
			--no-emit-find-links --no-header --no-annotate deploy/aws/tools/$$tool.in -o deploy/aws/tools/$$tool.lock || exit; \
	done

aws-build: $(SAM) ## build the functions and FFmpeg's layer for AWS, and check their sizes
	cd deploy/aws && SAM_CLI_TELEMETRY=0 $(abspath $(dir $(SAM))bin/sam) build
	$(PYTHON) deploy/aws/sizes.py deploy/aws/.aws-sam/build

aws-page: $(RUNTIME) $(PAGE) ## build the page and publish it on AWS (needs aws; STACK=interview-backend)
	deploy/aws/page.sh $(STACK)

aws-smoke: ## the guide's three tests against AWS (RECORDING=…, STACK=…, TOKEN and EMAIL in the environment)
	deploy/aws/smoke.sh $(RECORDING) $(STACK)

clean: ## remove what `make` installed and built
	rm -rf ui/node_modules ui/src/paraglide $(TYPES) $(dir $(PAGE)) $(VENV) $(AWS_TOOLS) .pythons dist deploy/aws/.aws-sam .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

# What MediaPipe and OpenCV load: a desktop has it, a bare server does not.
$(LIBRARIES): $(VENV)/bin/python
	@loads="import ctypes; [ctypes.CDLL(name) for name in ('libGL.so.1', 'libEGL.so.1', 'libGLESv2.so.2', 'libgthread-2.0.so.0')]"; \
	$< -c "$$loads" 2> /dev/null || { test $$(id -u) = 0 && apt-get update -qq && \
		apt-get install -y -qq --no-install-recommends $(LIBRARY_PACKAGES) && $< -c "$$loads"; } || \
		{ echo "Libraries of the system are needed: sudo apt-get install $(LIBRARY_PACKAGES)" >&2; exit 1; }
	@touch $@

$(RUNTIME): $(VENV)/bin/python requirements.lock | $(LIBRARIES)
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): $(VENV)/bin/python requirements-dev.lock | $(LIBRARIES)
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(RUNTIME)

# Tools with pins of their own (boto3), so each in an environment of its own; --no-deps, for the lock names all there is.
$(AWS_TOOLS)/%/.installed: deploy/aws/tools/%.lock
	$(PYTHON) -m venv $(AWS_TOOLS)/$*
	$(AWS_TOOLS)/$*/bin/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

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

$(BROWSERS): $(VENV)/bin/python
	@dpkg -s $(BROWSER_PACKAGES) > /dev/null 2>&1 || test $$(id -u) = 0 || \
		{ echo "Browsers are needed for the tests: apt-get install $(BROWSER_PACKAGES)" >&2; exit 1; }
	@dpkg -s $(BROWSER_PACKAGES) > /dev/null 2>&1 || \
		{ apt-get update -qq && apt-get install -y -qq --no-install-recommends $(BROWSER_PACKAGES); }
	@touch $@

$(POSTGRESQL): $(VENV)/bin/python
	@dpkg -s postgresql > /dev/null 2>&1 || test $$(id -u) = 0 || \
		{ echo "PostgreSQL is needed for the tests: apt install postgresql" >&2; exit 1; }
	@dpkg -s postgresql > /dev/null 2>&1 || { apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql; }
	@touch $@

.PHONY: help run test quick pythons soak page wheel lint bench bench-metrics bench-aws bench-early lock clean aws-build aws-page aws-smoke
