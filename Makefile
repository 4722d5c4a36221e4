# Countersign: the two commands are `make demo` and `make test`. Needs python3.11, git and make; installs the rest into .venv.
PYTHON ?= python3.11
BIN := .venv/bin
DATA ?= demo-data
export COUNTERSIGN_DATA ?= $(DATA)
.DEFAULT_GOAL := help
.PHONY: help demo test check bench eval way llm install install-dev models system-packages lock clean

help: ## list the targets
	@echo "Countersign: governed answers for school families."
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-16s %s\n", $$1, $$2}'

demo: models ## install, load the fictional district, ask its questions, serve on http://127.0.0.1:8000
	@$(BIN)/python -m assistant.demo.run

test: install-dev models system-packages ## install what the tests need and run them all
	@$(BIN)/pytest -n 2 --dist loadfile

check: install-dev ## lint, types, import layers, house rules
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/basedpyright
	@$(BIN)/lint-imports
	@$(BIN)/pytest tests/house -q

bench: install-dev models ## ms per step for 200 questions beside a plain llama-index baseline, in one run
	@$(BIN)/python -m bench.way.run

eval: models ## the fictional district's golden cases through the real way, with the policy's gate
	@test -f $(COUNTERSIGN_DATA)/countersign.db || $(BIN)/countersign init --demo
	@$(BIN)/countersign eval run assistant/demo/district/questions.jsonl --gate

way: install-dev models ## walk both ways once, step by step, then the proof that no personal detail stays (minutes)
	@$(BIN)/pytest tests/way -v
	@$(BIN)/pytest tests/assistant/privacy -m drill -v

llm: models .venv-llm/.ready ## opt-in: a real llama.cpp server drafts a few answers (compiles for 20 CPU minutes, once)
	@$(BIN)/python -m bench.language_model.run --server .venv-llm/bin/python

.venv-llm/.ready: requirements-llm.lock | .venv/bin/uv
	@echo "== compiling llama.cpp into .venv-llm (about 20 CPU minutes, once; needs a C++ compiler)"
	@$(PYTHON) -m venv .venv-llm
	@CMAKE_ARGS=-DGGML_NATIVE=OFF $(BIN)/uv pip install --python .venv-llm/bin/python --require-hashes -r requirements-llm.lock
	@touch $@

install: .venv/.runtime ## the product and its dependencies

install-dev: .venv/.dev ## also what tests and checks need

.venv/bin/uv:
	@echo "== making .venv"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9

.venv/.torch: | .venv/bin/uv
	@echo "== installing torch for the CPU (0.7 GB on disk)"
	@sh deploy/install_torch.sh $(BIN)/uv $(BIN)/python
	@touch $@

.venv/.runtime: requirements.lock pyproject.toml .venv/.torch
	@echo "== installing the product (2 GB on disk, a few minutes at most)"
	@$(BIN)/uv pip install --python $(BIN)/python --compile-bytecode --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps -e .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	@echo "== installing what the tests need"
	@$(BIN)/uv pip install --python $(BIN)/python --compile-bytecode --require-hashes -r requirements-dev.lock
	@touch $@

models: install ## unpack and check the shipped encoder (half a minute, once)
	@$(BIN)/countersign models prepare

system-packages: ## Chromium and tesseract for the tests that need them, where this user may install packages
	@sh deploy/system_packages.sh

lock: .venv/bin/uv ## pin every dependency with its hashes (needs a registry)
	@for extra in "" "--extra dev"; do \
	  UV_FIND_LINKS= $(BIN)/uv pip compile --quiet --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 $$extra \
	    -o requirements$${extra:+-dev}.lock pyproject.toml; done
	@UV_FIND_LINKS= $(BIN)/uv pip compile --quiet --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 \
	  --group pyproject.toml:llm -o requirements-llm.lock

clean: ## remove the environment and the demonstration's data
	@rm -rf .venv demo-data
