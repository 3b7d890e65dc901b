//! Owns what the window is told when something stops. Its words are in the window's catalogue; what
//! cannot be translated, such as a provider's words, travels beside the code.

use crate::view::{
    complaints::ComplaintView, findings::FindingView, fulfilment::CancelStopView, money::MoneyView,
};
use counterfoil_desk::{
    DeskError, ExportError, FileFault, PictureError, PictureFileFault, VaultError,
};
use counterfoil_domain::{cancel::CancelStop, operation::OperationKind, picture::PictureFault};
use counterfoil_providers::meta::Complaint;
use counterfoil_sandbox::SandboxError;
use counterfoil_store::StoreError;
use serde::Serialize;
use specta::Type;

/// Why a command stopped. None of these says that an effect failed: what may have happened is an
/// operation that is unknown, never an error.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(
    tag = "code",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum IpcError {
    /// Another program works on this book.
    BookInUse,
    /// The book was last used by a newer program.
    BookNewer,
    /// The book's file is damaged; it was left as it is.
    BookDamaged {
        /// Which file, and what the database said of it.
        words: String,
    },
    /// The file is not a book.
    BookForeign {
        /// Which file.
        words: String,
    },
    /// The disk is full; nothing of the step was kept.
    DiskFull,
    /// A file could not be read or written.
    FileRefused {
        /// What the system said.
        words: String,
    },
    /// The keyring is locked.
    KeyringLocked,
    /// No keyring runs.
    KeyringAbsent,
    /// The keyring did not answer in time; most often its prompt is open.
    KeyringSilent,
    /// The keyring refused this program.
    KeyringDenied,
    /// The keyring failed otherwise.
    KeyringFailed {
        /// What it said.
        words: String,
    },
    /// What was pasted is not a credential.
    CredentialRefused {
        /// Why.
        words: String,
    },
    /// The keyring holds no access token for this account.
    CredentialMissing {
        /// The account's name.
        account: String,
    },
    /// An input is not what it must be.
    InputRefused {
        /// Why.
        words: String,
    },
    /// The order has findings that forbid sending it.
    Findings {
        /// All of them.
        findings: Vec<FindingView>,
    },
    /// The total is not the one the person saw; nothing was sent.
    TotalChanged {
        /// What the person saw.
        shown: MoneyView,
        /// What it adds up to now.
        now: MoneyView,
    },
    /// The order has a send that blocks another; nothing was sent.
    SendBlocked {
        /// Why.
        words: String,
        /// A lookup can show what became of the earlier one; where none can, a person settles it.
        has_lookup: bool,
    },
    /// A refund of the order may have happened; nothing was sent.
    RefundBlocked {
        /// Why.
        words: String,
    },
    /// A refund above the limit was not confirmed by its amount; nothing was sent.
    NotTypedAgain {
        /// The limit.
        limit: MoneyView,
    },
    /// The reference id cannot be used again; nothing was sent.
    ReferenceUsed {
        /// Why.
        words: String,
    },
    /// The book may not be the one that was last worked with; nothing was sent.
    EffectsLocked,
    /// More should go back than may; nothing was sent.
    MoreThanLeft,
    /// Nothing can go back as things stand; nothing was sent.
    NotRefundable {
        /// Why.
        words: String,
    },
    /// A customer may not be told that now; nothing was sent.
    NotTold {
        /// Why.
        words: String,
    },
    /// The order is not cancelled; nothing was sent.
    NotCancelled {
        /// Why.
        stop: CancelStopView,
    },
    /// A restored book cannot ask the provider about this order: a person says what the gateway
    /// shows of it; nothing was sent.
    GatewayWordNeeded,
    /// The provider had to be asked first and gave no answer; nothing was sent.
    NotAskedFirst {
        /// What was seen instead.
        words: String,
        /// What the provider said was wrong, when it declined.
        complaint: Option<Box<ComplaintView>>,
    },
    /// Only the gateway knows of the payment; nothing was asked.
    NoLookup,
    /// A lookup got no answer; what is known has not changed.
    NoAnswer {
        /// What was seen instead.
        words: String,
        /// What the provider said was wrong, when it declined.
        complaint: Option<Box<ComplaintView>>,
    },
    /// How an effect ended could not be written; it is unknown at the next start.
    OutcomeNotKept {
        /// Why.
        words: String,
    },
    /// The browser did not open a link.
    NotOpened {
        /// What the system said.
        words: String,
    },
    /// A name or number is taken.
    Taken {
        /// Which.
        words: String,
    },
    /// There is no such thing, or no longer.
    NotFound {
        /// What.
        words: String,
    },
    /// The account has operations only its token can settle.
    AccountUnresolved {
        /// The account's name.
        account: String,
    },
    /// The account has orders, so its ids are fixed.
    AccountHasOrders {
        /// The account's name.
        account: String,
    },
    /// The operation has begun or ended already.
    TooLate {
        /// Why.
        words: String,
    },
    /// There is no export, and nothing of it was left.
    ExportRefused {
        /// What stands in the way.
        fault: ExportFaultWord,
        /// The file or folder it is about.
        path: Option<String>,
        /// The same in words.
        words: String,
    },
    /// A picture was not uploaded, or nobody knows; nobody was asked for money.
    PictureRefused {
        /// What stands in the way.
        fault: PictureFaultWord,
        /// The file's name, where it is about the file.
        name: Option<String>,
        /// Where the file is, or what was seen instead of an upload.
        words: String,
        /// What the provider says is wrong, where it refused.
        complaint: Option<Box<ComplaintView>>,
    },
    /// The program is closing; nothing was sent.
    Closing,
    /// The simulator inside this program could not be used.
    SandboxFailed {
        /// Why.
        words: String,
    },
    /// The program itself is wrong.
    Defect {
        /// Where.
        words: String,
    },
}

/// Why there is no export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ExportFaultWord {
    /// It was called off.
    Stopped,
    /// The folder or file is not there.
    Missing,
    /// It may not be written or read.
    Denied,
    /// The disk is full.
    Full,
    /// There is a file of that name.
    Taken,
    /// Too much was written to the book meanwhile.
    TooMuchWritten,
    /// Anything else, as the words say.
    Other,
}

/// Why there is no uploaded picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PictureFaultWord {
    /// The file is not there.
    Missing,
    /// It may not be read.
    Denied,
    /// It is a folder or a device.
    NotAFile,
    /// The system could not read it, as the words say.
    Unreadable,
    /// It has no bytes.
    Empty,
    /// It is too large.
    TooLarge,
    /// It is neither JPEG nor PNG.
    OtherType,
    /// It is a PNG that is not 8-bit RGB or RGBA.
    OtherColours,
    /// It was called off.
    Stopped,
    /// Nothing left this computer.
    NotSent,
    /// The provider declined.
    Refused,
    /// Nobody knows whether the provider has it.
    Unknown,
}

impl From<DeskError> for IpcError {
    fn from(error: DeskError) -> Self {
        let words = error.to_string();
        match error {
            DeskError::Store(error) => error.into(),
            DeskError::Vault(error) => error.into(),
            DeskError::Endpoint(_) | DeskError::Target(_) | DeskError::Input(_) => {
                Self::InputRefused { words }
            }
            DeskError::Findings(findings) => Self::Findings {
                findings: findings.iter().map(FindingView::in_request).collect(),
            },
            DeskError::TotalDiffers { shown, total } => Self::TotalChanged {
                shown: shown.into(),
                now: total.into(),
            },
            DeskError::NoCredential { account } => Self::CredentialMissing { account },
            DeskError::Unresolved { account } => Self::AccountUnresolved { account },
            DeskError::HasOrders { account } => Self::AccountHasOrders { account },
            DeskError::NeedsGatewayWord => Self::GatewayWordNeeded,
            DeskError::NotAskedFirst { words, complaint } => Self::NotAskedFirst {
                words,
                complaint: shown(complaint),
            },
            DeskError::Ambiguous { .. } => Self::NotFound { words },
            DeskError::NoLookup => Self::NoLookup,
            DeskError::NoAnswer { words, complaint } => Self::NoAnswer {
                words,
                complaint: shown(complaint),
            },
            DeskError::NotListed(fault) => Self::NoAnswer {
                words: fault.what,
                complaint: shown(fault.complaint),
            },
            DeskError::OutcomeNotKept { .. } | DeskError::EffectLost => {
                Self::OutcomeNotKept { words }
            }
            DeskError::NotTypedAgain { limit } => Self::NotTypedAgain {
                limit: limit.into(),
            },
            DeskError::NotRefundable(_) => Self::NotRefundable { words },
            DeskError::NotTold(_) => Self::NotTold { words },
            DeskError::NotCancelled(stop) => Self::NotCancelled { stop: stop.into() },
            DeskError::Export(error) => error.into(),
            DeskError::Picture(error) => error.into(),
            DeskError::Closing => Self::Closing,
        }
    }
}

fn shown(complaint: Option<Box<Complaint>>) -> Option<Box<ComplaintView>> {
    complaint.map(|complaint| Box::new((*complaint).into()))
}

impl From<ExportError> for IpcError {
    fn from(error: ExportError) -> Self {
        let words = error.to_string();
        if matches!(error, ExportError::Unread { .. }) {
            return Self::FileRefused { words };
        }
        let (fault, path) = match &error {
            ExportError::Stopped => (ExportFaultWord::Stopped, None),
            ExportError::File { fault, path, .. } => ((*fault).into(), Some(path)),
            ExportError::Taken(path) => (ExportFaultWord::Taken, Some(path)),
            ExportError::TooMuchWritten => (ExportFaultWord::TooMuchWritten, None),
            ExportError::Sheet(_)
            | ExportError::Unread { .. }
            | ExportError::NotGathered
            | ExportError::SumTooLarge(_)
            | ExportError::UnknownStatus { .. }
            | ExportError::NotAList => (ExportFaultWord::Other, None),
        };
        Self::ExportRefused {
            fault,
            path: path.map(|path| path.display().to_string()),
            words,
        }
    }
}

impl From<FileFault> for ExportFaultWord {
    fn from(fault: FileFault) -> Self {
        match fault {
            FileFault::Missing => Self::Missing,
            FileFault::Denied => Self::Denied,
            FileFault::Full => Self::Full,
            FileFault::Other => Self::Other,
        }
    }
}

impl From<PictureError> for IpcError {
    fn from(error: PictureError) -> Self {
        let about = |fault, words| Self::PictureRefused {
            fault,
            name: None,
            words,
            complaint: None,
        };
        match error {
            PictureError::File { fault, path } => Self::PictureRefused {
                name: path
                    .file_name()
                    .map(|name| name.to_string_lossy().into_owned()),
                words: match &fault {
                    PictureFileFault::Unreadable(error) => format!("{}: {error}", path.display()),
                    _ => path.display().to_string(),
                },
                fault: fault.into(),
                complaint: None,
            },
            PictureError::Stopped => about(PictureFaultWord::Stopped, String::new()),
            PictureError::NotSent { why } => about(PictureFaultWord::NotSent, why),
            PictureError::Unknown { why } => about(PictureFaultWord::Unknown, why),
            PictureError::Refused {
                code,
                words,
                complaint,
            } => Self::PictureRefused {
                fault: PictureFaultWord::Refused,
                name: None,
                words: format!("“{words}” ({code})"),
                complaint: shown(complaint),
            },
        }
    }
}

impl From<PictureFileFault> for PictureFaultWord {
    fn from(fault: PictureFileFault) -> Self {
        match fault {
            PictureFileFault::Missing => Self::Missing,
            PictureFileFault::Denied => Self::Denied,
            PictureFileFault::NotAFile => Self::NotAFile,
            PictureFileFault::Unreadable(_) => Self::Unreadable,
            PictureFileFault::Content(PictureFault::Empty) => Self::Empty,
            PictureFileFault::Content(PictureFault::TooLarge) => Self::TooLarge,
            PictureFileFault::Content(PictureFault::OtherType) => Self::OtherType,
            PictureFileFault::Content(PictureFault::OtherColours) => Self::OtherColours,
        }
    }
}

impl From<StoreError> for IpcError {
    fn from(error: StoreError) -> Self {
        let words = error.to_string();
        match error {
            StoreError::Locked { .. } => Self::BookInUse,
            StoreError::Newer { .. } => Self::BookNewer,
            StoreError::Damaged { path, detail } => Self::BookDamaged {
                words: format!("{}: {detail}", path.display()),
            },
            StoreError::NotABook { path } => Self::BookForeign {
                words: path.display().to_string(),
            },
            StoreError::AlreadyAsked
            | StoreError::Blocked {
                kind: OperationKind::Refund,
                ..
            } => Self::RefundBlocked { words },
            StoreError::Blocked { has_lookup, .. } => Self::SendBlocked { words, has_lookup },
            StoreError::UsedElsewhere { .. } | StoreError::AlreadyKnown { .. } => {
                Self::ReferenceUsed { words }
            }
            StoreError::EffectsLocked(_) => Self::EffectsLocked,
            StoreError::MoreThanLeft => Self::MoreThanLeft,
            StoreError::StatusBlocked => Self::NotTold { words },
            StoreError::NotUnpaid => Self::NotCancelled {
                stop: CancelStop::NotKnown.into(),
            },
            StoreError::IllegalMove { .. } => Self::TooLate { words },
            StoreError::Taken(_) => Self::Taken { words },
            StoreError::NotFound(_) => Self::NotFound { words },
            StoreError::Full => Self::DiskFull,
            StoreError::File { .. } => Self::FileRefused { words },
            StoreError::Closed => Self::Closing,
            StoreError::Missing { .. }
            | StoreError::Older { .. }
            | StoreError::Defect(_)
            | StoreError::Database(_) => Self::Defect { words },
        }
    }
}

impl From<VaultError> for IpcError {
    fn from(error: VaultError) -> Self {
        let words = error.to_string();
        match error {
            VaultError::Locked => Self::KeyringLocked,
            VaultError::Absent => Self::KeyringAbsent,
            VaultError::TimedOut | VaultError::Stuck | VaultError::Busy => Self::KeyringSilent,
            VaultError::Denied => Self::KeyringDenied,
            VaultError::TooLarge | VaultError::NotText => Self::CredentialRefused { words },
            VaultError::Ambiguous | VaultError::Failed(_) => Self::KeyringFailed { words },
        }
    }
}

impl From<SandboxError> for IpcError {
    fn from(error: SandboxError) -> Self {
        Self::SandboxFailed {
            words: error.to_string(),
        }
    }
}

impl IpcError {
    /// The window handed back an id that it cannot have from here.
    pub(crate) fn unknown_id(what: &str) -> Self {
        Self::NotFound {
            words: format!("there is no such {what}"),
        }
    }
}
