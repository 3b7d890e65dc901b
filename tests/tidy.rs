//! Owns the rules of this repository: each is a check that names the place and what to do there.
//!
//! Every rule is a function over paths and texts, so that a small example proves it can fail.

mod tidy {
    mod clocks;
    mod crates;
    mod error_codes;
    mod floats;
    mod icons;
    mod licences;
    mod limits;
    mod migrations;
    mod packages;
    mod purity;
    mod repository;
    mod rust_code;
    mod secrets;
    mod sizes;
    mod sources;
    mod tally;
    mod texts;
    mod window;
}
