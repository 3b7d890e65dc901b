//! Owns `counterfoil account`.

use crate::{
    args::{AccountAdd, AccountCommand},
    exit::{Code, Failure},
    output::Output,
    session::{self, Session},
    views::PayeeView,
    words,
};
use counterfoil_desk::{AddAccount, Credentials, Desk, EditAccount};
use counterfoil_providers::meta::credentials::{CheckFault, CheckSubject};

/// Runs one of its commands.
pub async fn run(
    session: &Session,
    command: AccountCommand,
    output: Output,
) -> Result<Code, Failure> {
    match command {
        AccountCommand::Add(options) => {
            let credentials = session::read_credentials(true)?;
            session::working(session, |desk| add(desk, options, credentials, output)).await
        }
        AccountCommand::SetToken { name } => {
            let credentials = session::read_credentials(true)?;
            session::working(session, |desk| set_token(desk, name, credentials, output)).await
        }
        AccountCommand::SetUrl { name, base_url } => {
            session::working(session, |desk| set_url(desk, name, base_url, output)).await
        }
        AccountCommand::Test { name } => test(session, &name, output).await,
        AccountCommand::List => list(session, output).await,
        AccountCommand::Payees { name, add, remove } if add.is_empty() && remove.is_empty() => {
            show_payees(&session.open_to_read().await?, &name, output).await
        }
        AccountCommand::Payees { name, add, remove } => {
            session::working(session, |desk| async move {
                change_payees(&desk, &name, &add, &remove).await?;
                show_payees(&desk, &name, output).await
            })
            .await
        }
        AccountCommand::Remove { name } => {
            session::working(session, |desk| remove(desk, name, output)).await
        }
    }
}

async fn add(
    desk: Desk,
    options: AccountAdd,
    credentials: Credentials,
    output: Output,
) -> Result<Code, Failure> {
    let new = AddAccount {
        name: options.name,
        base_url: options.base_url,
        graph_version: options.graph_version,
        waba_id: options.waba_id,
        phone_number_id: options.phone_number_id,
    };
    let account = desk.add_account(new, credentials).await?;
    output.print(&account, || {
        format!("Added {}.", words::accounts::account(&account))
    });
    Ok(Code::Done)
}

async fn set_url(
    desk: Desk,
    name: String,
    base_url: String,
    output: Output,
) -> Result<Code, Failure> {
    let account = desk.account_named(&name).await?;
    let edit = EditAccount {
        base_url,
        ..EditAccount::of(&account)
    };
    let account = desk.edit_account(account.id, edit).await?;
    output.print(&account, || {
        format!("Moved {}.", words::accounts::account(&account))
    });
    Ok(Code::Done)
}

async fn set_token(
    desk: Desk,
    name: String,
    credentials: Credentials,
    output: Output,
) -> Result<Code, Failure> {
    let account = desk.account_named(&name).await?;
    let account = desk.set_credentials(account.id, credentials).await?;
    output.print(&account, || {
        format!(
            "Replaced the credentials of {}.",
            words::accounts::account(&account)
        )
    });
    Ok(Code::Done)
}

async fn test(session: &Session, name: &str, output: Output) -> Result<Code, Failure> {
    let token = session.borrow_token()?;
    let desk = session.open_to_read().await?;
    let account = desk.account_named(name).await?;
    session::lend_token(&desk, &account, token).await?;
    let check = desk.check_credentials(account.id).await?;
    output.print(&check, || {
        words::accounts::credential_check(&account, &check)
    });
    let is_silent = |fault: &CheckFault| fault.subject == CheckSubject::Provider;
    Ok(match check.faults.as_slice() {
        [] => Code::Done,
        faults if faults.iter().all(is_silent) => Code::NoAnswer,
        _ => Code::Credential,
    })
}

async fn list(session: &Session, output: Output) -> Result<Code, Failure> {
    let accounts = session.open_to_read().await?.accounts().await?;
    output.print(&accounts, || match accounts.as_slice() {
        [] => "There is no account yet. Add one with `account add`.".to_owned(),
        accounts => accounts
            .iter()
            .map(words::accounts::account)
            .collect::<Vec<_>>()
            .join("\n"),
    });
    Ok(Code::Done)
}

async fn change_payees(
    desk: &Desk,
    name: &str,
    add: &[String],
    remove: &[String],
) -> Result<(), Failure> {
    let account = desk.account_named(name).await?;
    for upi_id in add {
        desk.expect_payee(account.id, upi_id).await?;
    }
    for upi_id in remove {
        desk.forget_payee(account.id, upi_id).await?;
    }
    Ok(())
}

async fn show_payees(desk: &Desk, name: &str, output: Output) -> Result<Code, Failure> {
    let account = desk.account_named(name).await?;
    let payees = desk.show_account(account.id).await?.expected_payees;
    let view: Vec<PayeeView> = payees.iter().map(PayeeView::from).collect();
    output.print(&view, || words::accounts::payees(&account, &payees));
    Ok(Code::Done)
}

async fn remove(desk: Desk, name: String, output: Output) -> Result<Code, Failure> {
    let account = desk.account_named(&name).await?;
    let account = desk.remove_account(account.id).await?;
    output.print(&account, || {
        format!(
            "Took {} out of use and removed its credentials from the keyring. Its orders stay.",
            words::accounts::account(&account)
        )
    });
    Ok(Code::Done)
}
