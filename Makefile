# make run starts Sotay on this machine, make test proves it; the rest is for those who work on it.

.PHONY: help run demo test soak bench lint format messages chromium office \
	check-style check-format check-templates check-contracts check-types check-migrations check-translations \
	check-lock test-unit test-postgres15 test-browser
.NOTPARALLEL:

# What leads uv astray from the lock file.
unexport UV_DEFAULT_INDEX UV_INDEX UV_INDEX_URL UV_EXTRA_INDEX_URL UV_PROJECT_ENVIRONMENT VIRTUAL_ENV
# Without kept bytecode every start of Sotay compiles Django anew; run and tests start it often.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
POSTGRESQL_15 ?= /usr/lib/postgresql/15/bin
JOBS ?= 2
# A test that fails is run once more, said aloud: what fails twice is broken, what does not is told and looked into (0025).
AGAIN ?= --reruns 1 -rfER
# The big numbers of make soak: kills of a writing process, entries of the chain that is recomputed.
KILLS ?= 300
CHAIN ?= 1000000
TEMPLATES = $(shell find src -name '*.html')
CHECKS := check-style check-format check-templates check-contracts check-types check-migrations check-translations check-lock
TESTS := test-unit test-browser $(if $(filter true 1,$(CI) $(SOTAY_TEST_PG15)),test-postgres15)
EACH = for step in $(1); do $(MAKE) --no-print-directory $$step || exit 1; done

help:
	@echo "make run       start Sotay (PORT=8001 for another port)"
	@echo "make demo      make the demonstration agency"
	@echo "make test      linters, contracts, types, migrations, translations, all tests (≤ 10 minutes)"
	@echo "make soak      the big numbers: long tests and every bench"
	@echo "make bench     every bench, into bench/RESULTS.md"
	@echo "make test-browser  of these tests, the journeys and axe over every page"
	@echo "make lint      what make test checks before the tests"
	@echo "make format    put code and templates into shape"
	@echo "make messages  gather new texts for the translators"

run: .venv/.sotay-run
	@SOTAY_ENDS_WITH_PARENT=1 exec $(BIN)/sotay run $(if $(PORT),--port $(PORT))

demo: .venv/.sotay-run
	@$(BIN)/sotay prepare && $(BIN)/sotay demo

test: .venv/.sotay-dev chromium office
	@$(call EACH,$(CHECKS) $(TESTS))

soak: .venv/.sotay-dev
	SOTAY_SOAK=1 SOTAY_KILLS=$(KILLS) $(BIN)/pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder -m "not browser" \
		-p bench.soak --hypothesis-profile=soak
	$(BIN)/python -m bench.run data journal --name sotay_bench_chain --agencies 1 --entries $(CHAIN) --measured-entries $(CHAIN)
	@$(MAKE) --no-print-directory bench

bench: .venv/.sotay-dev
	$(BIN)/python -m bench.run

lint: .venv/.sotay-dev
	@$(call EACH,$(CHECKS))

format: .venv/.sotay-dev
	-$(BIN)/djade $(TEMPLATES)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

messages: .venv/.sotay-dev
	$(BIN)/python tools/messages.py

# The environment, anew only when the lock file changed. The one for running leaves what developers have added.
.venv/.sotay-run: uv.lock pyproject.toml
	@uv=$$(tools/find_uv.sh) && echo "== Environment from the lock file" && "$$uv" sync --quiet --frozen --inexact --no-dev --compile-bytecode
	@touch $@

.venv/.sotay-dev: uv.lock pyproject.toml
	@uv=$$(tools/find_uv.sh) && echo "== Environment from the lock file" && "$$uv" sync --quiet --frozen --compile-bytecode
	@touch .venv/.sotay-run $@

chromium:
	@tools/find_program.sh chromium chromium "kiểm thử trên trình duyệt"

# The second reader of Word files; where it is missing and cannot be installed, its tests say that they were passed over, except in CI.
office:
	@tools/find_program.sh soffice libreoffice-writer-nogui "kiểm thử mở tệp Word" || [ -z "$(CI)" ]

check-style: .venv/.sotay-dev
	@echo "== Style (ruff check)"
	@$(BIN)/ruff check

check-format: .venv/.sotay-dev
	@echo "== Format (ruff format)"
	@$(BIN)/ruff format --check

check-templates: .venv/.sotay-dev
	@echo "== Templates (djade)"
	@$(BIN)/djade --check $(TEMPLATES)

check-contracts: .venv/.sotay-dev
	@echo "== Floors and layers (import-linter)"
	@$(BIN)/lint-imports

check-types: .venv/.sotay-dev
	@echo "== Types (mypy)"
	@$(BIN)/mypy src

check-migrations: .venv/.sotay-dev
	@echo "== Migrations"
	@SOTAY_VAR=var/test $(BIN)/sotay manage makemigrations --check --dry-run

check-translations: .venv/.sotay-dev
	@echo "== Translations"
	@$(BIN)/python tools/messages.py --check

check-lock:
	@echo "== Lock file"
	@! grep -nP 'registry = "(?!https://pypi.org/simple)|file:' uv.lock

test-unit: .venv/.sotay-dev
	@echo "== Unit and architecture tests"
	@$(BIN)/pytest -q $(AGAIN) -n $(JOBS) --dist loadfile --no-loadscope-reorder -m "not browser"

test-postgres15: .venv/.sotay-dev
	@echo "== Domain tests on PostgreSQL 15"
	@if [ -x $(POSTGRESQL_15)/postgres ]; then \
		$(BIN)/python tools/with_postgres.py $(POSTGRESQL_15) $(BIN)/pytest -q $(AGAIN) -n $(JOBS) -m "domain and not slow" \
			--ignore=tests/browser --ignore=tests/architecture --ignore=tests/config --ignore=tests/ui; \
	else echo "Its programs are not in $(POSTGRESQL_15): passed over."; fi

test-browser: .venv/.sotay-dev chromium
	@echo "== Browser tests"
	@$(BIN)/pytest -q $(AGAIN) -n $(JOBS) --dist worksteal -m browser tests/browser tests/ui/test_in_browser.py
