//! Owns the sandbox's state: the fold of its ledger, and the settings that a restart forgets.

use crate::draw::Draw;
use crate::ledger::{FORMAT, Fact, Ledger};
use crate::order::OrderState;
use crate::status::{self, Fulfilment};
use crate::{
    AcceptedMessage, AcceptedStatus, Behaviour, Call, CallCounts, Configuration, CustomerPlan,
    FaultPlan, KnownAccount, MadeRefund, SandboxError, UploadedMedia,
};
use std::collections::BTreeMap;
use std::path::Path;

/// Everything behind the sandbox's lock.
pub(crate) struct World {
    pub(crate) seed: u64,
    ledger: Ledger,
    /// In the order they were added.
    pub(crate) accounts: Vec<StoredAccount>,
    pub(crate) messages: Vec<AcceptedMessage>,
    pub(crate) statuses: Vec<AcceptedStatus>,
    pub(crate) refunds: Vec<MadeRefund>,
    pub(crate) media: Vec<UploadedMedia>,
    /// The first message of each reference id, by WABA: it is the order, whatever follows it.
    orders: BTreeMap<(String, String), usize>,
    customers: BTreeMap<(String, String), CustomerPlan>,
    /// By phone-number id, whether or not the account exists yet.
    pub(crate) settings: BTreeMap<String, Settings>,
    /// How far the sandbox's time runs ahead of its clock.
    pub(crate) ahead_ms: i64,
    /// How many answers got a trace id.
    pub(crate) traces: u64,
}

/// An account as the ledger knows it.
pub(crate) struct StoredAccount {
    pub(crate) known: KnownAccount,
    pub(crate) bearer_sha256: String,
    /// How often the bearer was renewed.
    pub(crate) renewals: u64,
}

/// What is set for an account, and what it has received, since the sandbox was opened.
#[derive(Default)]
pub(crate) struct Settings {
    pub(crate) behaviour: Behaviour,
    pub(crate) faults: BTreeMap<Call, FaultPlan>,
    pub(crate) calls: CallCounts,
}

impl World {
    /// Folds the ledger, which must have been made with the same seed.
    pub(crate) fn open(path: &Path, seed: u64) -> Result<World, SandboxError> {
        let (ledger, facts) = Ledger::open(path)?;
        let mut world = World {
            seed,
            ledger,
            accounts: Vec::new(),
            messages: Vec::new(),
            statuses: Vec::new(),
            refunds: Vec::new(),
            media: Vec::new(),
            orders: BTreeMap::new(),
            customers: BTreeMap::new(),
            settings: BTreeMap::new(),
            ahead_ms: 0,
            traces: 0,
        };
        world.check_start(path, facts.first())?;
        for fact in facts {
            world.apply(fact);
        }
        Ok(world)
    }

    fn check_start(&mut self, path: &Path, first: Option<&Fact>) -> Result<(), SandboxError> {
        let given = self.seed;
        match first {
            None => self.ledger.append(&Fact::LedgerStarted {
                format: FORMAT,
                seed: given,
            }),
            Some(Fact::LedgerStarted {
                format: FORMAT,
                seed,
            }) if *seed == given => Ok(()),
            Some(Fact::LedgerStarted {
                format: FORMAT,
                seed,
            }) => Err(SandboxError::OtherSeed {
                recorded: *seed,
                given,
            }),
            Some(_) => Err(SandboxError::BrokenLine {
                path: path.into(),
                line: 1,
                reason: format!("it does not start a ledger of format {FORMAT}"),
            }),
        }
    }

    /// Makes a fact durable, then true.
    pub(crate) fn commit(&mut self, fact: Fact) -> Result<(), SandboxError> {
        self.ledger.append(&fact)?;
        self.apply(fact);
        Ok(())
    }

    fn apply(&mut self, fact: Fact) {
        match fact {
            Fact::LedgerStarted { .. } => {}
            Fact::AccountAdded {
                account,
                bearer_sha256,
                ..
            } => {
                self.accounts.push(StoredAccount {
                    known: account,
                    bearer_sha256,
                    renewals: 0,
                });
            }
            Fact::BearerRenewed {
                phone_number_id,
                bearer_sha256,
                ..
            } => {
                if let Some(account) = self.account_mut(&phone_number_id) {
                    account.bearer_sha256 = bearer_sha256;
                    account.renewals += 1;
                }
            }
            Fact::MessageAccepted(message) => {
                let key = self.order_key(&message.phone_number_id, &message.reference_id);
                self.orders.entry(key).or_insert(self.messages.len());
                self.messages.push(message);
            }
            Fact::StatusTold(told) => self.statuses.push(told),
            Fact::RefundMade(refund) => self.refunds.push(refund),
            Fact::MediaUploaded(uploaded) => self.media.push(uploaded),
            Fact::CustomerSet {
                phone_number_id,
                reference_id,
                plan,
                ..
            } => {
                let key = self.order_key(&phone_number_id, &reference_id);
                self.customers.insert(key, plan);
            }
            Fact::ClockAdvanced { by_ms } => self.ahead_ms = self.ahead_ms.saturating_add(by_ms),
        }
    }

    /// Returns the account with this phone-number id.
    pub(crate) fn account(&self, phone_number_id: &str) -> Option<&StoredAccount> {
        self.accounts
            .iter()
            .find(|account| account.known.phone_number_id == phone_number_id)
    }

    fn account_mut(&mut self, phone_number_id: &str) -> Option<&mut StoredAccount> {
        self.accounts
            .iter_mut()
            .find(|account| account.known.phone_number_id == phone_number_id)
    }

    /// Returns the settings of an account, made on first use.
    pub(crate) fn settings_mut(&mut self, phone_number_id: &str) -> &mut Settings {
        self.settings.entry(phone_number_id.to_owned()).or_default()
    }

    /// Returns the message that made the order of this reference id.
    pub(crate) fn order(&self, phone_number_id: &str, reference: &str) -> Option<&AcceptedMessage> {
        let index = self
            .orders
            .get(&self.order_key(phone_number_id, reference))?;
        self.messages.get(*index)
    }

    /// Where an order stands for its customer.
    pub(crate) fn standing(&self, order: &AcceptedMessage) -> Fulfilment {
        status::standing(self.statuses_of(order))
    }

    /// The payment of an order at a moment, as its customer makes it.
    pub(crate) fn payment(&self, order: &AcceptedMessage, at_ms: i64) -> OrderState {
        let plan = self
            .customer(&order.phone_number_id, &order.reference_id)
            .unwrap_or(&order.customer);
        OrderState::at(self.seed, order, plan, self.cancelled_ms(order), at_ms)
    }

    /// When an order was cancelled, if it was.
    fn cancelled_ms(&self, order: &AcceptedMessage) -> Option<i64> {
        self.statuses_of(order)
            .find(|told| told.status == Fulfilment::Canceled && told.failure.is_none())
            .map(|told| told.at_ms)
    }

    fn statuses_of(&self, order: &AcceptedMessage) -> impl Iterator<Item = &AcceptedStatus> {
        let key = self.order_key(&order.phone_number_id, &order.reference_id);
        self.statuses
            .iter()
            .filter(move |told| self.order_key(&told.phone_number_id, &told.reference_id) == key)
    }

    /// Returns the refunds of an order in the order they were made, whichever number of its business
    /// made them.
    pub(crate) fn refunds_of(
        &self,
        phone_number_id: &str,
        reference: &str,
    ) -> impl Iterator<Item = &MadeRefund> {
        let key = self.order_key(phone_number_id, reference);
        self.refunds.iter().filter(move |refund| {
            self.order_key(&refund.phone_number_id, &refund.reference_id) == key
        })
    }

    /// Returns the plan that overrides what the customer of an order does.
    pub(crate) fn customer(&self, phone_number_id: &str, reference: &str) -> Option<&CustomerPlan> {
        self.customers
            .get(&self.order_key(phone_number_id, reference))
    }

    /// Lists the payment configurations of a WABA, which its accounts share; of those with one name
    /// the first counts.
    pub(crate) fn configurations(&self, waba_id: &str) -> Vec<&Configuration> {
        let mut listed: Vec<&Configuration> = Vec::new();
        for account in self
            .accounts
            .iter()
            .filter(|account| account.known.waba_id == waba_id)
        {
            for configuration in &account.known.configurations {
                if listed.iter().all(|one| one.name != configuration.name) {
                    listed.push(configuration);
                }
            }
        }
        listed
    }

    /// Returns the payment configuration of a WABA that has this name.
    pub(crate) fn configuration(&self, waba_id: &str, name: &str) -> Option<&Configuration> {
        self.configurations(waba_id)
            .into_iter()
            .find(|configuration| configuration.name == name)
    }

    /// Draws the trace id of the next answer.
    pub(crate) fn next_trace(&mut self) -> String {
        self.traces += 1;
        Draw::named(self.seed, &["trace", &self.traces.to_string()]).base62(11)
    }

    fn order_key(&self, phone_number_id: &str, reference_id: &str) -> (String, String) {
        let waba_id = match self.account(phone_number_id) {
            Some(account) => account.known.waba_id.clone(),
            None => String::new(),
        };
        (waba_id, reference_id.to_owned())
    }
}
