//! Owns `counterfoil export`.

use crate::{
    args::{
        DecimalChoice, ExportCommand, ExportOptions, FormatChoice, PeriodChoice, SeparatorChoice,
    },
    exit::{Code, Failure},
    output::Output,
    session::{self, Session},
    views::{ExportSumView, ExportedView, VerifiedExportView},
    words,
};
use counterfoil_desk::{
    Bom, CsvForm, DecimalMark, Desk, DeskError, ExportAsked, ExportForm, ExportJob, Present,
    Separator,
};
use counterfoil_domain::export::{ExportKind, Period, Span};
use std::{path::Path, time::Duration};
use tokio::time::MissedTickBehavior;

const TOLD_EVERY: Duration = Duration::from_secs(1);

/// Runs one of its commands.
pub async fn run(
    session: &Session,
    command: ExportCommand,
    output: Output,
) -> Result<Code, Failure> {
    let (kind, options) = match command {
        ExportCommand::Orders(options) => (ExportKind::Orders, options),
        ExportCommand::Payments(options) => (ExportKind::Payments, options),
        ExportCommand::Refunds(options) => (ExportKind::Refunds, options),
        ExportCommand::Movements(options) => (ExportKind::Movements, options),
        ExportCommand::Operations(options) => (ExportKind::Operations, options),
        ExportCommand::Activity(options) => (ExportKind::Activity, options),
        ExportCommand::Verify { file } => return verify(session, &file, output).await,
    };
    let (options, out) = (&options, options.out.as_deref());
    let Some(out) = out else {
        return preview(session, kind, options, output).await;
    };
    let export = |desk: Desk| async move { export(&desk, kind, options, out, output).await };
    session::working(session, export).await
}

async fn preview(
    session: &Session,
    kind: ExportKind,
    options: &ExportOptions,
    output: Output,
) -> Result<Code, Failure> {
    let desk = session.open_to_read().await?;
    let asked = asked(&desk, kind, options).await?;
    let job = ExportJob::default();
    let sum = told(desk.preview_export(asked.clone(), job.clone()), job, output).await?;
    output.print(&ExportSumView::of(&sum), || {
        words::export::sum(&asked, &sum)
    });
    Ok(Code::Done)
}

async fn export(
    desk: &Desk,
    kind: ExportKind,
    options: &ExportOptions,
    out: &Path,
    output: Output,
) -> Result<Code, Failure> {
    let asked = asked(desk, kind, options).await?;
    let form = form(options);
    let path = if out.is_dir() {
        out.join(desk.export_name(&asked, form).await?)
    } else {
        out.to_owned()
    };
    let present = if options.replace {
        Present::Replace
    } else {
        Present::Keep
    };
    let job = ExportJob::default();
    let export = desk.export(asked, form, &path, present, job.clone());
    let exported = told(export, job, output).await?;
    output.print(&ExportedView::of(&exported), || {
        words::export::exported(&exported)
    });
    Ok(Code::Done)
}

async fn verify(session: &Session, file: &Path, output: Output) -> Result<Code, Failure> {
    let desk = session.open_to_read().await?;
    let verified = desk.verify_export(file).await?;
    output.print(&VerifiedExportView::of(&verified), || {
        words::export::verified(&verified)
    });
    Ok(if verified.holds() {
        Code::Done
    } else {
        Code::Other
    })
}

async fn asked(
    desk: &Desk,
    kind: ExportKind,
    options: &ExportOptions,
) -> Result<ExportAsked, Failure> {
    let account = match &options.account {
        Some(name) => Some(desk.account_named(name).await?),
        None => None,
    };
    let environment = match (&account, options.environment) {
        (Some(account), None) => account.environment,
        (_, chosen) => session::chosen_environment(desk, chosen).await?,
    };
    if let Some(account) = account
        .as_ref()
        .filter(|one| one.environment != environment)
    {
        let words = format!("`{}` is not of that environment", account.name);
        return Err(Failure::usage(words));
    }
    let span = match (options.from, options.to, options.period) {
        (Some(from), Some(to), _) => Span::Days(from, to),
        (.., Some(PeriodChoice::Yesterday)) => Span::Yesterday,
        (.., Some(PeriodChoice::ThisMonth)) => Span::ThisMonth,
        (.., Some(PeriodChoice::LastMonth)) => Span::LastMonth,
        (.., Some(PeriodChoice::Today) | None) => Span::Today,
    };
    let now_ms = desk.business_now_ms(environment).await?;
    let period = Period::of(span, options.zone, options.cut_off, now_ms)
        .map_err(|error| Failure::usage(error.to_string()))?;
    Ok(ExportAsked {
        kind,
        environment,
        period,
        zone: options.zone,
        account: account.map(|account| account.id),
        status: options.status.clone(),
        list: options.list,
    })
}

fn form(options: &ExportOptions) -> ExportForm {
    match options.format {
        FormatChoice::Xlsx => ExportForm::Xlsx,
        FormatChoice::Csv => ExportForm::Csv(CsvForm {
            bom: if options.no_bom { Bom::No } else { Bom::Yes },
            separator: match options.separator {
                SeparatorChoice::Comma => Separator::Comma,
                SeparatorChoice::Semicolon => Separator::Semicolon,
            },
            decimal: match options.decimal {
                DecimalChoice::Point => DecimalMark::Point,
                DecimalChoice::Comma => DecimalMark::Comma,
            },
        }),
    }
}

/// Tells how far it is while it lasts.
async fn told<T>(
    work: impl Future<Output = Result<T, DeskError>>,
    job: ExportJob,
    output: Output,
) -> Result<T, Failure> {
    let begun = tokio::time::Instant::now();
    let mut ticks = tokio::time::interval_at(begun + TOLD_EVERY, TOLD_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    tokio::pin!(work);
    loop {
        tokio::select! {
            result = &mut work => return Ok(result?),
            _ = ticks.tick() => {
                output.progress(&words::export::progress(job.done(), begun.elapsed()));
            }
        }
    }
}
