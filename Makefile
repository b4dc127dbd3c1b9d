# Every target does its own set-up: a machine with make and Python 3.11 or newer is enough.
#   make demo    read the example pages and show the chronicle
#   make test    run the tests
#   make check   format, lint, types, layers, packs, documentation
#   make bench   accuracy and speed on the gold pages
#   make docs    build the documentation into build/site
#   make data    build every shipped table anew where that can be done, and compare all with their origins
#   make dist    build the wheel and the sdist twice, compare and check them
#   make smoke   install what make dist built into clean environments, and use it
#   make licences, make sbom    the licences of what is installed, and the bill of materials
#   make clean   remove everything that these targets made

VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet

.PHONY: help demo test check bench docs data dist smoke licences sbom clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^#   //p' Makefile

demo: $(VENV)/.base
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh examples/demo.sh

# A file of tests stays in one process, so what its tests share is made once; PROCESSES=0 runs all in this one.
PROCESSES ?= 2

test: $(VENV)/.test
	@$(BIN)/python -m pytest --numprocesses $(PROCESSES) --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/dragoman pack check
	$(BIN)/python tools/write_cards.py --check
	$(BIN)/python tools/data/origins.py
	$(BIN)/hadolint Dockerfile
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec compose.yaml
	$(BIN)/mkdocs build --strict --quiet --site-dir build/site

# Each benchmarks/<task>/run.py measures, prints, and fails below its floors, or leaves that to a gate.py beside it. Those
# with floors of time near what is measured run alone, the others two at once, the longest first.
LONG := $(patsubst %,benchmarks/%/run.py,names vectors encoder kills readings)
GATES := $(LONG) $(filter-out $(LONG),$(sort $(wildcard benchmarks/*/run.py)))
TIMED := $(patsubst %,benchmarks/%/run.py,duplicates growth serve speed)
WHOLE := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

bench: $(VENV)/.bench
	@status=0; \
	$(MAKE) --no-print-directory -k -j2 $(WHOLE) $(addprefix gate/,$(filter-out $(TIMED),$(GATES))) || status=1; \
	$(MAKE) --no-print-directory -k -j1 $(addprefix gate/,$(TIMED)) || status=1; \
	exit $$status

gate/%:
	@status=0; began=$$(date +%s); $(BIN)/python $* || status=1; \
	if [ -f $(@D:gate/%=%)/gate.py ]; then $(BIN)/python $(@D:gate/%=%)/gate.py || status=1; fi; \
	echo "== $*: $$(($$(date +%s) - began)) s"; exit $$status

docs: $(VENV)/.dev
	$(BIN)/mkdocs build --strict --site-dir build/site
	@echo "Open build/site/index.html, or run: $(BIN)/mkdocs serve"

data: $(VENV)/.release
	$(BIN)/python tools/data/rebuild.py

dist: $(VENV)/.release
	$(BIN)/python tools/release/build.py

smoke: $(VENV)/.release
	$(BIN)/python tools/release/smoke.py

licences: $(VENV)/.release
	$(BIN)/python tools/release/licences.py

sbom: $(VENV)/.release
	$(BIN)/python tools/release/sbom.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# One environment, grown as needed; each stamp stands for the extras that a target wants. What has more stands for what has
# less, so that targets which run side by side after it install nothing.
$(VENV)/bin/python:
	@sh tools/make_venv.sh $(VENV)

$(VENV)/.base: pyproject.toml | $(VENV)/bin/python
	@echo "Installing Dragoman into $(VENV) ..."
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.bench: pyproject.toml | $(VENV)/bin/python
	@echo "Installing Dragoman and what its benchmarks need into $(VENV) ..."
	@$(PIP) install --editable '.[cluster,encoder,vectors]'
	@touch $@

$(VENV)/.test: pyproject.toml | $(VENV)/bin/python
	@echo "Installing Dragoman and what its tests need into $(VENV) ..."
	@$(PIP) install --editable '.[test,vectors]'
	@touch $(VENV)/.base $(VENV)/.bench $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	@echo "Installing Dragoman and the development tools into $(VENV) ..."
	@$(PIP) install --editable '.[test,vectors,lint,docs]'
	@touch $(VENV)/.base $(VENV)/.bench $(VENV)/.test $@

$(VENV)/.release: pyproject.toml | $(VENV)/bin/python
	@echo "Installing Dragoman and the tools of a release into $(VENV) ..."
	@$(PIP) install --editable '.[release]'
	@touch $(VENV)/.base $@
