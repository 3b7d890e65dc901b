# Everything this repository can do. Continuous integration calls these targets and nothing else.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test check bench torture screens bindings deb deb-try fmt lint setup icons

NPM := npm --prefix frontend run --silent
WINDOW := npm --prefix tests/window run --silent
# The program holds the window's files, so they are built before anything that compiles it.
PAGES := frontend/dist/index.html
PAGE_SOURCES := $(shell find frontend -type f -not -path '*/node_modules/*' \
	-not -path 'frontend/dist/*' -not -path 'frontend/src/messages/*')

help: ## Say what there is
	@echo "Usage: make <target>"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' Makefile

run: $(PAGES) ## Open the window; without a display, do the main job in a virtual one
	cargo build --locked -p counterfoil-window
	@scripts/run

test: lint ## Prove everything; sets up what is missing first
	cargo build --locked -p counterfoil-window -p counterfoil-cli
	scripts/tally scripts/suites

check: lint ## Prove the quick part: units and repository rules
	scripts/tally scripts/suites quick

bench: $(PAGES) ## Measure against the baselines; NAME="… …" measures some without a window
	@scripts/setup bench
	cargo build --release --locked -p counterfoil-cli
	COUNTERFOIL=$(CURDIR)/target/release/counterfoil \
		cargo run --release --locked -p counterfoil-tests --bin bench -- $(NAME)
ifndef NAME
	cargo test --release --locked -p counterfoil-tests --test office
	cargo build --release --locked -p counterfoil-window
	COUNTERFOIL_DESK=$(CURDIR)/target/release/counterfoil-desk \
		COUNTERFOIL=$(CURDIR)/target/release/counterfoil \
		scripts/virtual-display $(WINDOW) bench
endif

torture: $(PAGES) ## Refund under crashes and faults; SEED=… RUNS=… choose the schedules
	REFUND_KILLS=1000 cargo test --release --locked -p counterfoil-tests \
		--features fault-points,mutants --test kill refunds::
	cargo run --release --locked -p counterfoil-tests --features fault-points,mutants --bin torture -- \
		"$(SEED)" "$(RUNS)"

screens: $(PAGES) ## Take the pictures of docs/screens anew
	cargo build --locked -p counterfoil-window -p counterfoil-cli
	cargo build --locked -p counterfoil-tests --all-features --bin counterfoil-under-test
	scripts/virtual-display $(WINDOW) screens

bindings: $(PAGES) ## Write what the window knows of the commands anew
	WRITE_BINDINGS=1 cargo test --locked -p counterfoil-window --lib ipc

deb: $(PAGES) ## Build the package
	scripts/deb

deb-try: $(PAGES) ## Build the package, and install, start and remove it in a clean root
	scripts/deb try

icons: setup ## Draw every size of the icon anew
	scripts/icons

fmt: setup ## Format all code
	cargo fmt --all
	$(NPM) fmt
	$(WINDOW) fmt

lint: $(PAGES) ## Check the form of the code
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --all-features --locked -- -D warnings
	$(NPM) check
	$(NPM) lint
	$(WINDOW) check
	$(WINDOW) lint

setup: ## Bring this machine to where the rest runs; the targets that need it do so themselves
	@scripts/setup

$(PAGES): $(PAGE_SOURCES) | setup
	$(NPM) build
	@touch $@
