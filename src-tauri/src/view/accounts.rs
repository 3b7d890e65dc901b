//! Owns accounts as the window sees them. Credentials enter through one command and never come back.

use super::{
    complaints::ComplaintView,
    compose::{GatewayView, PaymentModeView},
    number::Integer,
    start::EnvironmentView,
};
use crate::ipc_error::IpcError;
use counterfoil_desk::{AccountShown, AccountTest, Credential, TestFault, TestResult, TestSubject};
use counterfoil_domain::upi::{ExpectedBy, ExpectedPayee};
use counterfoil_providers::meta::{
    configurations::{ConfigurationStatus, PaymentConfiguration},
    credentials::CheckFault,
};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A WhatsApp business number we act for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountView {
    /// Its id in the book.
    pub id: String,
    /// The operator's name for it.
    pub name: String,
    /// Whether real money moves.
    pub environment: EnvironmentView,
    /// Where its calls go.
    pub base_url: String,
    /// Version part of Graph paths.
    pub graph_version: String,
    /// WhatsApp Business Account id.
    pub waba_id: String,
    /// Phone number id.
    pub phone_number_id: String,
    /// When its access token was last set, UTC.
    pub access_token_set_at_ms: Option<Integer>,
    /// When its app secret was last set, UTC.
    pub app_secret_set_at_ms: Option<Integer>,
    /// It is the account of the simulator inside this program.
    pub is_own_sandbox: bool,
    /// It has orders, so that its ids are fixed.
    pub has_orders: bool,
    /// It has unresolved operations, so that it cannot be removed.
    pub has_unresolved: bool,
    /// The UPI ids that it expects to be paid; one that two vouch for is there twice.
    pub expected_payees: Vec<ExpectedPayeeView>,
}

/// A UPI id that an account expects to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExpectedPayeeView {
    /// The UPI id.
    pub upi_id: String,
    /// Who says so.
    pub by: ExpectedByView,
}

/// On whose word a UPI id is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ExpectedByView {
    /// A person named it, and may take it back.
    Person,
    /// A payment configuration collects for it.
    Configuration,
}

/// What an operator says of an account.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccountInput {
    /// A name of the operator's choice.
    pub name: String,
    /// Where its calls go.
    pub base_url: String,
    /// Version part of Graph paths.
    pub graph_version: String,
    /// WhatsApp Business Account id.
    pub waba_id: String,
    /// Phone number id.
    pub phone_number_id: String,
}

/// Which credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CredentialKind {
    /// The system user's access token.
    AccessToken,
    /// The app's secret, to verify relayed webhooks with.
    AppSecret,
}

/// What a test of an account's connection found, step by step.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountTestView {
    /// Every step, in order.
    pub steps: Vec<TestStepView>,
    /// Every step passed.
    pub is_good: bool,
    /// When it was made, UTC.
    pub tested_at_ms: Integer,
    /// The business's number as the provider shows it.
    pub display_phone_number: Option<String>,
    /// The business's name as the provider verified it.
    pub verified_name: Option<String>,
    /// Its payment configurations.
    pub configurations: Vec<ConfigurationView>,
}

/// What a step of the test is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TestStepName {
    /// The keyring answers and holds the token.
    Keyring,
    /// The provider can be reached.
    Reachable,
    /// The provider accepts the token.
    Token,
    /// The phone number id is right.
    PhoneNumber,
    /// The business account's payment configurations can be read.
    Configurations,
}

/// One step of the test.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TestStepView {
    /// What it is about.
    pub step: TestStepName,
    /// How it ended.
    pub outcome: TestOutcome,
    /// How long it took, in milliseconds.
    pub took_ms: Option<Integer>,
    /// What is wrong.
    pub fault: Option<TestFaultView>,
}

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum TestOutcome {
    Passed,
    Failed,
    NotChecked,
}

/// What is wrong, and what to do.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TestFaultView {
    /// The keyring's part in it, whose words are in the catalogue.
    pub keyring: Option<IpcError>,
    /// What is wrong, in a sentence; empty where the keyring says it.
    pub what: String,
    /// What to do, in a sentence, where neither the keyring nor the complaint says it.
    pub advice: Option<String>,
    /// What the provider said was wrong, when it declined.
    pub complaint: Option<ComplaintView>,
}

/// A payment configuration of the account at the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConfigurationView {
    /// Its name, which an order carries.
    pub name: String,
    /// Who is behind it, in WhatsApp's word.
    pub provider_name: Option<String>,
    /// How an order that names it is paid; none when its provider is not known here.
    pub mode: Option<PaymentModeView>,
    /// The gateway behind it, if it is one that is known here.
    pub gateway: Option<GatewayView>,
    /// The UPI id that is paid, of one that collects by UPI.
    pub merchant_vpa: Option<String>,
    /// Whether it can be used.
    pub status: ConfigurationStatusView,
    /// The provider's own word for that.
    pub status_word: String,
}

/// Whether a payment configuration can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum ConfigurationStatusView {
    Active,
    NeedsConnecting,
    NeedsTesting,
    Other,
}

impl AccountView {
    /// An account; whether it is the simulator's own is for the shell to say.
    pub fn of(shown: AccountShown, is_own_sandbox: bool) -> Self {
        let account = shown.account;
        Self {
            id: account.id.to_string(),
            name: account.name,
            environment: account.environment.into(),
            base_url: account.base_url,
            graph_version: account.graph_version,
            waba_id: account.waba_id,
            phone_number_id: account.phone_number_id,
            access_token_set_at_ms: account.access_token_set_at_ms.map(Into::into),
            app_secret_set_at_ms: account.app_secret_set_at_ms.map(Into::into),
            is_own_sandbox,
            has_orders: shown.has_orders,
            has_unresolved: shown.has_unresolved,
            expected_payees: shown.expected_payees.iter().map(Into::into).collect(),
        }
    }
}

impl From<&ExpectedPayee> for ExpectedPayeeView {
    fn from(payee: &ExpectedPayee) -> Self {
        Self {
            upi_id: payee.vpa.to_string(),
            by: match payee.by {
                ExpectedBy::Person => ExpectedByView::Person,
                ExpectedBy::Configuration => ExpectedByView::Configuration,
            },
        }
    }
}

impl From<CredentialKind> for Credential {
    fn from(kind: CredentialKind) -> Self {
        match kind {
            CredentialKind::AccessToken => Self::AccessToken,
            CredentialKind::AppSecret => Self::AppSecret,
        }
    }
}

impl From<AccountTest> for AccountTestView {
    fn from(test: AccountTest) -> Self {
        let is_good = test.is_good();
        let number = test.phone_number;
        Self {
            steps: test.steps.into_iter().map(TestStepView::from).collect(),
            is_good,
            tested_at_ms: test.tested_at_ms.into(),
            display_phone_number: number
                .as_ref()
                .and_then(|number| number.display_phone_number.clone()),
            verified_name: number.and_then(|number| number.verified_name),
            configurations: test
                .configurations
                .into_iter()
                .map(ConfigurationView::from)
                .collect(),
        }
    }
}

impl From<counterfoil_desk::TestStep> for TestStepView {
    fn from(step: counterfoil_desk::TestStep) -> Self {
        let (outcome, fault) = match step.result {
            TestResult::Passed => (TestOutcome::Passed, None),
            TestResult::NotChecked => (TestOutcome::NotChecked, None),
            TestResult::Failed(fault) => (TestOutcome::Failed, Some(fault.into())),
        };
        Self {
            step: match step.subject {
                TestSubject::Keyring => TestStepName::Keyring,
                TestSubject::Provider => TestStepName::Reachable,
                TestSubject::Token => TestStepName::Token,
                TestSubject::PhoneNumberId => TestStepName::PhoneNumber,
                TestSubject::Configurations => TestStepName::Configurations,
            },
            outcome,
            took_ms: step.took_ms.map(Into::into),
            fault,
        }
    }
}

impl From<TestFault> for TestFaultView {
    fn from(fault: TestFault) -> Self {
        match fault {
            TestFault::Vault(error) => Self::of_keyring(error.into()),
            TestFault::NoToken => Self::of_keyring(IpcError::CredentialMissing {
                account: String::new(),
            }),
            TestFault::Provider(fault) => fault.into(),
        }
    }
}

impl TestFaultView {
    fn of_keyring(error: IpcError) -> Self {
        Self {
            keyring: Some(error),
            what: String::new(),
            advice: None,
            complaint: None,
        }
    }
}

impl From<CheckFault> for TestFaultView {
    fn from(fault: CheckFault) -> Self {
        Self {
            keyring: None,
            what: fault.what,
            advice: fault.advice.map(str::to_owned),
            complaint: fault.complaint.map(|complaint| (*complaint).into()),
        }
    }
}

impl From<PaymentConfiguration> for ConfigurationView {
    fn from(configuration: PaymentConfiguration) -> Self {
        Self {
            mode: configuration.payment_mode().map(Into::into),
            gateway: configuration.gateway().map(Into::into),
            merchant_vpa: configuration.merchant_vpa,
            provider_name: configuration.provider_name,
            name: configuration.name,
            status: match configuration.status.meaning {
                ConfigurationStatus::Active => ConfigurationStatusView::Active,
                ConfigurationStatus::NeedsConnecting => ConfigurationStatusView::NeedsConnecting,
                ConfigurationStatus::NeedsTesting => ConfigurationStatusView::NeedsTesting,
                ConfigurationStatus::Other => ConfigurationStatusView::Other,
            },
            status_word: configuration.status.word,
        }
    }
}
