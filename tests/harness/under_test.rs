//! The shipped program, built by the tests so that they can ask for fault points.

fn main() -> std::process::ExitCode {
    counterfoil_cli::main()
}
