//! Owns the list of benchmarks and the choice among them: `bench` runs all, `bench NAME…` runs those.
//!
//! A benchmark is a ratio: the program's way of doing some work against the barest way, in turns in
//! one run on one machine. Absolute figures change with the machine; the ratio says what the
//! program adds.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that is run to be read"
)]

mod durable_sends;
mod exports;
mod lookups;
mod order_list_page;
mod refunds;
mod report;
mod runner;
mod validating;

use report::Report;
use runner::{Benchmark, Measured};
use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// What any step of a benchmark gives; an error ends the run.
type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

const BENCHMARKS: &[Benchmark] = &[
    Benchmark {
        name: "durable_sends",
        unit: "send",
        units_a_round: durable_sends::SENDS_A_ROUND,
        target_per_mille: 1_300,
        start: durable_sends::start,
    },
    Benchmark {
        name: "order_list_page",
        unit: "page",
        units_a_round: order_list_page::PAGES_A_ROUND,
        target_per_mille: 1_500,
        start: order_list_page::start,
    },
    Benchmark {
        name: "lookups_recorded",
        unit: "lookup",
        units_a_round: lookups::LOOKUPS_A_ROUND,
        // Nine tenths of the lookups a second.
        target_per_mille: 1_111,
        start: lookups::start_recorded,
    },
    Benchmark {
        name: "page_while_polling",
        unit: "page",
        units_a_round: lookups::PAGES_A_ROUND,
        target_per_mille: 3_000,
        start: lookups::start_page,
    },
    Benchmark {
        name: "csv_export",
        unit: "row",
        units_a_round: exports::CSV_ROWS,
        target_per_mille: 800,
        start: exports::start_csv,
    },
    Benchmark {
        name: "xlsx_export",
        unit: "row",
        units_a_round: exports::XLSX_ROWS,
        target_per_mille: 200,
        start: exports::start_xlsx,
    },
    Benchmark {
        name: "order_validation",
        unit: "order",
        units_a_round: validating::ORDERS_A_ROUND,
        target_per_mille: 4_000,
        start: validating::start,
    },
    Benchmark {
        name: "refunds_in_flight",
        unit: "refund",
        units_a_round: refunds::REFUNDS_A_ROUND,
        target_per_mille: 1_250,
        start: refunds::start,
    },
];

fn main() -> ExitCode {
    let chosen = match chosen(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(chosen) => chosen,
        Err(words) => {
            eprintln!("bench: {words}");
            return ExitCode::from(2);
        }
    };
    match run(&chosen) {
        Ok(measured) if measured.iter().all(Measured::is_within_target) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Those that are named, or all.
fn chosen(names: &[String]) -> Result<Vec<&'static Benchmark>, String> {
    if names.is_empty() {
        return Ok(BENCHMARKS.iter().collect());
    }
    let named = |name: &String| {
        let found = BENCHMARKS.iter().find(|benchmark| benchmark.name == name);
        found.ok_or_else(|| {
            let known: Vec<&str> = BENCHMARKS.iter().map(|benchmark| benchmark.name).collect();
            format!(
                "there is no benchmark `{name}`; there are: {}",
                known.join(", ")
            )
        })
    };
    names.iter().map(named).collect()
}

/// Measures in a folder of its own inside `out`, which lies on a real disk where the system's
/// folder for temporary files may be memory and a sync cost nothing.
fn run(chosen: &[&Benchmark]) -> Outcome<Vec<Measured>> {
    let out = out_folder();
    fs::create_dir_all(&out)?;
    let mut report = Report::begin();
    let mut all = Vec::new();
    for benchmark in chosen {
        let folder = tempfile::Builder::new().prefix("bench-").tempdir_in(&out)?;
        let measured = runner::run(benchmark, folder.path())?;
        println!("{}", report::line(&measured));
        report.add(&measured);
        all.push(measured);
    }
    lookups::remove_book();
    exports::remove_book();
    report.write(&out.join("bench.json"))?;
    Ok(all)
}

fn out_folder() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).join("out")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn an_unknown_name_is_answered_with_the_known_ones() {
        let words = chosen(&["durable_send".to_owned()]).err().unwrap();

        assert!(
            words.contains("`durable_send`; there are: durable_sends, "),
            "{words}"
        );
    }

    #[test]
    fn names_choose_and_no_name_chooses_all() {
        let one = chosen(&["order_list_page".to_owned()]).unwrap();
        let all = chosen(&[]).unwrap();

        assert_eq!((one.len(), one[0].name), (1, "order_list_page"));
        assert_eq!(all.len(), BENCHMARKS.len());
    }
}
