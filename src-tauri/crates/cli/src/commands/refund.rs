//! Owns `counterfoil refund`.

use crate::{
    args::{
        CheckedChoice, Decide, ReasonChoice, RefundCommand, RefundList, RefundStart, SpeedChoice,
        StageChoice,
    },
    exit::{Code, Failure},
    output::Output,
    session::{self, Session},
    views::{OperationView, RefundListView, RefundedView},
    words,
};
use counterfoil_desk::{Credentials, DecisionAsked, Desk, RefundAsked};
use counterfoil_domain::{
    decision::{Checked, Judgement},
    money::Money,
    refund::{Reason, RefundStage, Speed},
};

/// Runs one of its commands.
pub async fn run(
    session: &Session,
    command: RefundCommand,
    output: Output,
) -> Result<Code, Failure> {
    match command {
        RefundCommand::Start(asked) => {
            let token = session.borrow_token()?;
            session::working(session, |desk| start(desk, asked, token, output)).await
        }
        RefundCommand::List(options) => list(session, &options, output).await,
        RefundCommand::Decide(asked) => {
            session::working(session, |desk| decide(desk, asked, output)).await
        }
    }
}

async fn start(
    desk: Desk,
    asked: RefundStart,
    token: Option<Credentials>,
    output: Output,
) -> Result<Code, Failure> {
    let name = &asked.order;
    let order = desk
        .order_with_reference(&name.reference_id, name.account.as_deref())
        .await?;
    let amount = Money::parse(&asked.amount, order.total.currency())
        .map_err(|error| Failure::usage(format!("--amount {}: {error}", asked.amount)))?;
    let account = desk.account(order.account_id).await?;
    session::lend_token(&desk, &account, token).await?;
    let refunded = desk
        .start_refund(RefundAsked {
            order: order.id,
            intent: asked.intent,
            amount,
            speed: asked.speed.into(),
            reason: asked.reason.into(),
            reason_text: asked.note,
            // It was typed just now.
            typed_again: Some(amount),
        })
        .await?;
    let left = desk.refundable(order.id).await?;
    output.print(&RefundedView::of(&refunded, amount, &left), || {
        words::refunds::refunded(&refunded, amount, &left)
    });
    Ok(words::operations::code_of_outcome(refunded.operation.state))
}

async fn list(session: &Session, options: &RefundList, output: Output) -> Result<Code, Failure> {
    let desk = session.open_to_read().await?;
    let environment = session::chosen_environment(&desk, options.environment).await?;
    let stage = options.stage.map(RefundStage::from);
    let page = desk
        .refunds(environment, stage, options.skip, options.rows)
        .await?;
    output.print(&RefundListView::of(environment, &page), || {
        words::refunds::refund_list(environment, &page)
    });
    Ok(Code::Done)
}

async fn decide(desk: Desk, asked: Decide, output: Output) -> Result<Code, Failure> {
    let operation = asked.operation.parse().map_err(|_| {
        Failure::usage(format!(
            "`{}` is not the id of an operation",
            asked.operation
        ))
    })?;
    let judgement = if asked.happened {
        Judgement::Happened
    } else {
        Judgement::DidNotHappen
    };
    let decided = desk
        .decide(DecisionAsked {
            operation,
            judgement,
            checked: asked.checked.into(),
            reason: asked.reason,
        })
        .await?;
    output.print(&OperationView::from(&decided), || {
        words::refunds::decided(&decided, judgement)
    });
    Ok(Code::Done)
}

impl From<SpeedChoice> for Speed {
    fn from(choice: SpeedChoice) -> Self {
        match choice {
            SpeedChoice::Normal => Self::Normal,
            SpeedChoice::Instant => Self::AtOnce,
        }
    }
}

impl From<ReasonChoice> for Reason {
    fn from(choice: ReasonChoice) -> Self {
        match choice {
            ReasonChoice::CustomerRequest => Self::CustomerRequest,
            ReasonChoice::NotDelivered => Self::NotDelivered,
            ReasonChoice::Damaged => Self::Damaged,
            ReasonChoice::PaidTwice => Self::PaidTwice,
            ReasonChoice::PaidLate => Self::PaidLate,
            ReasonChoice::BilledWrong => Self::BilledWrong,
            ReasonChoice::Other => Self::Other,
        }
    }
}

impl From<StageChoice> for RefundStage {
    fn from(choice: StageChoice) -> Self {
        match choice {
            StageChoice::Unresolved => Self::Unresolved,
            StageChoice::OnTheirWay => Self::OnItsWay,
            StageChoice::Finished => Self::Finished,
        }
    }
}

impl From<CheckedChoice> for Checked {
    fn from(choice: CheckedChoice) -> Self {
        match choice {
            CheckedChoice::GatewayDashboard => Self::GatewayDashboard,
            CheckedChoice::CustomersBank => Self::CustomersBank,
            CheckedChoice::OwnBank => Self::OwnBank,
            CheckedChoice::CustomersPhone => Self::CustomersPhone,
            CheckedChoice::Support => Self::Support,
        }
    }
}
