# One word per job; each does the set-up that it needs, and only what is missing.
#   make build   workbooks, add-in and offline bundle, dist/  make bench   speed, against a peer in the same run
#   make test    every test; installs LibreOffice, a Chinese  make demo    one reporting task from form to summary
#                font, the schema validator and Chromium      make check   style (ruff) and types (mypy)
#                when missing

VENV := .venv
PYTHON_RUN := $(VENV)/bin/python
PIP_INSTALL := $(PYTHON_RUN) -m pip install -qq --disable-pip-version-check --no-input

.DEFAULT_GOAL := build
.PHONY: build test check style types bench demo clean

build: $(VENV)/.installed
	$(PYTHON_RUN) build.py $(BUILD_ARGS)

test: $(VENV)/.installed-dev
	@tools/install_libreoffice.sh
	@tools/install_validator.sh
	@tools/install_chromium.sh
	$(PYTHON_RUN) -m pytest -q -n 2 --dist loadfile $(PYTEST_ARGS)

check: style types

style: $(VENV)/.installed-dev
	$(PYTHON_RUN) -m ruff check .

types: $(VENV)/.installed-dev
	$(PYTHON_RUN) -m mypy --explicit-package-bases --exclude '^(build|dist|demo)/' .

bench: $(VENV)/.installed-dev
	set -e; for script in benchmarks/bench_*.py; do echo "== $$script"; PYTHONPATH=. $(PYTHON_RUN) "$$script"; done

demo: $(VENV)/.installed
	$(PYTHON_RUN) -m addin.demo

clean:
	rm -rf dist build demo .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The stamps follow pyproject.toml: a changed dependency is installed at the next make.
$(VENV)/.installed: pyproject.toml tools/make_venv.sh
	@tools/make_venv.sh
	$(PIP_INSTALL) -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP_INSTALL) -e '.[dev]'
	@touch $@
