//! Owns the sandbox as its users hold it: opening, accounts, faults, customers, and the oracle.

use crate::draw::{Draw, Entropy};
use crate::ledger::Fact;
use crate::refund::refund_id;
use crate::token::sha256_hex;
use crate::webhook;
use crate::world::World;
use crate::{
    AcceptedMessage, AcceptedStatus, Account, Behaviour, Call, CallCounts, Clock, CustomerPlan,
    FaultPlan, ForeignRefund, KnownAccount, MadeRefund, NewAccount, SandboxError, Speed,
    UploadedMedia,
};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The longest name of a payment configuration.
const CONFIGURATION_NAME_MAX: usize = 60;
/// The longest id an account may be given.
const ID_DIGITS_MAX: usize = 32;

/// What a sandbox is opened with.
pub struct Config {
    /// The ledger file, created when it does not exist.
    pub ledger: PathBuf,
    /// Decides everything that is drawn. A ledger keeps to the seed it was started with.
    pub seed: u64,
    /// What the sandbox takes for now.
    pub clock: Arc<dyn Clock>,
    /// Where bearers and the control token come from.
    pub entropy: Entropy,
}

/// A running simulator. Clones are the same sandbox.
#[derive(Clone)]
pub struct Sandbox(Arc<Core>);

struct Core {
    world: Mutex<World>,
    clock: Arc<dyn Clock>,
    entropy: Entropy,
    control_token: String,
}

impl Sandbox {
    /// Opens the ledger and takes up the world it tells of. Faults, behaviour, counts and the
    /// control token do not outlive a sandbox.
    pub fn open(config: Config) -> Result<Sandbox, SandboxError> {
        let Config {
            ledger,
            seed,
            clock,
            entropy,
        } = config;
        let control_token = entropy.token(Draw::named(seed, &["control token"]))?;
        let world = Mutex::new(World::open(&ledger, seed)?);
        Ok(Sandbox(Arc::new(Core {
            world,
            clock,
            entropy,
            control_token,
        })))
    }

    /// Adds an account and shows its bearer, this once.
    pub fn add_account(&self, new: NewAccount) -> Result<Account, SandboxError> {
        let mut world = self.world();
        let known = known_account(&world, new)?;
        check_account(&world, &known)?;
        let bearer = self.new_bearer(&world, &known.phone_number_id, 0)?;
        let at_ms = self.now_ms(&world);
        world.commit(Fact::AccountAdded {
            account: known.clone(),
            bearer_sha256: sha256_hex(bearer.as_bytes()),
            at_ms,
        })?;
        let KnownAccount {
            name,
            waba_id,
            phone_number_id,
            configurations,
        } = known;
        Ok(Account {
            name,
            waba_id,
            phone_number_id,
            bearer,
            configurations,
        })
    }

    /// Lists the accounts in the order they were added.
    pub fn accounts(&self) -> Vec<KnownAccount> {
        self.world()
            .accounts
            .iter()
            .map(|account| account.known.clone())
            .collect()
    }

    /// Replaces the bearer of an account; the one before it stops working.
    pub fn renew_bearer(&self, phone_number_id: &str) -> Result<String, SandboxError> {
        let mut world = self.world();
        let renewals = match world.account(phone_number_id) {
            Some(account) => account.renewals + 1,
            None => return Err(SandboxError::UnknownAccount(phone_number_id.into())),
        };
        let bearer = self.new_bearer(&world, phone_number_id, renewals)?;
        let at_ms = self.now_ms(&world);
        world.commit(Fact::BearerRenewed {
            phone_number_id: phone_number_id.into(),
            bearer_sha256: sha256_hex(bearer.as_bytes()),
            at_ms,
        })?;
        Ok(bearer)
    }

    /// Returns the token that the control API over HTTP asks for, another one at each opening.
    pub fn control_token(&self) -> &str {
        &self.0.control_token
    }

    /// Sets which of an account's calls of one kind go wrong, in place of what was set before.
    pub fn set_faults(&self, phone_number_id: &str, call: Call, plan: FaultPlan) {
        self.world()
            .settings_mut(phone_number_id)
            .faults
            .insert(call, plan);
    }

    /// Removes all faults of an account; its behaviour stays.
    pub fn clear_faults(&self, phone_number_id: &str) {
        self.world().settings_mut(phone_number_id).faults.clear();
    }

    /// Changes how an account answers.
    pub fn set_behaviour(&self, phone_number_id: &str, change: impl FnOnce(&mut Behaviour)) {
        change(&mut self.world().settings_mut(phone_number_id).behaviour);
    }

    /// Returns how an account answers.
    pub fn behaviour(&self, phone_number_id: &str) -> Behaviour {
        self.world().settings_mut(phone_number_id).behaviour.clone()
    }

    /// Decides what the customer of one order does, whether it was sent already or not. An unknown
    /// account, or a ledger that cannot be written, is logged and changes nothing.
    pub fn set_customer(&self, phone_number_id: &str, reference_id: &str, plan: CustomerPlan) {
        if let Err(error) = self.try_set_customer(phone_number_id, reference_id, plan) {
            tracing::error!(%error, "Could not set what the customer of an order does");
        }
    }

    pub(crate) fn try_set_customer(
        &self,
        phone_number_id: &str,
        reference_id: &str,
        plan: CustomerPlan,
    ) -> Result<(), SandboxError> {
        let mut world = self.world();
        if world.account(phone_number_id).is_none() {
            return Err(SandboxError::UnknownAccount(phone_number_id.into()));
        }
        let at_ms = self.now_ms(&world);
        world.commit(Fact::CustomerSet {
            phone_number_id: phone_number_id.into(),
            reference_id: reference_id.into(),
            plan,
            at_ms,
        })
    }

    /// Lists every committed send in order.
    pub fn messages(&self) -> Vec<AcceptedMessage> {
        self.world().messages.clone()
    }

    /// Lists every status message that was accepted, in order; those that changed nothing say why.
    pub fn statuses(&self) -> Vec<AcceptedStatus> {
        self.world().statuses.clone()
    }

    /// Whether the money of an order has come: the truth, whatever lookups show of it.
    pub fn is_captured(&self, phone_number_id: &str, reference_id: &str) -> bool {
        let world = self.world();
        let now_ms = self.now_ms(&world);
        let order = world.order(phone_number_id, reference_id);
        order.is_some_and(|order| world.payment(order, now_ms).is_captured())
    }

    /// Lists what Meta would post about status messages that changed nothing, oldest first, as the
    /// bytes of each body. Nothing is posted: a caller imports what it is given.
    pub fn error_webhooks(&self) -> Vec<String> {
        let world = self.world();
        let failed = world.statuses.iter().filter(|told| told.failure.is_some());
        let posted = failed.enumerate().filter_map(|(nth, told)| {
            let account = world.account(&told.phone_number_id)?;
            webhook::error(told, &account.known.waba_id, nth)
        });
        posted.map(|body| body.to_string()).collect()
    }

    /// Makes a refund as somebody else does, in the gateway's own dashboard. Nothing caps it. Only
    /// an order that was paid through a gateway has refunds.
    pub fn add_foreign_refund(
        &self,
        phone_number_id: &str,
        reference_id: &str,
        foreign: ForeignRefund,
    ) -> Result<MadeRefund, SandboxError> {
        let mut world = self.world();
        let order = world
            .order(phone_number_id, reference_id)
            .filter(|order| order.mode.gateway().is_some());
        let Some(currency) = order.map(|order| order.currency.clone()) else {
            return Err(SandboxError::UnknownOrder(reference_id.into()));
        };
        let made = MadeRefund {
            phone_number_id: phone_number_id.into(),
            reference_id: reference_id.into(),
            refund_id: refund_id(world.seed, world.refunds.len() + 1),
            answered_id: None,
            amount_minor: foreign.amount_minor,
            currency,
            speed: Speed::Normal,
            body_sha256: None,
            at_ms: self.now_ms(&world),
            fate: foreign.fate,
        };
        world.commit(Fact::RefundMade(made.clone()))?;
        Ok(made)
    }

    /// Lists every refund in the order they were made: where money goes, whoever asked for it.
    pub fn refunds(&self) -> Vec<MadeRefund> {
        self.world().refunds.clone()
    }

    /// Lists every upload in order.
    pub fn media(&self) -> Vec<UploadedMedia> {
        self.world().media.clone()
    }

    /// Counts what an account received since the sandbox was opened.
    pub fn calls(&self, phone_number_id: &str) -> CallCounts {
        self.world().settings_mut(phone_number_id).calls
    }

    /// Returns the sandbox's present moment: its clock and what it was advanced by.
    pub fn time_ms(&self) -> i64 {
        self.now_ms(&self.world())
    }

    /// Lets the sandbox run ahead of its clock by this much more, for good.
    pub fn advance_ms(&self, by_ms: u64) -> Result<(), SandboxError> {
        let by_ms = i64::try_from(by_ms).unwrap_or(i64::MAX);
        self.world().commit(Fact::ClockAdvanced { by_ms })
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        // A fact is applied after it is durable, so a panic cannot leave the world half changed.
        self.0.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn now_ms(&self, world: &World) -> i64 {
        self.0.clock.now_ms().saturating_add(world.ahead_ms)
    }

    fn new_bearer(
        &self,
        world: &World,
        phone_number_id: &str,
        renewals: u64,
    ) -> Result<String, SandboxError> {
        let name = ["bearer", phone_number_id, &renewals.to_string()];
        self.0.entropy.token(Draw::named(world.seed, &name))
    }
}

/// Draws the ids that were not given.
fn known_account(world: &World, new: NewAccount) -> Result<KnownAccount, SandboxError> {
    if new.name.trim().is_empty() {
        return Err(SandboxError::BadAccount("it has no name".into()));
    }
    let drawn =
        |what| Draw::named(world.seed, &[what, &world.accounts.len().to_string()]).digits(15);
    Ok(KnownAccount {
        name: new.name,
        waba_id: new.waba_id.unwrap_or_else(|| drawn("waba id")),
        phone_number_id: new
            .phone_number_id
            .unwrap_or_else(|| drawn("phone-number id")),
        configurations: new.configurations,
    })
}

fn check_account(world: &World, account: &KnownAccount) -> Result<(), SandboxError> {
    for id in [&account.waba_id, &account.phone_number_id] {
        let digits = id.bytes().all(|byte| byte.is_ascii_digit());
        if id.is_empty() || id.len() > ID_DIGITS_MAX || !digits {
            return Err(SandboxError::BadAccount(format!(
                "`{id}` is not an id of digits"
            )));
        }
    }
    if world.account(&account.phone_number_id).is_some() {
        let reason = format!("the phone-number id `{}` is taken", account.phone_number_id);
        return Err(SandboxError::BadAccount(reason));
    }
    for configuration in &account.configurations {
        let name = &configuration.name;
        if name.trim().is_empty() || name.chars().count() > CONFIGURATION_NAME_MAX {
            return Err(SandboxError::BadAccount(format!(
                "`{name}` is not a configuration name"
            )));
        }
    }
    Ok(())
}
