# `make serve` and `make test` are all that a newcomer needs; each sets up .venv/ by itself.
# Without make: see "Without make" in README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
TOOLS := $(VENV)/tools
PLUGINS := .cache/plugins
PYTEST := $(BIN)/python -m pytest --numprocesses auto --dist worksteal
JUDGES := tests/judges/node_modules/ready

export NO_MKDOCS_2_WARNING := 1

COMMAND := @$(BIN)/python -m reading_edition
# ARGS reaches these commands as it was written, parentheses and all.
begin new rename gaps links summary pdf share epub: export READING_EDITION_ARGS = $(value ARGS)

.PHONY: help begin messages mutants plugins quick test-cost serve build zensical check new rename gaps summary links permalinks pdf share maps epub release offline validate bench test format lock clean setup

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: $(READY)

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Name a newer one: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Setting up $(VENV)/ (once; again only when requirements.txt changes)"
	@test -x $(BIN)/python && $(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV) || \
	  { echo "No virtual environment could be made. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-build-isolation --no-deps --editable .
	@touch $(READY)

# What judges and measures the edition, apart from the tests: installed when first needed.
$(TOOLS): $(READY) requirements-tools.txt
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes --no-deps -r requirements-tools.txt
	@touch $(TOOLS)

# The judges that are written for Node, by their locked versions; none of their install scripts is run.
$(JUDGES): tests/judges/package-lock.json tests/judges/.npmrc
	@command -v npm >/dev/null || { echo "Node is not installed; make validate needs it, with npm."; exit 1; }
	@cd tests/judges && npm ci
	@touch $(JUDGES)

serve: $(READY) ## the site at http://127.0.0.1:8000/, updated at every saved change
	$(COMMAND) serve

build: $(READY) ## the site as files, in site/
	$(BIN)/mkdocs build --strict

zensical: $(READY) ## the same site, built by Zensical instead of MkDocs (see MAINTAINING.md)
	$(BIN)/zensical build --config-file mkdocs.yml --strict
	$(COMMAND) zensical site

check: $(READY) ## format, lint, types, imports, size of the code, a strict build, and published addresses
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --cache-dir .cache/imports
	$(BIN)/python tests/judges/size.py
	$(BIN)/mkdocs build --strict --site-dir .cache/site
	$(COMMAND) permalinks --check

begin: $(READY) ## begins an edition of another text: make begin ARGS='received.txt --into ../my-edition'
	$(COMMAND) begin

messages: $(READY) ## what the catalogs of messages do not translate yet
	$(COMMAND) messages

new: $(READY) ## writes the skeleton of a note, term, person, event or source where it belongs
	$(COMMAND) new

rename: $(READY) ## gives an entry, note or source another id everywhere: make rename ARGS='old-id new-id'
	$(COMMAND) rename

gaps: $(READY) ## what the annotations do not cover yet
	$(COMMAND) gaps

links: $(READY) ## checks every address outside the site; the report is in .cache/links/
	$(COMMAND) links

permalinks: $(READY) ## adds new addresses to the list of published ones
	$(COMMAND) permalinks

pdf: $(READY) ## the whole edition as a book, in edition.pdf
	@browser="$$($(BIN)/python tests/support/chromium.py --path)" && \
	  test -n "$$browser" || { echo "No Chromium was found to print with."; exit 1; }; \
	  $(BIN)/python -m reading_edition pdf --browser "$$browser"

share: $(READY) ## draws the picture that previews of the edition show
	@browser="$$($(BIN)/python tests/support/chromium.py --path)" && \
	  test -n "$$browser" || { echo "No Chromium was found to draw with."; exit 1; }; \
	  $(BIN)/python -m reading_edition share --browser "$$browser"

maps: $(READY) ## draws the maps from their descriptions and outlines
	$(COMMAND) maps

epub: $(READY) ## the whole edition as an EPUB, in edition.epub
	$(COMMAND) epub

release: pdf epub offline ## what a release keeps, in release/: site, book, PDF, TEI, text, and data
	@rm -rf release && mkdir release
	@cp edition.pdf edition.epub offline/data/edition.tei.xml offline/data/edition.txt CITATION.cff release/
	@cp offline.zip release/site.zip
	@cd offline && $(abspath $(BIN))/python -m zipfile -c ../release/data.zip data essay/received.txt
	@cd release && sha256sum * > SHA256SUMS
	@ls -l release

offline: $(READY) ## a copy that works from a file on disk, in offline/ and offline.zip
	@$(BIN)/mkdocs build --quiet --strict --site-dir offline
	$(COMMAND) offline offline --zip offline.zip

quick: $(READY) ## the tests that need neither a browser nor a whole site (a minute)
	$(PYTEST) -m "not browser and not build" $(ARGS)

test: $(READY) ## tests every promise of the edition
	@$(BIN)/python tests/support/chromium.py
	$(PYTEST) $(ARGS)

test-cost: $(READY) ## the processor time and the clock time of all tests
	@$(BIN)/python tests/benchmarks/suite.py $(PYTEST) $(ARGS)

summary: $(READY) ## what your change does to the edition, as its reviewer reads it
	$(COMMAND) summary

validate: $(TOOLS) $(JUDGES) ## validates the exports and pages with others' tools (Node, Java)
	@$(BIN)/mkdocs build --quiet --strict --site-dir .cache/site
	@rm -rf .cache/another .cache/prose && $(BIN)/python tests/judges/another.py .cache/another .cache/prose
	@wrong=0; for site in .cache/site .cache/another/site .cache/prose/site; do \
	  echo "$$site"; \
	  for judge in tei book pages annotations; do \
	    $(BIN)/python tests/judges/$$judge.py $$site || wrong=1; \
	  done; \
	done; exit $$wrong

bench: $(READY) ## the cost of the edition for builds and readers, compared with a plain site (minutes)
	@$(BIN)/python tests/benchmarks/bench.py $(ARGS)

# Other people's plugins are in an environment of their own: some change how MkDocs works wherever they are installed.
$(PLUGINS)/ready: requirements-plugins.txt
	@$(PYTHON) -m venv --clear $(PLUGINS)
	@$(PLUGINS)/bin/python -m pip install --disable-pip-version-check --quiet --require-hashes --no-deps -r requirements-plugins.txt
	@touch $(PLUGINS)/ready

plugins: $(PLUGINS)/ready ## tries the link checks on sites with other people's plugins (minutes)
	@$(PLUGINS)/bin/python tests/plugins/matrix.py $(ARGS)

mutants: $(TOOLS) ## whether a test fails at each small change of the checks (long)
	@$(BIN)/python tests/judges/mutants.py $(ARGS)

format: $(READY) ## fixes format and simple lint
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: COMPILE = $(BIN)/uv pip compile --upgrade --universal --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header
lock: $(READY) ## updates the locked requirements from pyproject.toml
	@$(BIN)/python -m pip install --quiet uv
	$(COMPILE) pyproject.toml --extra edition --group dev -o requirements.txt
	$(COMPILE) --group tools -c requirements.txt -o requirements-tools.txt
	$(subst --universal,--python-platform linux --python-version 3.11,$(COMPILE)) pyproject.toml --group plugins \
	  -c requirements.txt -o requirements-plugins.txt

clean: ## removes what was built and set up
	rm -rf $(VENV) .cache site release offline offline.zip edition.epub edition.pdf tests/judges/node_modules \
	  .pytest_cache .mypy_cache .ruff_cache
