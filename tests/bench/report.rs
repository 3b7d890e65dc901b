//! Owns what is said of a measurement: a line to read, and a file with every round.
#![expect(
    clippy::float_arithmetic,
    reason = "figures to be read; no money is among them"
)]

use crate::{
    Outcome,
    runner::{Measured, Times},
};
use serde_json::{Value, json};
use std::{fs, path::Path, thread};

/// The file as it grows.
pub struct Report {
    load_before: Option<String>,
    benchmarks: Vec<Value>,
}

impl Report {
    /// Notes how busy the machine is before anything is measured.
    pub fn begin() -> Self {
        Self {
            load_before: load(),
            benchmarks: Vec::new(),
        }
    }

    /// Takes up one result.
    pub fn add(&mut self, measured: &Measured) {
        self.benchmarks.push(json!({
            "name": measured.name,
            "ratio": thousandths(measured.ratio_per_mille()),
            "target": thousandths(measured.target_per_mille),
            "verdict": verdict(measured),
            "unit": format!("ns a {}", measured.unit),
            "units_a_round": measured.units_a_round,
            "subject": times(&measured.subject),
            "baseline": times(&measured.baseline),
        }));
    }

    /// Writes the file in place of the one before.
    pub fn write(&self, path: &Path) -> Outcome<()> {
        let whole = json!({
            "machine": {
                "cores": thread::available_parallelism().ok().map(usize::from),
                "system": std::env::consts::OS,
                "processor": std::env::consts::ARCH,
                "sqlite": rusqlite::version(),
                "profile": if cfg!(debug_assertions) { "dev" } else { "release" },
                "load_before": self.load_before,
                "load_after": load(),
            },
            "benchmarks": self.benchmarks,
        });
        let mut text = serde_json::to_string_pretty(&whole)?;
        text.push('\n');
        fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(())
    }
}

/// `name ratio target verdict`, then both medians with the spread of the rounds around them: where
/// that is wide, the machine was busy and the ratio says little.
pub fn line(measured: &Measured) -> String {
    format!(
        "{:<18} {:.2} {:.2} {:<6}  subject {}, baseline {}",
        measured.name,
        thousandths(measured.ratio_per_mille()),
        thousandths(measured.target_per_mille),
        verdict(measured),
        median(&measured.subject, measured.unit),
        median(&measured.baseline, measured.unit),
    )
}

fn median(times: &Times, unit: &str) -> String {
    let a_second = 1_000_000_000 / times.median_ns.max(1);
    format!(
        "{:.1} ±{:.1} µs a {unit} ({a_second} a second)",
        thousandths(times.median_ns),
        thousandths(times.mad_ns)
    )
}

fn verdict(measured: &Measured) -> &'static str {
    if measured.is_within_target() {
        "ok"
    } else {
        "MISSED"
    }
}

fn times(times: &Times) -> Value {
    json!({
        "median": times.median_ns,
        "mad": times.mad_ns,
        "rounds": times.rounds_ns,
    })
}

fn thousandths(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / 1_000.0
}

/// How many programs wanted to run, over the last one, five and fifteen minutes; only some systems
/// say so.
fn load() -> Option<String> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    let averages: Vec<&str> = text.split_whitespace().take(3).collect();
    Some(averages.join(" "))
}
