//! Owns the test of an account's connection: step by step from the keyring to the provider, so that
//! a person sees how far it got. A test only reads.

use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::ids::AccountId;
use counterfoil_providers::meta::{
    CredentialCheck, Target,
    configurations::PaymentConfiguration,
    credentials::{CheckFault, CheckSubject, PhoneNumber},
};
use counterfoil_vault::{Credential, VaultError};
use serde::Serialize;
use std::time::Duration;

/// What a test found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountTest {
    /// When it was made, UTC.
    pub tested_at_ms: i64,
    /// Every step, in the order of [`TestSubject`].
    pub steps: [TestStep; 5],
    /// The business's number, when the provider showed it.
    pub phone_number: Option<PhoneNumber>,
    /// The payment configurations of the business account.
    pub configurations: Vec<PaymentConfiguration>,
    /// The provider has more configurations than were read.
    pub has_more_configurations: bool,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestStep {
    /// What it is about.
    pub subject: TestSubject,
    /// How it ended.
    pub result: TestResult,
    /// How long it took, in milliseconds, where that was measured.
    pub took_ms: Option<u64>,
}

/// What a step is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TestSubject {
    /// The keyring answers and holds the access token.
    Keyring,
    /// The provider answers, whatever it says.
    Provider,
    /// The provider takes the access token.
    Token,
    /// The phone number id is a number the token speaks for.
    PhoneNumberId,
    /// The payment configurations of the business account can be read.
    Configurations,
}

/// How a step ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TestResult {
    /// As it should.
    Passed,
    /// Something is wrong.
    Failed(TestFault),
    /// An earlier step failed.
    NotChecked,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TestFault {
    /// The keyring refused or could not be used.
    Vault(VaultError),
    /// The keyring holds no access token.
    NoToken,
    /// The provider refused, did not answer, or answered neither yes nor no: see its subject.
    Provider(CheckFault),
}

impl AccountTest {
    /// Whether every step passed.
    pub fn is_good(&self) -> bool {
        self.steps
            .iter()
            .all(|step| step.result == TestResult::Passed)
    }
}

impl Desk {
    /// Asks the provider whether the account's credentials and ids work. Changes nothing.
    ///
    /// # Errors
    /// There is no such account, or the keyring has no token for it.
    pub async fn check_credentials(&self, id: AccountId) -> Result<CredentialCheck, DeskError> {
        let account = self.account(id).await?;
        let token = self.access_token(&account).await?;
        let target = Target::of(&account)?;
        Ok(self.inner.meta.check_credentials(&target, &token).await)
    }

    /// Tests an account's connection step by step, and keeps whom its payment configurations collect
    /// for ([`Desk::expected_payees`]). What is wrong is part of the result.
    ///
    /// # Errors
    /// There is no such account, or its address cannot be used.
    pub async fn test_account(&self, id: AccountId) -> Result<AccountTest, DeskError> {
        let account = self.account(id).await?;
        let target = Target::of(&account)?;
        let item = self.credential_item(&account, Credential::AccessToken);
        let asked = tokio::time::Instant::now();
        let kept = self.inner.vault.get(&item).await;
        let keyring_ms = Some(in_ms(asked.elapsed()));
        let fault = match kept {
            Ok(Some(token)) => {
                let check = self.inner.meta.check_credentials(&target, &token).await;
                let test = tested(check, keyring_ms, self.now_ms());
                if test.is_good() {
                    self.note_listed_payees(id, &test.configurations, test.has_more_configurations)
                        .await;
                }
                return Ok(test);
            }
            Ok(None) => TestFault::NoToken,
            Err(error) => TestFault::Vault(error),
        };
        let [_, provider, token, number, configurations] = not_checked();
        let keyring = TestStep {
            subject: TestSubject::Keyring,
            result: TestResult::Failed(fault),
            took_ms: keyring_ms,
        };
        Ok(AccountTest {
            tested_at_ms: self.now_ms(),
            steps: [keyring, provider, token, number, configurations],
            phone_number: None,
            configurations: Vec::new(),
            has_more_configurations: false,
        })
    }
}

/// Spreads what the provider's check found over the steps.
fn tested(check: CredentialCheck, keyring_ms: Option<u64>, tested_at_ms: i64) -> AccountTest {
    let [
        mut keyring,
        mut provider,
        mut token,
        mut number,
        mut configurations,
    ] = not_checked();
    keyring.result = TestResult::Passed;
    keyring.took_ms = keyring_ms;
    provider.took_ms = check.answered_after_ms;

    let mut faults = check.faults.into_iter();
    let of_number = match check.phone_number {
        Some(_) => None,
        None => faults.next(),
    };
    let of_configurations = faults.next().map_or(TestResult::Passed, failed);
    match (check.answered_after_ms, of_number) {
        (None, None) => {}
        (None, Some(fault)) => provider.result = failed(fault),
        (Some(_), None) => {
            provider.result = TestResult::Passed;
            token.result = TestResult::Passed;
            number.result = TestResult::Passed;
            configurations.result = of_configurations;
        }
        (Some(_), Some(fault)) => {
            provider.result = TestResult::Passed;
            match fault.subject {
                // It answered, but neither yes nor no, so nobody knows about the token.
                CheckSubject::Token | CheckSubject::Provider => token.result = failed(fault),
                CheckSubject::PhoneNumberId
                | CheckSubject::BusinessAccountId
                | CheckSubject::Permission => {
                    token.result = TestResult::Passed;
                    number.result = failed(fault);
                    configurations.result = of_configurations;
                }
            }
        }
    }
    AccountTest {
        tested_at_ms,
        steps: [keyring, provider, token, number, configurations],
        phone_number: check.phone_number,
        configurations: check.configurations,
        has_more_configurations: check.has_more_configurations,
    }
}

fn failed(fault: CheckFault) -> TestResult {
    TestResult::Failed(TestFault::Provider(fault))
}

fn not_checked() -> [TestStep; 5] {
    [
        TestSubject::Keyring,
        TestSubject::Provider,
        TestSubject::Token,
        TestSubject::PhoneNumberId,
        TestSubject::Configurations,
    ]
    .map(|subject| TestStep {
        subject,
        result: TestResult::NotChecked,
        took_ms: None,
    })
}

fn in_ms(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use CheckSubject as About;

    const PASSED: Option<About> = None;

    #[test]
    fn a_good_account_passes_every_step() {
        let test = tested(check(Some(12), true, &[]), Some(3), 9);

        assert!(test.is_good());
        assert_eq!(
            (test.steps[0].took_ms, test.steps[1].took_ms),
            (Some(3), Some(12))
        );
    }

    #[test]
    fn a_fault_stands_at_its_step_and_what_follows_from_it_is_not_checked() {
        let silent = tested(check(None, false, &[About::Provider]), Some(3), 9);
        assert_eq!(ends(&silent)[..2], [Ok(PASSED), Ok(Some(About::Provider))]);
        assert_eq!(ends(&silent)[2..], [Err(()); 3]);

        for about in [About::Token, About::Provider] {
            let refused = tested(check(Some(1), false, &[about]), Some(3), 9);
            assert_eq!(
                ends(&refused)[..3],
                [Ok(PASSED), Ok(PASSED), Ok(Some(about))]
            );
            assert_eq!(ends(&refused)[3..], [Err(()); 2], "{about:?}");
        }

        for about in [About::PhoneNumberId, About::Permission] {
            let number = tested(check(Some(1), false, &[about]), Some(3), 9);
            assert_eq!(ends(&number)[..3], [Ok(PASSED); 3]);
            assert_eq!(
                ends(&number)[3..],
                [Ok(Some(about)), Ok(PASSED)],
                "{about:?}"
            );
        }

        let both = [About::PhoneNumberId, About::BusinessAccountId];
        let both = tested(check(Some(1), false, &both), Some(3), 9);
        let expected = [
            Ok(Some(About::PhoneNumberId)),
            Ok(Some(About::BusinessAccountId)),
        ];
        assert_eq!(ends(&both)[3..], expected);

        let business = tested(
            check(Some(1), true, &[About::BusinessAccountId]),
            Some(3),
            9,
        );
        assert_eq!(ends(&business)[..4], [Ok(PASSED); 4]);
        assert_eq!(ends(&business)[4], Ok(Some(About::BusinessAccountId)));
        assert!(!business.is_good());
    }

    /// For each step, what it failed about, that it passed, or that it was not checked.
    fn ends(test: &AccountTest) -> Vec<Result<Option<About>, ()>> {
        let end = |step: &TestStep| match &step.result {
            TestResult::Passed => Ok(None),
            TestResult::Failed(TestFault::Provider(fault)) => Ok(Some(fault.subject)),
            TestResult::Failed(TestFault::Vault(_) | TestFault::NoToken) => panic!("{step:?}"),
            TestResult::NotChecked => Err(()),
        };
        test.steps.iter().map(end).collect()
    }

    fn check(answered_after_ms: Option<u64>, has_number: bool, about: &[About]) -> CredentialCheck {
        let fault = |subject: &About| CheckFault {
            subject: *subject,
            what: "Wrong.".to_owned(),
            advice: Some("Mend it."),
            complaint: None,
        };
        CredentialCheck {
            phone_number: has_number.then(|| PhoneNumber {
                id: "1".to_owned(),
                display_phone_number: None,
                verified_name: None,
            }),
            faults: about.iter().map(fault).collect(),
            answered_after_ms,
            ..CredentialCheck::default()
        }
    }
}
