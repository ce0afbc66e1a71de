# A newcomer needs only `make serve` and `make test`. Both create .venv/ if it does not exist.
# Without make: see "Without make" in reference/commands.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
TOOLS := $(VENV)/tools
PLUGINS := .cache/plugins
# pip shows only its errors.
QUIETLY := --disable-pip-version-check -qq --progress-bar off
PIP := $(BIN)/python -m pip install $(QUIETLY)
PYTEST := $(BIN)/python -m pytest --numprocesses auto --dist worksteal
JUDGES := tests/judges/node_modules/ready

export NO_MKDOCS_2_WARNING := 1

COMMAND := @$(BIN)/python -m reading_edition
# These commands get ARGS unchanged, including parentheses.
begin new rename gaps links summary pdf share epub: export READING_EDITION_ARGS = $(value ARGS)

.PHONY: help begin messages mutants plugins quick test-cost serve build zensical check new rename gaps summary links permalinks pdf share maps epub release offline validate bench test format lock clean setup

help: ## lists these commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: $(READY)

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Name a newer one: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Setting up $(VENV)/: this takes about a minute, once, and again only when requirements.txt changes"
	@test -x $(BIN)/python && $(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV) || \
	  { echo "No virtual environment could be made. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@$(PIP) --require-hashes --no-deps -r requirements.txt
	@$(PIP) --no-build-isolation --no-deps --editable .
	@touch $(READY)

# The tools for validation and measurement, apart from the tests. They are installed on first use.
$(TOOLS): $(READY) requirements-tools.txt
	@echo "Installing the tools for validation (once; again only when requirements-tools.txt changes)"
	@$(PIP) --require-hashes --no-deps -r requirements-tools.txt
	@touch $(TOOLS)

# The validators that need Node, in their locked versions. Their install scripts do not run.
$(JUDGES): tests/judges/package-lock.json tests/judges/.npmrc
	@command -v npm >/dev/null || { echo "Node is not installed; make validate needs it, with npm."; exit 1; }
	@cd tests/judges && npm ci
	@touch $(JUDGES)

serve: $(READY) ## serves the site at http://127.0.0.1:8000/ and rebuilds it on every save
	$(COMMAND) serve

build: $(READY) ## writes the site to site/
	$(BIN)/mkdocs build --strict

zensical: $(READY) ## builds the same site with Zensical instead of MkDocs (see MAINTAINING.md)
	$(BIN)/zensical build --config-file mkdocs.yml --strict
	$(COMMAND) zensical site

check: $(READY) ## checks format, lint, types, imports, code size, a strict build, and published addresses
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --cache-dir .cache/imports
	$(BIN)/python tests/judges/size.py
	$(BIN)/mkdocs build --strict --site-dir .cache/site
	$(COMMAND) permalinks --check
	@echo "No problems found."

begin: $(READY) ## creates an edition of another text: make begin ARGS='received.txt --into ../my-edition'
	$(COMMAND) begin

messages: $(READY) ## lists missing translations in the message catalogs
	$(COMMAND) messages

new: $(READY) ## writes the skeleton of a note, term, person, event, or source in the right file
	$(COMMAND) new

rename: $(READY) ## changes the id of an entry, note, or source in all files: make rename ARGS='old-id new-id'
	$(COMMAND) rename

gaps: $(READY) ## lists what still needs a note or a source
	$(COMMAND) gaps

links: $(READY) ## checks every external link; the report is in .cache/links/
	$(COMMAND) links

permalinks: $(READY) ## adds new addresses to docs/permalinks.txt
	$(COMMAND) permalinks

pdf: $(READY) ## prints the whole edition to edition.pdf
	@browser="$$($(BIN)/python tests/support/chromium.py --path)" && \
	  test -n "$$browser" || { echo "No Chromium was found to print with."; exit 1; }; \
	  $(BIN)/python -m reading_edition pdf --browser "$$browser"

share: $(READY) ## draws the preview image for shared pages
	@browser="$$($(BIN)/python tests/support/chromium.py --path)" && \
	  test -n "$$browser" || { echo "No Chromium was found to draw with."; exit 1; }; \
	  $(BIN)/python -m reading_edition share --browser "$$browser"

maps: $(READY) ## draws the maps from their descriptions and outlines
	$(COMMAND) maps

epub: $(READY) ## writes the whole edition to edition.epub
	$(COMMAND) epub

release: pdf epub offline ## writes the files of a release to release/: site, book, PDF, TEI, text, and data
	@rm -rf release && mkdir release
	@cp edition.pdf edition.epub offline/data/edition.tei.xml offline/data/edition.txt CITATION.cff release/
	@cp offline.zip release/site.zip
	@cd offline && $(abspath $(BIN))/python -m zipfile -c ../release/data.zip data essay/received.txt
	@cd release && sha256sum * > SHA256SUMS
	@ls -l release

offline: $(READY) ## writes a copy that works without a server to offline/ and offline.zip
	@$(BIN)/mkdocs build --quiet --strict --site-dir offline
	$(COMMAND) offline offline --zip offline.zip

quick: $(READY) ## runs the tests that need neither a browser nor a full build (a minute)
	$(PYTEST) -m "not browser and not build" $(ARGS)

test: $(READY) ## runs all tests
	@$(BIN)/python tests/support/chromium.py
	$(PYTEST) $(ARGS)

test-cost: $(READY) ## measures the CPU time and wall-clock time of all tests
	@$(BIN)/python tests/benchmarks/suite.py $(PYTEST) $(ARGS)

summary: $(READY) ## summarizes the effect of your change on the edition, for reviewers
	$(COMMAND) summary

validate: $(TOOLS) $(JUDGES) ## validates pages and exports with third-party tools (needs Node and Java)
	@$(BIN)/mkdocs build --quiet --strict --site-dir .cache/site
	@rm -rf .cache/another .cache/prose && $(BIN)/python tests/judges/another.py .cache/another .cache/prose
	@wrong=0; for site in .cache/site .cache/another/site .cache/prose/site; do \
	  echo "$$site"; \
	  for judge in tei book pages annotations; do \
	    $(BIN)/python tests/judges/$$judge.py $$site || wrong=1; \
	  done; \
	done; exit $$wrong

bench: $(READY) ## measures builds and page loads, compared with a plain site (minutes)
	@$(BIN)/python tests/benchmarks/bench.py $(ARGS)

# Third-party plugins have a separate virtual environment, because some change MkDocs as soon as they are installed.
$(PLUGINS)/ready: requirements-plugins.txt
	@$(PYTHON) -m venv --clear $(PLUGINS)
	@$(PLUGINS)/bin/python -m pip install $(QUIETLY) --require-hashes --no-deps -r requirements-plugins.txt
	@touch $(PLUGINS)/ready

plugins: $(PLUGINS)/ready ## tests the link checks with third-party plugins (minutes)
	@$(PLUGINS)/bin/python tests/plugins/matrix.py $(ARGS)

mutants: $(TOOLS) ## runs mutation tests of the checks (an hour or more)
	@$(BIN)/python tests/judges/mutants.py $(ARGS)

format: $(READY) ## formats the code and fixes simple lint errors
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: COMPILE = $(BIN)/uv pip compile --upgrade --universal --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header
lock: $(READY) ## updates the lock files from pyproject.toml
	@$(PIP) uv
	$(COMPILE) pyproject.toml --extra edition --group dev -o requirements.txt
	$(COMPILE) --group tools -c requirements.txt -o requirements-tools.txt
	$(subst --universal,--python-platform linux --python-version 3.11,$(COMPILE)) pyproject.toml --group plugins \
	  -c requirements.txt -o requirements-plugins.txt

clean: ## removes all built files and installed dependencies
	rm -rf $(VENV) .cache site release offline offline.zip edition.epub edition.pdf tests/judges/node_modules \
	  .pytest_cache .mypy_cache .ruff_cache
