# Every target sets up what it needs, is quick the second time, and works from any working directory.
ROOT := $(patsubst %/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))
VENV := $(ROOT)/.venv
PY   := $(VENV)/bin/python
RUN  := cd $(ROOT) && $(VENV)/bin/leitgraph
# The passages are under copyright and do not travel along; where they lie beside, their anchors are verified.
SOURCES := $(wildcard $(ROOT)/../shared/sources)

.PHONY: run build serve test check bench quality hostile soak format clean

run: build                     ## the main job: build the graph, answer the first question, and open the explorer where somebody sits before it
	$(RUN) evidence --intervention local-therapy --population "N3"
	@if [ -t 0 ]; then $(RUN) serve $(if $(SOURCES),--sources $(SOURCES)); \
	else echo; echo "No terminal here, so nothing is served. The explorer: make serve, then http://127.0.0.1:8501/"; fi

build: $(VENV)/.ready          ## the graph from the corpus that ships, and from the sources where they are
	python3 $(ROOT)/tests/system.py java
	$(RUN) build $(if $(SOURCES),--sources $(SOURCES))

serve: build                   ## the explorer at http://127.0.0.1:8501/ and the SPARQL endpoint at /sparql
	$(RUN) serve $(if $(SOURCES),--sources $(SOURCES))

test: $(VENV)/.ready           ## everything the tests need, then all tests
	python3 $(ROOT)/tests/system.py jdk virtuoso chromium soffice pdftoppm npm
	cd $(ROOT) && $(PY) -m pytest --numprocesses 2 --dist loadfile

check: $(VENV)/.ready          ## style, types, layers, and the tests that are quick
	cd $(ROOT) && $(VENV)/bin/ruff format --check . && $(VENV)/bin/ruff check .
	cd $(ROOT) && $(VENV)/bin/mypy
	cd $(ROOT) && $(VENV)/bin/lint-imports
	cd $(ROOT) && $(PY) -m pytest -q -m "not slow and not network" --cov --cov-report=term:skip-covered

bench: $(VENV)/.ready          ## ratios against peers, in one run; writes build/bench.json
	python3 $(ROOT)/tests/system.py wrk virtuoso
	cd $(ROOT) && $(PY) -m tests.bench

quality: $(VENV)/.ready        ## planted errors and traps, the rounding law, mutants of each rule; writes build/audit_quality.json
	cd $(ROOT) && $(PY) -m tests.audit_quality

hostile: $(VENV)/.ready        ## all hostile inputs and faults against a running server; writes build/hostile.json
	cd $(ROOT) && $(PY) -m tests.hostile

soak: $(VENV)/.ready           ## 100,000 requests, one in a hundred hostile; writes build/soak.json
	cd $(ROOT) && $(PY) -m tests.soak

format: $(VENV)/.ready         ## repairs the layout of code and corpus, and rewrites what is generated
	cd $(ROOT) && $(VENV)/bin/ruff format . && $(PY) -m kg_build.authoring.schema && $(PY) -m kg_build.authoring.layout --write
	cd $(ROOT) && LEITGRAPH_HOME=- $(VENV)/bin/leitgraph queries --format md > docs/questions.md
	cd $(ROOT) && $(PY) -m kg_build.audit.handbook > docs/audit_rules.md

clean:
	rm -rf $(ROOT)/build $(ROOT)/dist $(VENV)

$(VENV)/.ready: $(ROOT)/pyproject.toml
	python3 $(ROOT)/tests/system.py venv
	python3 -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --editable "$(ROOT)[dev]"
	touch $@
