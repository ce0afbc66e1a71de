# `make serve` and `make test` are all that a newcomer needs; each sets up .venv/ by itself.
# Without make: see "Without make" in README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
TOOLS := $(VENV)/tools
PYTEST := $(BIN)/python -m pytest --numprocesses auto --dist worksteal
JUDGES := tests/judges/node_modules/ready

export NO_MKDOCS_2_WARNING := 1

.PHONY: help mutants quick test-cost serve build zensical check new gaps summary links permalinks pdf share epub offline validate bench test format lock clean setup

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

serve: $(READY) ## the site at http://127.0.0.1:8000/, renewed at every saved change
	$(BIN)/mkdocs serve --livereload

build: $(READY) ## the site as files, in site/
	$(BIN)/mkdocs build --strict

zensical: $(READY) ## the same site, built by Zensical in place of MkDocs (see MAINTAINING.md)
	$(BIN)/zensical build --config-file mkdocs.yml --strict
	@$(BIN)/python -m reading_edition weave site

check: $(READY) ## format, lint, types, imports, size of the code, and a strict build
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --cache-dir .cache/imports
	$(BIN)/python tests/judges/size.py
	$(BIN)/mkdocs build --strict --site-dir .cache/site
	@$(BIN)/python -m reading_edition permalinks --check

new: $(READY) ## the skeleton of a note, term, person, event or source, where it belongs
	@$(BIN)/python -m reading_edition new $(ARGS)

gaps: $(READY) ## what the apparatus does not cover yet
	@$(BIN)/python -m reading_edition gaps

links: $(READY) ## asks every address outside whether it is still there; the report is in .cache/links/
	@$(BIN)/python -m reading_edition links $(ARGS)

permalinks: $(READY) ## adds new addresses to the list of published ones
	@$(BIN)/python -m reading_edition permalinks

pdf: $(READY) ## the whole edition as a book, in edition.pdf
	@browser="$$($(BIN)/python tests/support/chromium.py --path)" && \
	  test -n "$$browser" || { echo "No Chromium was found to print with."; exit 1; }; \
	  $(BIN)/python -m reading_edition pdf --browser "$$browser" $(ARGS)

share: $(READY) ## the picture that stands for the edition where it is shared, anew
	@browser="$$($(BIN)/python tests/support/chromium.py --path)" && \
	  test -n "$$browser" || { echo "No Chromium was found to draw with."; exit 1; }; \
	  $(BIN)/python -m reading_edition share --browser "$$browser" $(ARGS)

epub: $(READY) ## the whole edition as an EPUB, in edition.epub
	@$(BIN)/python -m reading_edition epub $(ARGS)

offline: $(READY) ## a copy that works from a file on disk, in offline/ and offline.zip
	@$(BIN)/mkdocs build --quiet --strict --site-dir offline
	@$(BIN)/python -m reading_edition offline offline --zip offline.zip

quick: $(READY) ## the tests that need neither a browser nor a whole site (a minute)
	$(PYTEST) -m "not browser and not build" $(ARGS)

test: $(READY) ## tests every promise of the edition
	@$(BIN)/python tests/support/chromium.py
	$(PYTEST) $(ARGS)

test-cost: $(READY) ## the processor time and the clock time of all tests
	@$(BIN)/python tests/benchmarks/suite.py $(PYTEST) $(ARGS)

summary: $(READY) ## what your change does to the edition, as its reviewer will read it
	@$(BIN)/python -m reading_edition summary $(ARGS)

validate: $(TOOLS) $(JUDGES) ## what is published, by judges that are not ours (Node, Java)
	@$(BIN)/mkdocs build --quiet --strict --site-dir .cache/site
	@rm -rf .cache/another && $(BIN)/python tests/judges/another.py .cache/another
	@wrong=0; for site in .cache/site .cache/another/site; do \
	  echo "$$site"; \
	  for judge in tei book pages annotations; do \
	    $(BIN)/python tests/judges/$$judge.py $$site || wrong=1; \
	  done; \
	done; exit $$wrong

bench: $(READY) ## what the edition costs a build and a reader, beside the plain site (minutes)
	@$(BIN)/python tests/benchmarks/bench.py $(ARGS)

mutants: $(TOOLS) ## whether each small change to the checks fails a test (long)
	@$(BIN)/python tests/judges/mutants.py $(ARGS)

format: $(READY) ## mends format and simple lint
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: COMPILE = $(BIN)/uv pip compile --upgrade --universal --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header
lock: $(READY) ## renews the locked requirements from pyproject.toml
	@$(BIN)/python -m pip install --quiet uv
	$(COMPILE) pyproject.toml --extra edition --group dev -o requirements.txt
	$(COMPILE) --group tools -c requirements.txt -o requirements-tools.txt

clean: ## removes what was built and set up
	rm -rf $(VENV) .cache site offline offline.zip edition.epub edition.pdf tests/judges/node_modules \
	  .pytest_cache .mypy_cache .ruff_cache
