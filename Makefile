# One command for each chore, the same for people and for CI. Needs Python 3.11 or newer and make.
PYTHON ?= python3
BIN := .venv/bin
SAMPLE := corpus/sample/export.csv

# How long `make fuzz` gives each target, and which it takes.
SECONDS ?= 600
TARGET ?= all

.PHONY: screen test test-browser test-spark fuzz check train docs mask-figures evaluate trust trust-baseline lock audit wheels bench bench-others bench-page bench-year bench-linking env clean

screen: $(BIN)/overlooked  ## screen the shipped sample into a ranked queue
	$(BIN)/overlooked screen $(SAMPLE) -o queue.jsonl -o queue.csv -o queue.html --force

test: env  ## run all tests; plain `pytest` leaves the slow ones out
	$(BIN)/python -m pytest -m "not browser and not spark"

test-browser: .venv/browser  ## run the pages in a real Chromium, print the office files (apt-get install chromium)
	$(BIN)/python -m pytest -m browser tests/browser

test-spark: .venv/spark  ## screen on Spark, and on a cluster of two workers of which one is killed (Java 17; 450 MB)
	$(BIN)/python -m pytest -n 0 -m spark tests/spark

fuzz: .venv/fuzz  ## feed every reader with atheris (Linux), ten minutes a target: SECONDS=120 TARGET=csv for less
	$(BIN)/python tests/fuzz/fuzz.py $(TARGET) $(SECONDS)

check: env  ## lint and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

train: env  ## write models/default from the train split
	$(BIN)/overlooked train corpus -o models/default --force

evaluate: env  ## judge the recipe on the corpus; with REAL=folder also on real text
	$(BIN)/overlooked evaluate corpus -o figures.json -o report.html --traps tests/traps/open.jsonl --force $(if $(REAL),--real $(REAL))

docs: env  ## bring the reference pages, the sample lesson and the corpus's datasheet up to date
	$(BIN)/python -c 'from pathlib import Path; from overlooked.views.reference import write_reference; write_reference(Path("docs"))'
	$(BIN)/python -c 'from pathlib import Path; from overlooked.evaluation.corpus.datasheet import write_datasheet; write_datasheet(Path("corpus"))'
	$(BIN)/python -c 'from pathlib import Path; from overlooked.teaching.delivery import write_sample; write_sample(Path("docs/lesson.html"))'

mask-figures: env  ## measure masking on the marked narratives and write the table into docs/masking.md
	$(BIN)/python -c 'from pathlib import Path; from overlooked.handover.figures import write_figures; write_figures(Path("docs/masking.md"), Path("corpus/masking"))'

docs/lesson.png: docs/lesson.html docs/picture.py .venv/browser  ## take the picture of a case being checked (Chromium)
	$(BIN)/python docs/picture.py

trust: env  ## no score may move with who is told of, no group's recall may fall: against tests/trust/baseline.json
	$(BIN)/python tests/trust/gate.py

trust-baseline: env  ## measure it anew, after a change that was meant
	$(BIN)/python tests/trust/gate.py --write

LOCK := .venv/audit/bin/uv pip compile pyproject.toml --upgrade --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

lock: .venv/audit/installed  ## pin the shipped environment anew, with hashes: requirements/core.txt, all.txt
	$(LOCK) --output-file requirements/core.txt
	$(LOCK) --extra all --output-file requirements/all.txt

audit: .venv/shipped/installed  ## known vulnerabilities, bill of materials and licences of the locked environment (1 GB)
	.venv/audit/bin/python tests/supply/supplies.py

wheels: .venv/audit/installed  ## is there a wheel of every locked package, for every Python and platform?
	.venv/audit/bin/python tests/supply/wheels.py

bench: env  ## measure speed and memory
	$(BIN)/python tests/benchmarks/bench.py

bench-others: env  ## the same beside medspaCy and ASReview, in environments of their own (2 GB, half an hour)
	$(BIN)/python tests/benchmarks/bench.py --rows 10000 100000 1000000 --others .venv/others

bench-page: .venv/browser  ## measure the page with 10,000 records in a real Chromium
	$(BIN)/python tests/benchmarks/page.py

bench-year: env  ## screen 20,000 rows and write 200,000 in every form; no row may be wrong or lost (takes an hour)
	$(BIN)/python tests/benchmarks/year.py

bench-linking: env  ## link made-up referrals to crimes: time of each step, precision, recall, memory
	$(BIN)/python tests/benchmarks/referrals.py

env: .venv/installed

$(BIN)/overlooked: .venv/installed

.venv/installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "overlooked needs Python 3.11 or newer; run make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

.venv/browser: .venv/installed
	$(BIN)/python -m pip install --quiet --group browser
	touch $@

.venv/spark: .venv/installed
	$(BIN)/python -m pip install --quiet --group spark
	touch $@

.venv/fuzz: .venv/installed
	$(BIN)/python -m pip install --quiet --group fuzz
	touch $@

.venv/audit/installed: pyproject.toml
	$(PYTHON) -m venv .venv/audit
	.venv/audit/bin/python -m pip install --quiet --upgrade pip
	.venv/audit/bin/python -m pip install --quiet --group audit
	touch $@

.venv/shipped/installed: .venv/audit/installed requirements/all.txt
	.venv/audit/bin/uv venv --quiet --clear --python $(PYTHON) .venv/shipped
	.venv/audit/bin/uv pip install --quiet --python .venv/shipped --require-hashes --requirement requirements/all.txt
	touch $@

clean:
	rm -rf .venv queue.* figures.json report.html
