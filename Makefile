# Every command sets up what is missing first, once.

PY = .venv/bin/python
SET_UP = .venv/.set-up
# A process for each processor, each with a screen of its own; who is done takes over from others.
PROCESSES = --numprocesses auto --maxprocesses 8 --dist worksteal

.PHONY: help demo view test torture fuzz lint bench gallery reference speed constraints clean
.DEFAULT_GOAL = help

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## /    make \1	/p' Makefile | expand -t 24

demo: $(SET_UP) ## render the XOR lesson into renders/xor.mp4
	$(PY) -m nnviz render scenes/xor.toml -o renders/xor.mp4 --force

view: $(SET_UP) ## open the XOR lesson in a window
	$(PY) -m nnviz view

test: $(SET_UP) ## run the whole test suite, on all processors
	$(PY) -m pytest $(PROCESSES)

torture: $(SET_UP) ## kill, spoil, harm and compare: more than an hour; docs/promises.md says how to try less
	$(PY) -m pytest -m hypothesis --hypothesis-profile=searching
	$(PY) -m tests.trace.killing $(RECORDINGS:%=--count %) $(SEED:%=--seed %)
	$(PY) -m tests.film.killing $(RENDERS:%=--count %) $(SEED:%=--seed %)
	$(PY) -m tests.film.harming $(SEGMENTS:%=--count %) $(SEED:%=--seed %)
	$(PY) -m tests.film.failing $(FAILURES:%=--count %) $(SEED:%=--seed %)
	$(PY) -m tests.film.clocks $(CLOCKS:%=--count %) $(SEED:%=--seed %)
	$(PY) -m tests.hostile.torture $(FILES:%=--count %) $(SEED:%=--seed %)
	$(PY) -m tests.viewer.failing $(WINDOWS:%=--count %) $(SEED:%=--seed %)
	$(PY) -m tests.viewer.endurance $(HOURS:%=--count %) $(SEED:%=--seed %)

fuzz: $(SET_UP) ## hunt for what crashes the readers, guided by coverage: ten minutes
	$(PY) -m pip install -q -e '.[dev,fuzz]'
	$(PY) -m tests.hostile.coverage -max_total_time=600

lint: $(SET_UP) ## check style, formatting and types
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy

bench: $(SET_UP) ## measure everything beside its peer, and write renders/speed.json: many minutes
	$(PY) -m benchmarks

gallery: $(SET_UP) ## draw the gallery of the documentation anew
	$(PY) docs/make_gallery.py

reference: $(SET_UP) ## write the schema of scenes and the table of traces anew
	$(PY) docs/make_reference.py

speed: $(SET_UP) ## measure everything, and write the figures and plots of the documentation anew
	$(PY) -m benchmarks --json docs/speed.json
	$(PY) docs/make_speed.py

constraints: $(SET_UP) ## take the newest libraries and write their versions down
	$(PY) -m pip install --upgrade --upgrade-strategy eager -e '.[dev]'
	{ grep '^#' constraints.txt; $(PY) -m pip freeze --exclude-editable; } > constraints.new
	mv constraints.new constraints.txt

clean: ## remove what was set up and built, not what was rendered
	rm -rf .venv set-up.log build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find nnviz tests benchmarks -name __pycache__ -exec rm -rf {} +

$(SET_UP): pyproject.toml constraints.txt setup.sh
	./setup.sh
	touch $@
