# Each target is a line or two; the work is done by management commands.
PYTHON ?= python3
MANAGE = .venv/bin/python manage.py
.DEFAULT_GOAL := run
.PHONY: run possible install test lint messages bench lock nu-checker bench-registration bench-pages bench-lists bench-chaos

run: possible .venv/runtime  # the demo site on 127.0.0.1:$PORT, with its worker; Ctrl-C stops both
	@.venv/bin/python site/trial.py

possible:  # asked before anything is installed
	@command -v $(PYTHON) >/dev/null || { echo "Kwartier needs Python 3.11 or newer; there is no $(PYTHON)."; exit 1; }
	@$(PYTHON) site/trial.py --check

install: .venv/runtime  # the locked production set, and the messages compiled
	@DJANGO_SETTINGS_MODULE=config.settings.dev $(MANAGE) compile_messages

test: .venv/dev  # all tests, on SQLite or on DATABASE_URL: make test ARGS="tests/news -x"
	@.venv/bin/python -m pytest --numprocesses $(or $(TEST_PROCESSES),4) --dist loadfile --no-loadscope-reorder $(ARGS)

mutants: .venv/dev  # guards taken out by chance: does a test notice? about ten minutes; ARGS="--seed 7 --package comments"
	@.venv/bin/python -m tests.mutants $(ARGS)

lint: .venv/dev
	@.venv/bin/ruff check . && .venv/bin/ruff format --check .
	@PYTHONPATH=.:site .venv/bin/lint-imports --no-cache --no-logo
	@.venv/bin/python -m tests.dead_code
	@$(MANAGE) check --fail-level WARNING && $(MANAGE) makemigrations --check --dry-run && $(MANAGE) check_messages
	@git ls-files '*.py' '*.html' '*.css' | grep -v /migrations/ | xargs wc -l | awk '$$1 > 300 && !/ total$$/ { print "Long file: " $$0 }'

messages: .venv/dev  # collect the messages of code and templates (needs GNU gettext), then compile them
	@$(MANAGE) makemessages --locale de --locale nl && $(MANAGE) compile_messages

bench: bench-registration bench-pages bench-lists

lock: var/lock/bin/uv  # write both requirements files anew from pyproject.toml
	@$(LOCK) pyproject.toml --output-file requirements.txt
	@$(LOCK) pyproject.toml --group dev --output-file requirements-dev.txt

LOCK = var/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
       --no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade

var/lock/bin/uv:
	@$(PYTHON) -m venv var/lock && var/lock/bin/pip install --quiet "uv>=0.9"

.venv/runtime: requirements.txt | .venv/bin/python
	@.venv/bin/python site/packages.py requirements.txt && touch $@

.venv/dev: requirements-dev.txt | .venv/bin/python
	@.venv/bin/python site/packages.py requirements-dev.txt && touch $@ .venv/runtime

.venv/bin/python:
	@echo "Making the folder .venv for the packages …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Kwartier needs Python 3.11 or newer. Name one: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv .venv >/dev/null \
	  || { $(PYTHON) -m venv --clear --without-pip .venv && $(PYTHON) -m pip --python .venv/bin/python install --quiet pip; } \
	  || { rm -rf .venv; echo "No virtual environment could be made: install pip or venv (Debian: apt-get install python3-venv)."; exit 1; }

bench-registration: .venv/dev  # no seat sold twice: SQLite with 4 processes, or DATABASE_URL with PROCESSES=8
	@DJANGO_SETTINGS_MODULE=config.settings.test $(MANAGE) bench_registration --processes $${PROCESSES:-4}

bench-pages: .venv/dev  # pages beside a bare Django view with the same bytes, on the server of DATABASE_URL
	@DJANGO_SETTINGS_MODULE=config.settings.test $(MANAGE) bench_pages $(ARGS)

bench-chaos: .venv/dev  # ten minutes of load, processes killed at random, DATABASE_URL of PostgreSQL; ARGS="120"
	@DJANGO_SETTINGS_MODULE=config.settings.test $(MANAGE) bench_chaos $(ARGS)

bench-lists: .venv/dev  # lists, feed, calendar, search: 100 articles against 10,000; ARGS="--articles 2000"
	@DJANGO_SETTINGS_MODULE=config.settings.test $(MANAGE) bench_lists $(ARGS)

# The W3C's Nu checker from its own package, for the tests of markup; they are skipped where it or Java is missing.
NU = 26.9.27
NU_SHA512 = 4e441de4315f39a582f5e6edbe8cd3b2b1f655aa1dde3620faface791133217c417b12f3f7ead2d8336d8e7efe44f5226618258b44a0860057e9125135e6b428
var/vnu-$(NU).jar:
	@mkdir -p var/nu && cd var/nu && npm pack --silent vnu-jar@$(NU) >/dev/null && echo "$(NU_SHA512)  vnu-jar-$(NU).tgz" | sha512sum --check --quiet
	@cd var/nu && tar xzf vnu-jar-$(NU).tgz && mv package/build/dist/vnu.jar ../../$@ && rm -r ../nu
nu-checker: var/vnu-$(NU).jar
