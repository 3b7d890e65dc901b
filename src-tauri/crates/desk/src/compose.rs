//! Owns composing an order: what the form begins with, what there is to say about it while it is
//! typed, and the way from it into the one way to send.

mod drafts;
mod history;
mod recall;

pub use drafts::KeptDraft;
pub use history::{BlockingOrder, KnownCustomer};

use crate::{
    desk::Desk,
    error::DeskError,
    pictures::{self, UploadedPicture},
    sends::Sent,
};
use counterfoil_domain::{
    finding::{Finding, FindingCode},
    ids::{AccountId, OrderId},
    money::Money,
    operation::OperationState,
    order::{FormCheck, OrderForm},
    reference_id::ReferenceId,
};
use counterfoil_providers::meta::{Target, configurations::PaymentConfiguration, order_body};

/// What composing begins with.
#[derive(Clone, Debug)]
pub struct ComposeStart {
    /// The reference id after the newest order's, past every one that the business has used.
    pub proposed_reference: ReferenceId,
    /// A form with that reference id and with what usually stays the same.
    pub form: OrderForm,
    /// What was being composed when someone last stopped.
    pub draft: Option<KeptDraft>,
}

/// Everything there is to say about a form.
#[derive(Clone, Debug)]
pub struct CheckedForm {
    /// Findings, sums and bill; a reference id that is blocked is a finding, and then there is no
    /// order.
    pub check: FormCheck,
    /// The exact text that would leave now: compact JSON, to be indented where it is shown. It is
    /// there beside a blocked reference id too. A later send has a later expiry.
    pub body: Option<String>,
    /// What is known of the customer; `None` when no order of this account went to that number.
    pub customer: Option<KnownCustomer>,
    /// The order that blocks the reference id.
    pub blocked_by: Option<BlockingOrder>,
    /// The uploaded picture it names; `None` when it names none that this book knows.
    pub picture: Option<UploadedPicture>,
}

impl Desk {
    /// Says what composing an order for this account begins with.
    ///
    /// # Errors
    /// The account is not in use, or the book cannot be read.
    pub async fn start_composing(&self, account: AccountId) -> Result<ComposeStart, DeskError> {
        let read = self.inner.store.read(move |db| {
            let account = history::account_in_use(db, account)?;
            let (proposed_reference, mut form) = history::beginning(db, &account)?;
            form.reference_id = proposed_reference.as_str().to_owned();
            Ok(ComposeStart {
                proposed_reference,
                form,
                draft: drafts::kept(db, &account)?,
            })
        });
        Ok(read.await?)
    }

    /// Says what asking for the same order once more begins with: its account, and a form with
    /// everything the order says under the next reference id of it (`BM345A-2`).
    ///
    /// # Errors
    /// [`DeskError::Findings`] when the order says something that a form has no place for; its
    /// account is not in use, or the book cannot be read.
    pub async fn compose_again(&self, order: OrderId) -> Result<(AccountId, OrderForm), DeskError> {
        let read = self
            .inner
            .store
            .read(move |db| history::once_more(db, order));
        let (account, form) = read.await?;
        Ok((account.id, form.map_err(DeskError::Findings)?))
    }

    /// Says everything there is to say about a form if it were sent now. Only reads, so that it may
    /// be asked whenever someone stops typing.
    ///
    /// # Errors
    /// The account is not in use, or the book cannot be read.
    pub async fn check_form(
        &self,
        account: AccountId,
        form: &OrderForm,
    ) -> Result<CheckedForm, DeskError> {
        let payees = self.expected_payees(account).await?;
        let mut check = form.check(self.now_ms(), &payees);
        let body = check.order.as_ref().map(|order| {
            String::from_utf8(order_body::write(order)).expect("JSON is written as UTF-8")
        });
        let (reference_id, phone) = (check.reference_id.clone(), check.customer.clone());
        let media_id = form.header_media_id.clone();
        let read = self.inner.store.read(move |db| {
            let account = history::account_in_use(db, account)?;
            let customer = match phone {
                Some(phone) => db.customer(&account, &phone)?,
                None => None,
            };
            let blocked_by = match reference_id {
                Some(reference_id) => history::blocking(db, &account, &reference_id)?,
                None => None,
            };
            let picture = match media_id.as_str() {
                "" => None,
                media_id => db.picture(&account, media_id)?,
            };
            Ok((customer.map(KnownCustomer::from), blocked_by, picture))
        });
        let (customer, blocked_by, picture) = read.await?;
        let now_ms = self.picture_now_ms(account);
        let picture = picture.map(|row| pictures::shown(row, now_ms));
        if let Some(doubt) = picture.as_ref().and_then(pictures::doubt) {
            check.add(doubt);
        }
        if blocked_by.is_some() {
            let code = FindingCode::DuplicateReference;
            check.add(Finding::new("reference_id", code));
        }
        Ok(CheckedForm {
            check,
            body,
            customer,
            blocked_by,
            picture,
        })
    }

    /// Sends what is in a form, if it still asks for the total that the person was shown. The kept
    /// draft goes when the order has left or may have.
    ///
    /// # Errors
    /// [`DeskError::Findings`] and [`DeskError::TotalDiffers`] leave everything as it is; see also
    /// [`Desk::send_order_body_knowing`], which says what `gateway_says` is for.
    pub async fn send_form(
        &self,
        account: AccountId,
        form: OrderForm,
        shown_total: Money,
        gateway_says: Option<&str>,
    ) -> Result<Sent, DeskError> {
        let read = self
            .inner
            .store
            .read(move |db| history::account_in_use(db, account));
        let account = read.await?;
        let payees = self.expected_payees(account.id).await?;
        let check = form.check(self.now_ms(), &payees);
        let Some(order) = check.order else {
            let findings = check.findings.into_iter().map(|found| found.finding);
            return Err(DeskError::Findings(findings.collect()));
        };
        if order.total() != shown_total {
            return Err(DeskError::TotalDiffers {
                shown: shown_total,
                total: order.total(),
            });
        }

        let sent = self.send_order(&account, order, gateway_says).await;

        if may_have_left(&sent)
            && let Err(error) = self.discard_draft(account.id).await
        {
            // It is not offered again: its order has left since it was kept.
            tracing::warn!(%error, "Could not discard the draft of an order that was sent");
        }
        sent
    }

    /// Asks the provider which payment configurations the business account has, and keeps whom they
    /// collect for ([`Desk::expected_payees`]).
    ///
    /// # Errors
    /// [`DeskError::NotListed`] when the provider declined or did not answer; the account is not in
    /// use, or the keyring has no token for it.
    pub async fn payment_configurations(
        &self,
        account: AccountId,
    ) -> Result<Vec<PaymentConfiguration>, DeskError> {
        let read = self
            .inner
            .store
            .read(move |db| history::account_in_use(db, account));
        let account = read.await?;
        let token = self.access_token(&account).await?;
        let (listed, has_more) = self
            .inner
            .meta
            .list_configurations(&Target::of(&account)?, &token)
            .await
            .map_err(DeskError::NotListed)?;
        self.note_listed_payees(account.id, &listed, has_more).await;
        Ok(listed)
    }

    /// Reads a Cloud API request into a form. Its expiry becomes whole minutes from the moment it is
    /// sent. What is wrong with the order itself goes into the form, where a check finds it.
    ///
    /// # Errors
    /// The text is no such request, or says something that the form has no place for; the paths
    /// begin at the top of the request.
    pub fn read_request(&self, text: &str) -> Result<OrderForm, Vec<Finding>> {
        let read = order_body::read(text.as_bytes());
        let draft = match read.draft {
            Some(draft) if !read.findings.iter().any(Finding::is_error) => draft,
            Some(_) | None => return Err(read.findings),
        };
        OrderForm::from_draft(&draft, self.now_ms()).map_err(|findings| {
            let from_the_top = findings.into_iter().map(|finding| Finding {
                path: order_body::full_path(&finding.path),
                ..finding
            });
            from_the_top.collect()
        })
    }
}

/// Whether the order has left, or nobody can say that it has not.
fn may_have_left(sent: &Result<Sent, DeskError>) -> bool {
    let state = match sent {
        Ok(sent) => sent.operation.state,
        Err(DeskError::OutcomeNotKept { outcome, .. }) => outcome.state(),
        Err(DeskError::EffectLost) => OperationState::Unknown,
        Err(_) => return false,
    };
    !matches!(state, OperationState::NotSent | OperationState::Refused)
}
