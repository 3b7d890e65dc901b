//! Owns `counterfoil sandbox`.

use crate::{
    args::{SandboxCommand, SandboxRun},
    clock,
    exit::{Code, Failure},
    output::Output,
    session::{self, Session},
};
use counterfoil_sandbox::{Config, Entropy, NewAccount, Sandbox, SandboxError};
use serde::Serialize;
use std::{fs::DirBuilder, io, net::SocketAddr, path::Path};

const ACCOUNT: &str = "Sandbox";

/// What a caller needs to reach the simulator. The token is shown only when it was just made.
#[derive(Serialize)]
struct Running {
    base_url: String,
    waba_id: String,
    phone_number_id: String,
    configuration: String,
    access_token: Option<String>,
    control_token: String,
}

/// Runs one of its commands.
pub async fn run(
    session: &Session,
    command: SandboxCommand,
    output: Output,
) -> Result<Code, Failure> {
    match command {
        SandboxCommand::Run(options) => serve(session, options, output).await,
    }
}

async fn serve(session: &Session, options: SandboxRun, output: Output) -> Result<Code, Failure> {
    let folder = session.data_dir()?;
    make_private(&folder)
        .map_err(|error| Failure::other(format!("{}: {error}", folder.display())))?;
    let sandbox = Sandbox::open(Config {
        ledger: folder.join("sandbox.ledger"),
        seed: options.seed,
        clock: clock::for_sandbox(),
        entropy: Entropy::Os,
    })
    .map_err(failed)?;
    let account = account(&sandbox, &options)?;
    let server = sandbox
        .serve(SocketAddr::from(([127, 0, 0, 1], options.port)))
        .await
        .map_err(failed)?;
    let running = Running {
        base_url: format!("http://{}", server.address()),
        control_token: sandbox.control_token().to_owned(),
        ..account
    };
    let interrupted = session::interrupted();
    output.print(&running, || in_words(&running));
    interrupted.await;
    server.shutdown().await;
    Ok(Code::Done)
}

/// Makes the data directory as the book would: readable by its owner alone.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The account of an earlier run, or a new one.
fn account(sandbox: &Sandbox, options: &SandboxRun) -> Result<Running, Failure> {
    let running = |waba_id, phone_number_id, access_token, configuration| Running {
        base_url: String::new(),
        waba_id,
        phone_number_id,
        configuration,
        access_token,
        control_token: String::new(),
    };
    let Some(known) = sandbox
        .accounts()
        .into_iter()
        .find(|account| account.name == ACCOUNT)
    else {
        let configuration = options.configuration.clone();
        let new = NewAccount {
            name: ACCOUNT.to_owned(),
            configurations: vec![configuration.as_str().into()],
            waba_id: None,
            phone_number_id: None,
        };
        let made = sandbox.add_account(new).map_err(failed)?;
        return Ok(running(
            made.waba_id,
            made.phone_number_id,
            Some(made.bearer),
            configuration,
        ));
    };
    let token = if options.new_token {
        Some(
            sandbox
                .renew_bearer(&known.phone_number_id)
                .map_err(failed)?,
        )
    } else {
        None
    };
    let configuration = known.configurations.first();
    let configuration = configuration.map_or_else(String::new, |one| one.name.clone());
    Ok(running(
        known.waba_id,
        known.phone_number_id,
        token,
        configuration,
    ))
}

fn in_words(running: &Running) -> String {
    let token = match &running.access_token {
        Some(token) => format!("access token     {token}   (shown once)"),
        None => "access token     shown when it was made; --new-token makes another".to_owned(),
    };
    format!(
        "The sandbox is running at {}. No money exists here. Interrupt it to stop.\n\
         WABA id          {}\nphone number id  {}\nconfiguration    {}\n{token}\n\
         control token    {}",
        running.base_url,
        running.waba_id,
        running.phone_number_id,
        running.configuration,
        running.control_token,
    )
}

fn failed(error: SandboxError) -> Failure {
    Failure::other(error.to_string())
}
