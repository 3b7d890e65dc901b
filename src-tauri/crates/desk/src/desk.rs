//! Owns the opening and leaving of the desk, and what every use case needs.

use crate::{
    anchor::{self, Anchoring, Keeper},
    batches::{Batching, PROGRAM_ENDED},
    clock::Clock,
    entropy::Entropy,
    error::DeskError,
    events::Announcer,
    lists::relist,
    polling::{News, Polling, ProviderNow, reschedule},
};
use counterfoil_domain::{
    Secret,
    account::Account,
    activity::Deed,
    book_doubt::BookDoubt,
    ids::{BookId, OperationId},
};
use counterfoil_providers::meta::Meta;
use counterfoil_store::{BookFiles, NewActivity, OperationRow, Store, StoreError, Threads, Tx};
use counterfoil_vault::{Credential, Item, Vault};
use std::{
    path::PathBuf,
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// How long leaving waits for effects that are on their way.
const LEAVE_WAITS: Duration = Duration::from_secs(30);

/// What a desk is made of.
pub struct DeskOptions {
    /// The data directory.
    pub data_dir: PathBuf,
    /// Where credentials are.
    pub vault: Vault,
    /// The provider, over the transport its requests leave through.
    pub meta: Meta,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
    /// Where chance comes from.
    pub entropy: Entropy,
    /// On whose thread the book is read and written.
    pub threads: Threads,
    /// Who works here, for the activity: [`operator`] where nobody else is meant.
    pub operator: String,
}

/// Who is signed in to this computer, by the system's own name for them.
pub fn operator() -> String {
    let named = ["USER", "LOGNAME", "USERNAME"].map(|name| std::env::var(name).ok());
    let named = named.into_iter().flatten().find(|name| !name.is_empty());
    named.unwrap_or_else(|| "somebody unnamed".to_owned())
}

/// The desk. Cloning shares it.
#[derive(Clone)]
pub struct Desk {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) vault: Vault,
    pub(crate) meta: Meta,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Entropy,
    pub(crate) book_id: BookId,
    /// This book was once restored from a backup, or gone on with in doubt; see `sends`.
    pub(crate) is_restored: AtomicBool,
    pub(crate) announcer: Announcer,
    pub(crate) polling: Polling,
    pub(crate) effects: TaskTracker,
    pub(crate) batches: TaskTracker,
    pub(crate) batching: Batching,
    /// Nothing is done by itself any more for customers.
    pub(crate) caring: CancellationToken,
    pub(crate) anchoring: Anchoring,
    pub(crate) keeper: Keeper,
    /// Exports that are being made; cancelled, they end and leave nothing behind.
    pub(crate) exports: TaskTracker,
    pub(crate) exporting: CancellationToken,
    pub(crate) leaving: CancellationToken,
}

/// What a start found of the time before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Operations that were on their way when the program ended; they are unknown now.
    pub unknown: Vec<OperationRow>,
    /// Operations that a restored book called prepared. They may have left since the backup was
    /// made, so none leaves from here.
    pub withdrawn: Vec<OperationRow>,
}

impl Desk {
    /// Opens the desk to work: takes the lock, updates the book, turns whatever was on its way when
    /// the program last ended into unknown, locks the effects of a restored book and withdraws what
    /// it calls prepared. Whether it contains its anchor is looked at meanwhile, and before every
    /// effect.
    ///
    /// # Errors
    /// See [`Store::open`].
    pub async fn open(options: DeskOptions) -> Result<(Self, Recovered), DeskError> {
        let files = BookFiles::in_folder(&options.data_dir);
        let now_ms = options.clock.now_ms();
        let opening = files.clone();
        let threads = options.threads;
        let open = move || Store::open_on(&opening, now_ms, threads);
        let store = tokio::task::spawn_blocking(open)
            .await
            .map_err(|_| StoreError::Closed)??;
        // Asked after the opening: that may have finished a restore that was cut off.
        let is_restored = files.is_restored();
        let fresh = BookId::new(now_ms, options.entropy.id_bytes());
        let operator = options.operator.clone();
        let (book_id, recovered, restored_at_ms, is_guarded) = store
            .write(move |tx| {
                let book_id = match tx.book_id()? {
                    Some(id) => id,
                    None => {
                        tx.name_book(fresh, now_ms)?;
                        fresh
                    }
                };
                let words = format!("Opened by {operator}");
                tx.append_activity(&NewActivity::of(Deed::Opened, true, words, now_ms))?;
                let recovered = recover(tx, is_restored, now_ms)?;
                let is_guarded = tx.was_anchored()? || !tx.accounts()?.is_empty();
                Ok((book_id, recovered, tx.restored_at_ms()?, is_guarded))
            })
            .await?;
        if is_restored {
            files.note_withdrawn()?;
        }
        let desk = Self::with(options, store, book_id, restored_at_ms.is_some());
        desk.keep_anchored(is_guarded);
        desk.watch_writes();
        Ok((desk, recovered))
    }

    /// Opens the desk to read beside whoever works. Uses that write are refused by the book.
    ///
    /// # Errors
    /// See [`Store::open_to_read`].
    pub async fn open_to_read(options: DeskOptions) -> Result<Self, DeskError> {
        let store = Store::open_to_read(&BookFiles::in_folder(&options.data_dir))?;
        let book_id = store
            .read(|db| {
                db.book_id()?
                    .ok_or_else(|| StoreError::NotFound("book id".to_owned()))
            })
            .await?;
        Ok(Self::with(options, store, book_id, false))
    }

    fn with(options: DeskOptions, store: Store, book_id: BookId, is_restored: bool) -> Self {
        Self {
            inner: Arc::new(Inner {
                store,
                vault: options.vault,
                meta: options.meta,
                clock: options.clock,
                entropy: options.entropy,
                book_id,
                is_restored: AtomicBool::new(is_restored),
                announcer: Announcer::new(),
                polling: Polling::new(),
                effects: TaskTracker::new(),
                batches: TaskTracker::new(),
                batching: Batching::default(),
                caring: CancellationToken::new(),
                anchoring: Anchoring::default(),
                keeper: Keeper::default(),
                exports: TaskTracker::new(),
                exporting: CancellationToken::new(),
                leaving: CancellationToken::new(),
            }),
        }
    }

    /// Leaves: looks nothing up any more by itself, takes on no new effect, waits for those on their
    /// way, at most 30 seconds, and anchors what was done. Returns how many are still on their way
    /// then; they are unknown at the next start.
    pub async fn leave(&self) -> usize {
        self.inner.caring.cancel();
        self.inner.exporting.cancel();
        self.inner.exports.close();
        self.inner.batching.stop();
        self.inner.batches.close();
        self.inner.polling.stop().await;
        self.inner.effects.close();
        let _ = tokio::time::timeout(LEAVE_WAITS, self.inner.effects.wait()).await;
        self.inner.leaving.cancel();
        let _ = tokio::time::timeout(LEAVE_WAITS, self.inner.exports.wait()).await;
        let _ = tokio::time::timeout(LEAVE_WAITS, self.inner.batches.wait()).await;
        self.end_anchored().await;
        self.inner.effects.len()
    }

    /// How many effects are on their way.
    pub fn effects_on_their_way(&self) -> usize {
        self.inner.effects.len()
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.inner.clock.now_ms()
    }

    pub(crate) fn id_bytes(&self) -> [u8; 10] {
        self.inner.entropy.id_bytes()
    }

    /// The name of an account's credential in the keyring.
    pub(crate) fn credential_item(&self, account: &Account, credential: Credential) -> Item {
        Item::new(
            &self.inner.book_id.to_string(),
            &account.id.to_string(),
            credential,
        )
    }

    /// Fetches the access token for one request.
    pub(crate) async fn access_token(&self, account: &Account) -> Result<Secret, DeskError> {
        let item = self.credential_item(account, Credential::AccessToken);
        let found = self.inner.vault.get(&item).await?;
        found.ok_or_else(|| DeskError::NoCredential {
            account: account.name.clone(),
        })
    }
}

fn recover(tx: &Tx<'_>, is_restored: bool, now_ms: i64) -> Result<Recovered, StoreError> {
    let unknown = tx.recover_operations(now_ms)?;
    tx.pause_batches(PROGRAM_ENDED)?;
    let guess = ProviderNow {
        ms: now_ms,
        is_known: false,
    };
    for id in &unknown {
        let order = tx.order(tx.operation(*id)?.order_id)?;
        reschedule(tx, &order, News::Sent, guess)?;
        relist(tx, &order, None, now_ms)?;
    }
    let withdrawn = if is_restored {
        let words = "restored from a backup";
        tx.append_activity(&NewActivity::of(Deed::Restored, false, words, now_ms))?;
        anchor::lock(tx, BookDoubt::Restored, now_ms)?.unwrap_or_default()
    } else {
        Vec::new()
    };
    let rows = |ids: Vec<OperationId>| {
        ids.into_iter()
            .map(|id| tx.operation(id))
            .collect::<Result<Vec<_>, _>>()
    };
    Ok(Recovered {
        unknown: rows(unknown)?,
        withdrawn: rows(withdrawn)?,
    })
}
