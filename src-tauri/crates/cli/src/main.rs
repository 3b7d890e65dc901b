//! `counterfoil`, as shipped.

fn main() -> std::process::ExitCode {
    counterfoil_cli::main()
}
