//! Owns what the window sees of exports, and what it asks of them.

mod verified;

pub use verified::{BookSaysView, ExportFaultView, VerifiedExportView};

use super::{
    alike::alike, money::MoneyView, number::Integer, start::EnvironmentView, today::OrderListView,
};
use crate::ipc_error::IpcError;
use counterfoil_desk::{
    Bom, CsvForm, DecimalMark, Desk, ExportAsked, ExportChoices, ExportForm, ExportSum,
    ExportTotal, Exported, JobDone, Separator,
};
use counterfoil_domain::{
    export::{CutOff, ExportKind, Period, PeriodError, Span, Zone, date},
    money::Money,
};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::{path::PathBuf, time::Duration};

/// What the rows of an export are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's ExportKind")]
pub enum ExportKindView {
    Orders,
    Payments,
    Refunds,
    Movements,
    Operations,
    Activity,
}

/// What can be exported, and how it was done last.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportStartView {
    /// The kinds, the one that is matched every day in front.
    pub kinds: Vec<ExportKindChoiceView>,
    /// The IANA names of all zones.
    pub zones: Vec<String>,
    /// How the last one was made.
    pub choices: ExportChoicesView,
}

/// A kind of export.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportKindChoiceView {
    /// Which.
    pub kind: ExportKindView,
    /// The words its rows can be chosen by.
    pub statuses: Vec<String>,
    /// How many columns it has.
    pub columns: u32,
}

/// How an export is made.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportChoicesView {
    /// The zone, by its name.
    pub zone: String,
    /// When a business day begins, as `06:30`.
    pub cut_off: String,
    /// A workbook, and not CSV.
    pub is_workbook: bool,
    /// CSV begins with a byte order mark.
    pub has_bom: bool,
    /// Fields are separated by semicolons.
    pub has_semicolons: bool,
    /// Decimals follow a comma.
    pub has_decimal_commas: bool,
}

/// What is to be exported.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportInput {
    /// What the rows are.
    pub kind: ExportKindView,
    /// Of which environment.
    pub environment: EnvironmentView,
    /// Which days.
    pub span: ExportSpanInput,
    /// Of this account alone.
    pub account_id: Option<String>,
    /// Those with this word.
    pub status: Option<String>,
    /// How it is made.
    pub choices: ExportChoicesView,
}

/// Which days are exported.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(
    tag = "span",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum ExportSpanInput {
    /// The business day that it is.
    Today,
    /// The one before.
    Yesterday,
    /// From the first of this month to the end of today.
    ThisMonth,
    /// The whole month before.
    LastMonth,
    /// Chosen days, as `2026-11-20`.
    Days {
        /// The first.
        from: String,
        /// The last, which is in it.
        to: String,
    },
    /// Orders in a part of a list.
    Listed {
        /// The list.
        list: OrderListView,
        /// From this moment on, UTC; from the beginning where there is none.
        from_ms: Option<Integer>,
        /// To before this moment, UTC; to the end where there is none.
        to_ms: Option<Integer>,
    },
}

/// What an export would come to.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportSumView {
    /// How many rows.
    pub rows: Integer,
    /// What each column of amounts comes to.
    pub totals: Vec<ExportTotalView>,
    /// From when, UTC; nothing where it has no beginning.
    pub from_ms: Option<Integer>,
    /// To before when, UTC; nothing where it has no end.
    pub to_ms: Option<Integer>,
    /// The same as clocks in the zone show it.
    pub from: Option<String>,
    /// To before when, as clocks in the zone show it.
    pub to: Option<String>,
    /// The name that is proposed for the file.
    pub name: String,
}

/// What a column of amounts comes to in one currency.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportTotalView {
    /// The column.
    pub column: String,
    /// The sum.
    pub sum: MoneyView,
    /// How many rows have an amount there.
    pub rows: Integer,
}

/// How far an export is.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportProgressView {
    /// Rows so far.
    pub done: Integer,
    /// The most there can be.
    pub of: Integer,
    /// Rows a second.
    pub a_second: Integer,
    /// How long it will take at that pace, milliseconds; nothing before it has one.
    pub left_ms: Option<Integer>,
}

/// An export that was made.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportedView {
    /// Its name.
    pub file: String,
    /// The folder it lies in.
    pub folder: String,
    /// The name of its manifest.
    pub manifest: String,
    /// Its length in bytes.
    pub bytes: Integer,
    /// Its SHA-256, hexadecimal.
    pub sha256: String,
    /// How many rows.
    pub rows: Integer,
    /// What each column of amounts comes to.
    pub totals: Vec<ExportTotalView>,
}

impl ExportStartView {
    pub(crate) fn of(choices: ExportChoices) -> Self {
        let kind = |kind: ExportKind| ExportKindChoiceView {
            kind: kind.into(),
            statuses: kind.statuses().into_iter().map(Into::into).collect(),
            columns: u32::try_from(kind.columns().len()).unwrap_or(u32::MAX),
        };
        Self {
            kinds: ExportKind::ALL.map(kind).into(),
            zones: Zone::names().map(Into::into).collect(),
            choices: ExportChoicesView {
                zone: choices.zone,
                cut_off: choices.cut_off,
                is_workbook: choices.is_workbook,
                has_bom: choices.has_bom,
                has_semicolons: choices.has_semicolons,
                has_decimal_commas: choices.has_decimal_commas,
            },
        }
    }
}

impl ExportInput {
    /// What is asked of the desk.
    pub(crate) async fn asked(&self, desk: &Desk) -> Result<ExportAsked, IpcError> {
        let account = self.account_id.as_deref().map(str::parse).transpose();
        let environment = self.environment.into();
        let now_ms = desk.business_now_ms(environment).await?;
        let zone = Zone::parse(&self.choices.zone).map_err(refused)?;
        let (period, list) = self.period(zone, now_ms).map_err(refused)?;
        Ok(ExportAsked {
            kind: self.kind.into(),
            environment,
            period,
            zone,
            account: account.map_err(|_| IpcError::unknown_id("account"))?,
            status: self.status.clone(),
            list: list.map(Into::into),
        })
    }

    fn period(
        &self,
        zone: Zone,
        now_ms: i64,
    ) -> Result<(Period, Option<OrderListView>), PeriodError> {
        let span = match &self.span {
            ExportSpanInput::Today => Span::Today,
            ExportSpanInput::Yesterday => Span::Yesterday,
            ExportSpanInput::ThisMonth => Span::ThisMonth,
            ExportSpanInput::LastMonth => Span::LastMonth,
            ExportSpanInput::Days { from, to } => {
                let after = date(to)?.succ_opt().ok_or(PeriodError::OutsideCalendar)?;
                Span::Days(date(from)?, after)
            }
            ExportSpanInput::Listed {
                list,
                from_ms,
                to_ms,
            } => {
                let period = Period {
                    from_ms: from_ms.map_or(i64::MIN, Integer::get),
                    to_ms: to_ms.map_or(i64::MAX, Integer::get),
                };
                return Ok((period, Some(*list)));
            }
        };
        let cut_off = CutOff::parse(&self.choices.cut_off)?;
        Ok((Period::of(span, zone, cut_off, now_ms)?, None))
    }

    /// What kind of file it becomes.
    pub(crate) fn form(&self) -> ExportForm {
        let choices = &self.choices;
        if choices.is_workbook {
            return ExportForm::Xlsx;
        }
        ExportForm::Csv(CsvForm {
            bom: if choices.has_bom { Bom::Yes } else { Bom::No },
            separator: if choices.has_semicolons {
                Separator::Semicolon
            } else {
                Separator::Comma
            },
            decimal: if choices.has_decimal_commas {
                DecimalMark::Comma
            } else {
                DecimalMark::Point
            },
        })
    }

    /// What the next one begins with.
    pub(crate) fn choices(&self, folder: Option<PathBuf>) -> ExportChoices {
        let choices = self.choices.clone();
        ExportChoices {
            zone: choices.zone,
            cut_off: choices.cut_off,
            is_workbook: choices.is_workbook,
            has_bom: choices.has_bom,
            has_semicolons: choices.has_semicolons,
            has_decimal_commas: choices.has_decimal_commas,
            folder,
        }
    }
}

impl ExportSumView {
    pub(crate) fn of(asked: &ExportAsked, sum: &ExportSum, name: String) -> Result<Self, IpcError> {
        let shown = |at_ms| Some(asked.zone.clock(at_ms)?.to_string());
        let known = |at_ms: i64| asked.zone.clock(at_ms).map(|_| at_ms.into());
        let Period { from_ms, to_ms } = asked.period;
        Ok(Self {
            rows: sum.rows.into(),
            totals: totals(&sum.totals)?,
            from_ms: known(from_ms),
            to_ms: known(to_ms),
            from: shown(from_ms),
            to: shown(to_ms),
            name,
        })
    }
}

impl ExportProgressView {
    pub(crate) fn of(job: JobDone, elapsed: Duration) -> Self {
        let ms = u64::try_from(elapsed.as_millis())
            .unwrap_or(u64::MAX)
            .max(1);
        let a_second = job.done.saturating_mul(1_000) / ms;
        let left = job.of.saturating_sub(job.done).saturating_mul(1_000);
        Self {
            done: job.done.into(),
            of: job.of.into(),
            a_second: a_second.into(),
            left_ms: left.checked_div(a_second).map(Into::into),
        }
    }
}

impl ExportedView {
    pub(crate) fn of(exported: &Exported) -> Self {
        let manifest = &exported.manifest;
        let folder = exported
            .path
            .parent()
            .map(|folder| folder.display().to_string());
        Self {
            file: manifest.file.clone(),
            folder: folder.unwrap_or_default(),
            manifest: format!("{}{}", manifest.file, counterfoil_desk::MANIFEST_ENDING),
            bytes: manifest.bytes.into(),
            sha256: manifest.sha256.clone(),
            rows: manifest.rows.into(),
            // One that is too large for an amount is in the manifest.
            totals: manifest.totals.iter().filter_map(total).collect(),
        }
    }
}

/// A sum as an amount, unless it is too large for one.
fn total(total: &ExportTotal) -> Option<ExportTotalView> {
    Some(ExportTotalView {
        column: total.column.clone(),
        sum: Money::new(total.minor, total.currency)?.into(),
        rows: total.rows.into(),
    })
}

/// The sums as amounts. One that is too large for an amount is not shown as another.
fn totals(totals: &[ExportTotal]) -> Result<Vec<ExportTotalView>, IpcError> {
    let view = |sum: &ExportTotal| {
        total(sum).ok_or_else(|| IpcError::InputRefused {
            words: format!("the sum of {} is too large; choose fewer days", sum.column),
        })
    };
    totals.iter().map(view).collect()
}

fn refused(error: PeriodError) -> IpcError {
    IpcError::InputRefused {
        words: error.to_string(),
    }
}

alike! {
    ExportKind => ExportKindView { Orders, Payments, Refunds, Movements, Operations, Activity }
    ExportKindView => ExportKind { Orders, Payments, Refunds, Movements, Operations, Activity }
}
