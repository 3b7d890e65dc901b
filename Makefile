# Everything this repository can do. Continuous integration calls these targets and nothing else.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test check bench fmt lint setup

CARGO_TEST := scripts/tally cargo test --workspace --all-features --locked --no-fail-fast

help: ## Say what there is
	@echo "Usage: make <target>"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-6s %s\n", $$1, $$2 }' Makefile

run: setup ## Do the main job against a sandbox of its own, step by step
	cargo build --locked -p counterfoil-cli
	@scripts/run

test: setup lint ## Prove everything; sets up what is missing first
	$(CARGO_TEST)

check: setup lint ## Prove the quick part: units and repository rules
	$(CARGO_TEST) --lib --bins --test tidy

bench: setup ## Measure against the baselines; NAME=… measures one
	cargo run --release --locked -p counterfoil-tests --bin bench -- $(NAME)

fmt: ## Format all code
	cargo fmt --all

lint: setup ## Check the form of the code
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --all-features --locked -- -D warnings

setup: ## Bring this machine to where the rest runs; the targets that need it do so themselves
	@scripts/setup
