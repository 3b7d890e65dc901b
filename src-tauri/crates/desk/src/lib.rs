//! Owns the use cases: the order of steps, time and chance, recovery after a crash. It speaks
//! neither HTTP nor SQL itself.

pub mod clock;
pub mod entropy;

mod account_test;
mod accounts;
mod actions;
mod activity;
mod anchor;
mod backups;
mod batches;
mod cancels;
mod caretaker;
mod complaints;
mod compose;
mod credentials;
mod decisions;
mod desk;
mod effects;
mod error;
mod events;
mod exchanges;
mod expected_payees;
mod exports;
mod find;
mod fulfilment;
mod lists;
mod lookups;
mod operations;
mod orders;
mod phrases;
mod pictures;
mod polling;
mod preferences;
mod rebuild;
mod refunds;
mod seed;
mod sends;
mod show;
mod sources;
mod statuses;
mod timeline;
mod today;
mod webhooks;
mod writes;
mod zone;

pub use account_test::{AccountTest, TestFault, TestResult, TestStep, TestSubject};
pub use accounts::{AccountShown, AddAccount, EditAccount};
pub use actions::{Actions, BlockedBy, Permission};
pub use activity::{BREAKS_MAX, Chain, Verified};
pub use anchor::AnchorFound;
pub use backups::{DAILY_BACKUPS_KEPT, Restored};
pub use batches::{BatchAsked, BatchOrderShown, BatchShown};
pub use cancels::{
    CancelAsked, CancelPlan, CancelVerdict, Cancelled, ExpiredLine, OrdersSum, PlannedCancel,
};
pub use caretaker::{Care, GRACE_HOURS_RANGE, Swept};
pub use clock::{Clock, SystemClock, Wait};
pub use compose::{BlockingOrder, CheckedForm, ComposeStart, KeptDraft, KnownCustomer};
pub use credentials::Credentials;
pub use decisions::DecisionAsked;
pub use desk::{Desk, DeskOptions, Recovered, operator};
pub use entropy::Entropy;
pub use error::DeskError;
pub use events::{DeskEvent, Events, PaymentNews};
pub use exchanges::{
    EXCHANGES_MAX, Exchange, ExchangeId, ExchangeRow, ExchangeSource, SHOWN_BYTES_MAX,
};
pub use expected_payees::NAMED_PAYEES_MAX;
pub use exports::{
    BookSays, ExportAsked, ExportChoices, ExportError, ExportFault, ExportForm, ExportJob,
    ExportSum, ExportTotal, Exported, FileFault, JobDone, MANIFEST_BYTES_MAX, MANIFEST_ENDING,
    Manifest, Present, VerifiedExport,
};
pub use find::{FOUND_MAX, Found, FoundBy};
pub use fulfilment::MayTell;
pub use lookups::LookedUp;
pub use operations::UnresolvedRow;
pub use orders::{CheckedBody, OrderLine};
pub use phrases::Phrase;
pub use pictures::{
    PICTURES_LISTED_MAX, Picture, PictureError, PictureFileFault, UploadJob, Uploaded,
    UploadedPicture,
};
pub use polling::{
    AccountPollingShown, CALLS_PER_HOUR, CALLS_PER_HOUR_RANGE, IN_FLIGHT_MAX, JOB_ORDERS_MAX,
    JobShown, NextShown, POLLS_COUNTED_MAX, PollShown, PollTally, PollTrouble, PollUntil,
    PollingOptions, PollingShown,
};
pub use preferences::{Notifications, Preference, Preferences, RefundLimits, Theme};
pub use rebuild::Rebuilt;
pub use refunds::{
    AmountFault, AnswerShown, OwnRefundShown, RefundAsked, RefundPage, RefundPlan, RefundProof,
    RefundShown, Refunded, RefundsOfOrder,
};
pub use seed::{Seed, Seeded};
pub use sends::{Sent, WhyBlocked};
pub use show::OrderShown;
pub use sources::FieldSource;
pub use statuses::{StatusAsked, StatusSent, WINDOW_CLOSED};
pub use timeline::{TIMELINE_MAX, TimelineEntry, TimelineEvent};
pub use today::{BusinessDay, Figure, Today};
pub use webhooks::{WEBHOOK_BYTES_MAX, WebhookNotice, WebhookTaken};
pub use zone::{Day, in_india};

pub use counterfoil_sheets::{Bom, CsvForm, DecimalMark, Separator};
pub use counterfoil_store::{ActivityAsked, BookLock, ListSpan, ListSum, Threads, WriteTrouble};
pub use counterfoil_vault::{Credential, VaultError};
