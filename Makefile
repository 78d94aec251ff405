# `make site` builds the website; `make` alone lists what else there is. CMake does the work beneath.
SHELL := /bin/bash
JOBS ?= $(shell nproc)
GAZETTE := build/release/gazette

.DEFAULT_GOAL := help
.PHONY: help packages gazette site serve pdf servers check check-site test test-unit test-report test-browser \
        lint format bench fuzz clean

help:
	@echo "make site      install what is missing, build Gazette, build the website into site/"
	@echo "make serve     preview the website while you write"
	@echo "make check     check links, accessibility, words and data of the website"
	@echo "make test      every test: units, cases, whole sites, browser"
	@echo "make lint      formatting and static analysis"
	@echo "make format    lay out the sources"
	@echo "make pdf       each report as a tagged PDF, linked from its first page"
	@echo "make servers   try the site's files for nginx and Apache on both, where they are installed"
	@echo "make bench     speed, beside other tools where they are installed"
	@echo "make fuzz      feed the parsers rubbish for a minute each"
	@echo "make clean     remove build/ and the built site"

packages:
	@.ci/install build

gazette: packages
	@cmake --preset release >/dev/null
	@cmake --build --preset release --target gazette -j $(JOBS)

site: gazette
	@$(GAZETTE) build .
	@echo "Next: make serve to look at it, make check to check it, make test to test everything."

serve: gazette
	@$(GAZETTE) serve .

pdf: gazette
	@$(GAZETTE) pdf .
	@$(GAZETTE) build .

servers: gazette
	@tests/servers/try_servers.py $(GAZETTE)

check: gazette
	@$(GAZETTE) check

test: test-unit check-site test-report test-browser

test-unit: packages
	@.ci/install test
	@cmake --preset dev >/dev/null
	@cmake --build --preset dev -j $(JOBS)
	@ctest --preset dev -j $(JOBS)

check-site: site
	@$(GAZETTE) check --strict

# Is the whole of the report on the site? Skipped where the report's material is not beside the checkout.
test-report: site
	@.ci/install test
	@tests/report/check_report.py site

tests/browser/node_modules: tests/browser/package-lock.json
	@.ci/install test
	@cd tests/browser && ../../.ci/node npm ci --no-audit --no-fund --loglevel=error && touch node_modules

test-browser: site tests/browser/node_modules
	@cd tests/browser && ../../.ci/node npm test --silent

lint:
	@.ci/install build
	@.ci/install lint
	@clang-format --dry-run --Werror $$(git ls-files 'generator/*.cc' 'generator/*.h' 'tests/*.cc' 'tests/*.h')
	@cmake --preset lint >/dev/null
	@.ci/tidy

format:
	@clang-format -i $$(git ls-files 'generator/*.cc' 'generator/*.h' 'tests/*.cc' 'tests/*.h')

bench: gazette
	@tests/bench/run

fuzz:
	@.ci/install fuzz
	@tests/fuzz/run

clean:
	@rm -rf build
	@git clean -fdxq -e .gitignore site
