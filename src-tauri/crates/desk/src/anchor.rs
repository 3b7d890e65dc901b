//! Owns the anchor: what the keyring remembers of the book's activity, and what follows when the book
//! does not contain it (money-protocol, section 6). An anchor is stored after its lines are durable,
//! so a program that ends in between leaves one that is older, and an older one is in the chain.

mod keeper;
mod sealed;

pub(crate) use keeper::Keeper;

use crate::{desk::Desk, error::DeskError, events::DeskEvent, lists::relist};
use counterfoil_domain::{
    Secret,
    activity::Deed,
    book_doubt::BookDoubt,
    decision::{REASON_CHARS_MAX, reason},
    ids::OperationId,
};
use counterfoil_store::{BookLock, NewActivity, StoreError, Tx};
use counterfoil_vault::{BookItem, Item};
use fail::fail_point;
use sealed::Anchor;
use std::sync::atomic::Ordering;
use tokio::sync::Mutex;

/// What the desk knows of the anchor since it was last asked or stored.
#[derive(Debug, Default)]
pub(crate) struct Anchoring(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    /// The anchor as it stands in the keyring, which the book contains.
    text: Option<String>,
    /// The line it names.
    number: i64,
    /// The book knows that it was anchored.
    is_noted: bool,
}

/// What the keyring says about the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnchorFound {
    /// There is no keyring to hold one, for this reason.
    NoKeyring(String),
    /// None was stored yet.
    None,
    /// The book contains it.
    Holds {
        /// The line it names; those after it are not yet anchored.
        number: i64,
    },
    /// The book does not contain it.
    Doubted(BookDoubt),
}

impl Desk {
    /// What the keyring says about the book. Nothing is changed by asking.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn anchor(&self) -> Result<AnchorFound, DeskError> {
        if !self.inner.vault.is_lasting() {
            let words = "this vault forgets everything at the end".to_owned();
            return Ok(AnchorFound::NoKeyring(words));
        }
        match self.anchor_text().await {
            Ok(text) => self.examine(text.as_deref()).await,
            Err(DeskError::Vault(error)) => Ok(AnchorFound::NoKeyring(error.to_string())),
            Err(error) => Err(error),
        }
    }

    /// Why nothing with an effect leaves from the book; `None` as long as it may.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn book_lock(&self) -> Result<Option<BookLock>, DeskError> {
        Ok(self.inner.store.read(|db| db.book_lock()).await?)
    }

    /// Asks the keyring whether this is the book that was last worked with, and locks its effects
    /// if it is not. Asked at the start and before every effect: another copy may have gone on
    /// meanwhile.
    ///
    /// # Errors
    /// [`StoreError::EffectsLocked`]; or the keyring does not answer, and then nobody knows.
    pub(crate) async fn check_anchor(&self) -> Result<(), DeskError> {
        if !self.inner.vault.is_lasting() {
            return Ok(());
        }
        let mut known = self.inner.anchoring.0.lock().await;
        self.check_known(&mut known).await
    }

    async fn check_known(&self, known: &mut Known) -> Result<(), DeskError> {
        let text = self.anchor_text().await?;
        if text.is_some() && text == known.text {
            return Ok(());
        }
        match self.examine(text.as_deref()).await? {
            AnchorFound::Doubted(doubt) => {
                let stands = self.lock_effects(doubt).await?;
                Err(StoreError::EffectsLocked(stands).into())
            }
            AnchorFound::Holds { number } => {
                (known.text, known.number) = (text, number);
                Ok(())
            }
            AnchorFound::None | AnchorFound::NoKeyring(_) => Ok(()),
        }
    }

    /// Stores an anchor over the last line, unless there is nothing new or the book is in doubt.
    ///
    /// # Errors
    /// The keyring or the book cannot be used, or the book turns out not to contain the anchor.
    pub(crate) async fn store_anchor(&self) -> Result<(), DeskError> {
        if !self.inner.vault.is_lasting() || self.book_lock().await?.is_some() {
            return Ok(());
        }
        let mut known = self.inner.anchoring.0.lock().await;
        let (number, head) = self.inner.store.read(|db| db.activity_head()).await?;
        fail_point!("anchor.read");
        if number == known.number {
            return Ok(());
        }
        self.check_known(&mut known).await?;
        self.put_anchor(&mut known, Anchor { number, head }).await
    }

    /// How many lines came after the last anchor that this desk knows of.
    pub(super) async fn lines_not_anchored(&self) -> i64 {
        let head = self.inner.store.read(|db| db.activity_head()).await;
        let anchored = self.inner.anchoring.0.lock().await.number;
        head.map_or(0, |(number, _)| number - anchored)
    }

    async fn put_anchor(&self, known: &mut Known, anchor: Anchor) -> Result<(), DeskError> {
        let key = self.anchor_key().await?;
        let sealed = anchor.seal(&key);
        let text = sealed.ok_or_else(|| DeskError::Input("an anchor has no key".to_owned()))?;
        let secret = Secret::new(text.clone().into_bytes());
        self.inner
            .vault
            .put(&self.item(BookItem::Anchor), &secret)
            .await?;
        fail_point!("anchor.stored");
        (known.text, known.number) = (Some(text), anchor.number);
        if !known.is_noted {
            let now_ms = self.now_ms();
            self.inner
                .store
                .write(move |tx| tx.note_anchored(now_ms))
                .await?;
            known.is_noted = true;
        }
        Ok(())
    }

    /// Goes on with a book that is in doubt: a person has seen why, and says so. From here on the
    /// provider is asked before anything of it is sent.
    ///
    /// # Errors
    /// There is no reason, the keyring does not answer, or nothing is locked.
    pub async fn go_on(&self, why: &str) -> Result<(), DeskError> {
        let Some(why) = reason(why) else {
            return Err(DeskError::Input(format!(
                "say in a few words why you go on with this book, in at most {REASON_CHARS_MAX} \
                 characters"
            )));
        };
        let mut known = self.inner.anchoring.0.lock().await;
        let is_lasting = self.inner.vault.is_lasting();
        if is_lasting {
            self.anchor_text().await?;
        }
        let now_ms = self.now_ms();
        let write = self.inner.store.write(move |tx| {
            let Some(lock) = tx.book_lock()? else {
                return Err(StoreError::NotFound(
                    "lock on the effects of this book".to_owned(),
                ));
            };
            tx.unlock_book()?;
            tx.note_restored(now_ms)?;
            let words = format!("went on with this book ({}): {why}", lock.doubt.word());
            tx.append_activity(&NewActivity::of(Deed::WentOn, true, words, now_ms))?;
            tx.activity_head()
        });
        let (number, head) = write.await?;
        tracing::warn!("A person went on with a book that was in doubt");
        self.announce(DeskEvent::EverythingChanged);
        if is_lasting {
            self.put_anchor(&mut known, Anchor { number, head }).await?;
        }
        Ok(())
    }

    /// Locks the effects of the book and withdraws what it calls prepared. Returns the doubt that
    /// stands: an earlier one stays.
    pub(crate) async fn lock_effects(&self, doubt: BookDoubt) -> Result<BookDoubt, DeskError> {
        let now_ms = self.now_ms();
        let write = self.inner.store.write(move |tx| {
            let withdrawn = lock(tx, doubt, now_ms)?;
            Ok((withdrawn.is_some(), tx.book_lock()?))
        });
        let (is_new, stands) = write.await?;
        self.inner.is_restored.store(true, Ordering::Relaxed);
        if is_new {
            tracing::warn!(doubt = doubt.word(), "Locked the effects of this book");
            self.announce(DeskEvent::EverythingChanged);
        }
        Ok(stands.map_or(doubt, |lock| lock.doubt))
    }

    async fn examine(&self, text: Option<&str>) -> Result<AnchorFound, DeskError> {
        let Some(text) = text else {
            let was_anchored = self.inner.store.read(|db| db.was_anchored()).await?;
            return Ok(match was_anchored {
                true => AnchorFound::Doubted(BookDoubt::NoAnchor),
                false => AnchorFound::None,
            });
        };
        let key = self
            .inner
            .vault
            .get(&self.item(BookItem::AnchorKey))
            .await?;
        let Some(anchor) = key.and_then(|key| Anchor::open(text, &key)) else {
            return Ok(AnchorFound::Doubted(BookDoubt::BadAnchor));
        };
        let read = self
            .inner
            .store
            .read(move |db| db.activity_hash(anchor.number));
        Ok(match read.await? {
            Some(hash) if hash == anchor.head => AnchorFound::Holds {
                number: anchor.number,
            },
            Some(_) | None => AnchorFound::Doubted(BookDoubt::OtherCopy),
        })
    }

    async fn anchor_text(&self) -> Result<Option<String>, DeskError> {
        let found = self.inner.vault.get(&self.item(BookItem::Anchor)).await?;
        // What is no text is no anchor of ours, and does not read as one.
        Ok(found.map(|text| text.expose_text().unwrap_or_default().to_owned()))
    }

    /// The key of the book's anchors; made when there is none.
    async fn anchor_key(&self) -> Result<Secret, DeskError> {
        let item = self.item(BookItem::AnchorKey);
        if let Some(key) = self.inner.vault.get(&item).await? {
            return Ok(key);
        }
        let bytes: [u8; 32] = self.inner.entropy.bytes();
        let key = Secret::new(hex::encode(bytes).into_bytes());
        self.inner.vault.put(&item, &key).await?;
        Ok(key)
    }

    fn item(&self, item: BookItem) -> Item {
        Item::of_book(&self.inner.book_id.to_string(), item)
    }
}

/// Locks the effects of the book, withdraws what it calls prepared, and tells so. Returns what was
/// withdrawn; `None` if they were locked before.
pub(crate) fn lock(
    tx: &Tx<'_>,
    doubt: BookDoubt,
    now_ms: i64,
) -> Result<Option<Vec<OperationId>>, StoreError> {
    if !tx.lock_book(doubt, now_ms)? {
        return Ok(None);
    }
    let words = format!("effects locked: {}", doubt.sentence());
    tx.append_activity(&NewActivity::of(Deed::Alarm, false, words, now_ms))?;
    // What is prepared here may have left already, from where this is a copy of.
    let why = match doubt {
        BookDoubt::Restored => {
            "Restored from a backup; it may have left after that backup was made"
        }
        BookDoubt::OtherCopy
        | BookDoubt::NoAnchor
        | BookDoubt::BadAnchor
        | BookDoubt::BrokenChain => "This book is in doubt; it may have left from another copy",
    };
    tx.note_restored(now_ms)?;
    let withdrawn = tx.withdraw_prepared(why, now_ms)?;
    for id in &withdrawn {
        let order = tx.order(tx.operation(*id)?.order_id)?;
        relist(tx, &order, None, now_ms)?;
    }
    Ok(Some(withdrawn))
}
