//! Owns the desk as the command line runs it, but for the keyring.

use super::{GRAPH_VERSION, provider::Provider};
use crate::Outcome;
use counterfoil_desk::{AddAccount, Credentials, Desk, DeskOptions, Entropy, SystemClock, Threads};
use counterfoil_domain::{Secret, operation::OperationState};
use counterfoil_providers::{HttpTransport, meta::Meta};
use counterfoil_store::BookFiles;
use counterfoil_vault::Vault;
use std::sync::Arc;
use tokio::runtime::{Builder, Runtime};

const ACCOUNT: &str = "Subject";

/// A desk with one account.
pub struct Subject {
    desk: Desk,
    runtime: Runtime,
    files: BookFiles,
    phone_number_id: String,
}

impl Subject {
    /// Opens a new book and adds the account.
    pub fn open(files: BookFiles, provider: &Provider) -> Outcome<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let account = provider.new_account(ACCOUNT)?;
        let options = DeskOptions {
            data_dir: files.folder().to_owned(),
            vault: Vault::stand_in(),
            meta: Meta::new(Arc::new(HttpTransport::new())),
            clock: Arc::new(SystemClock),
            entropy: Entropy::Os,
            operator: "tester".to_owned(),
            threads: Threads::Own,
        };
        let new = AddAccount {
            name: ACCOUNT.to_owned(),
            base_url: provider.base_url().to_owned(),
            graph_version: GRAPH_VERSION.to_owned(),
            waba_id: account.waba_id,
            phone_number_id: account.phone_number_id.clone(),
        };
        let credentials = Credentials {
            access_token: Secret::new(account.bearer.into_bytes()),
            app_secret: None,
        };
        let (desk, check) = runtime.block_on(async {
            let (desk, _) = Desk::open(options).await?;
            let account = desk.add_account(new, credentials).await?;
            // The first call also chooses the cryptography that any HTTP client here needs.
            let check = desk.check_credentials(account.id).await?;
            Outcome::Ok((desk, check))
        })?;
        if !check.is_good() {
            return Err(format!("the sandbox does not take the account: {check:?}").into());
        }
        Ok(Self {
            desk,
            runtime,
            files,
            phone_number_id: account.phone_number_id,
        })
    }

    /// Sends one order after the other.
    pub fn send_all(&self, bodies: &[Vec<u8>]) -> Outcome<()> {
        self.runtime.block_on(async {
            let account = self.desk.account_named(ACCOUNT).await?;
            for body in bodies {
                let sent = self.desk.send_order_body(&account, body).await?;
                if sent.operation.state != OperationState::Accepted {
                    return Err(format!("a send is {}", sent.operation.state.word()).into());
                }
            }
            Ok(())
        })
    }

    /// Where its book is.
    pub fn files(&self) -> &BookFiles {
        &self.files
    }

    /// Its account at the sandbox.
    pub fn phone_number_id(&self) -> &str {
        &self.phone_number_id
    }
}
