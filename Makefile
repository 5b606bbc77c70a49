# The commands of the project. Each makes what it needs first: see `make help`.

PYTHON ?= python3
ARGS ?=

VENV := .venv
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check --retries 10 --timeout 60
# Written last, with the folder's path in it, so that only a finished set-up of this very folder counts.
READY := $(VENV)/.ready
READY_TO_TEST := $(VENV)/.ready-to-test

# After a move of the folder, or without its Python, the environment's programs no longer start.
ifneq ($(shell test -x $(VENV)/bin/python && cat $(READY) 2>/dev/null),$(CURDIR))
$(shell rm -f $(READY) $(READY_TO_TEST))
endif

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help serve build test browser clean

help:
	@echo 'make serve   build the site, serve it on http://127.0.0.1:8000 and follow every edit'
	@echo 'make build   write the site to site/'
	@echo 'make test    check the style and the types, and run all tests'
	@echo 'make clean   remove the built site and all caches'
	@echo
	@echo 'serve and build take options: make serve ARGS="--port 8001".'
	@echo 'The first run sets up $(VENV)/ with $(PYTHON); for another Python: make serve PYTHON=python3.13.'

serve: $(READY)
	$(VENV)/bin/sitegen serve $(ARGS)

build: $(READY)
	$(VENV)/bin/sitegen build $(ARGS)

test: $(READY_TO_TEST) browser
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	@# In the order of names: the files that take longest have few tests, so by number they would come last.
	$(VENV)/bin/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

browser:
	@.ci/browser

clean:
	rm -rf site .sitegen dist .mypy_cache .pytest_cache .ruff_cache .hypothesis __pycache__
	find sitegen tests -name __pycache__ -prune -exec rm -rf {} +

$(READY): pyproject.toml hatch_build.py
	$(call install,.)

$(READY_TO_TEST): pyproject.toml hatch_build.py
	$(call install,.[test])
	@touch $@

# $(1): what pip is to install. An environment that is not marked as ready is what a broken run left: it is
# made anew, since pip takes a package that it unpacked halfway for a whole one.
define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "This needs Python 3.11 or newer; $(PYTHON) --version says: $$($(PYTHON) --version 2>&1)" >&2; \
		echo "Name another one: make $(MAKECMDGOALS) PYTHON=python3.13" >&2; exit 1; }
	@echo 'Setting up $(VENV)/ (only now, and when pyproject.toml has changed) ...'
	@test -e $(READY) || $(PYTHON) -m venv --clear $(VENV)
	@rm -f $(READY) $(READY_TO_TEST)
	@for attempt in 1 2 3; do \
		$(PIP) install --quiet --editable '$(1)' && exit 0; \
		echo "Attempt $$attempt of 3 failed." >&2; sleep 5; \
	done; echo 'The packages could not be installed; pip says why above.' >&2; exit 1
	@# Pip does so for what it copies; the project itself it only links to.
	@$(VENV)/bin/python -m compileall -q sitegen
	@echo '$(CURDIR)' > $(READY)
endef
