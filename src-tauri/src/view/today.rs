//! Owns the figures of the day as the window sees them.

use super::{
    alike::alike,
    money::{CurrencyView, MoneyView},
    number::Integer,
    start::EnvironmentView,
};
use counterfoil_desk::{BusinessDay, Figure, ListSpan, Today};
use counterfoil_domain::{money::Currency, order_list::OrderList};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A list of orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's OrderList")]
pub enum OrderListView {
    Alarm,
    OutcomeUnknown,
    AmountDiffers,
    PaidLate,
    ReportedPaid,
    SendFailed,
    NotTold,
    RefundPending,
    Unpaid,
    CancelSent,
    Cancelled,
    Collected,
    Refunded,
}

/// A part of a list: what a figure is the sum of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ListSpanView {
    /// The list.
    pub list: OrderListView,
    /// From this moment on, UTC; from the beginning where there is none.
    pub from_ms: Option<Integer>,
    /// To before this moment, UTC; to the end where there is none.
    pub to_ms: Option<Integer>,
}

/// The figures of the day.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TodayView {
    /// The provider's moment, UTC.
    pub now_ms: Integer,
    /// Money at risk, the worst first; what is empty too.
    pub risks: Vec<RiskView>,
    /// The business day of each currency in use.
    pub days: Vec<BusinessDayView>,
}

/// Orders of which a person must look at each.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RiskView {
    /// Which.
    pub span: ListSpanView,
    /// How many.
    pub rows: Integer,
    /// What they come to, by currency; none where there is nothing.
    pub inr: Option<MoneyView>,
    /// The same in reais.
    pub brl: Option<MoneyView>,
    /// Since when the first of them, UTC.
    pub oldest_at_ms: Option<Integer>,
}

/// A sum with a link to its rows.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FigureView {
    /// Which rows.
    pub span: ListSpanView,
    /// How many.
    pub rows: Integer,
    /// Their sum.
    pub sum: MoneyView,
}

/// What one currency's business day has come to so far.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BusinessDayView {
    /// The currency.
    pub currency: CurrencyView,
    /// The zone of the day.
    pub zone: String,
    /// When it began, UTC.
    pub from_ms: Integer,
    /// What came, by the moment it came.
    pub collected: FigureView,
    /// What was asked for and can still be paid.
    pub outstanding: FigureView,
    /// What went back, by the moment it did.
    pub refunded: FigureView,
    /// What came in each of its 24 hours, in parts of a hundred of the fullest.
    pub hours: Vec<u8>,
}

impl ListSpanView {
    /// The part of a list in this environment.
    pub fn read(self, environment: EnvironmentView) -> ListSpan {
        ListSpan {
            environment: environment.into(),
            list: self.list.into(),
            from_ms: self.from_ms.map_or(i64::MIN, Integer::get),
            to_ms: self.to_ms.map_or(i64::MAX, Integer::get),
        }
    }
}

impl From<ListSpan> for ListSpanView {
    fn from(span: ListSpan) -> Self {
        Self {
            list: span.list.into(),
            from_ms: (span.from_ms != i64::MIN).then(|| span.from_ms.into()),
            to_ms: (span.to_ms != i64::MAX).then(|| span.to_ms.into()),
        }
    }
}

impl From<Today> for TodayView {
    fn from(today: Today) -> Self {
        Self {
            now_ms: today.now_ms.into(),
            risks: today.risks.iter().map(RiskView::from).collect(),
            days: today.days.iter().map(BusinessDayView::from).collect(),
        }
    }
}

impl From<&Figure> for RiskView {
    fn from(figure: &Figure) -> Self {
        let in_currency = |currency| {
            let (money, rows) = figure.of(currency);
            money.filter(|_| rows > 0).map(Into::into)
        };
        Self {
            span: figure.span.into(),
            rows: figure.sum.rows.into(),
            inr: in_currency(Currency::Inr),
            brl: in_currency(Currency::Brl),
            oldest_at_ms: figure.sum.first_at_ms.map(Into::into),
        }
    }
}

impl From<&BusinessDay> for BusinessDayView {
    fn from(day: &BusinessDay) -> Self {
        let currency = day.currency;
        let figure = |figure: &Figure| {
            let (sum, rows) = figure.of(currency);
            FigureView {
                span: figure.span.into(),
                rows: rows.into(),
                sum: MoneyView {
                    minor: sum.map_or(0, |sum| sum.minor()).into(),
                    currency: currency.into(),
                },
            }
        };
        Self {
            currency: currency.into(),
            zone: day.day.zone.to_owned(),
            from_ms: day.day.from_ms.into(),
            collected: figure(&day.collected),
            outstanding: figure(&day.outstanding),
            refunded: figure(&day.refunded),
            hours: hundredths(&day.hours),
        }
    }
}

/// Each hour as a part of a hundred of the fullest; an hour with anything in it has at least one.
fn hundredths(hours: &[i64]) -> Vec<u8> {
    let most = hours.iter().copied().max().unwrap_or_default().max(1);
    let part = |minor: i64| {
        let part = i128::from(minor) * 100 / i128::from(most);
        u8::try_from(part).unwrap_or(100).max(u8::from(minor > 0))
    };
    hours.iter().copied().map(part).collect()
}

alike! {
    OrderList => OrderListView {
        Alarm, OutcomeUnknown, AmountDiffers, PaidLate, ReportedPaid, SendFailed, NotTold,
        RefundPending, Unpaid, CancelSent, Cancelled, Collected, Refunded,
    }
    OrderListView => OrderList {
        Alarm, OutcomeUnknown, AmountDiffers, PaidLate, ReportedPaid, SendFailed, NotTold,
        RefundPending, Unpaid, CancelSent, Cancelled, Collected, Refunded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_with_anything_in_it_can_be_seen() {
        assert_eq!(hundredths(&[0, 1, 50_000, 100_000]), [0, 1, 50, 100]);
        assert_eq!(hundredths(&[0, 0]), [0, 0]);
        assert_eq!(hundredths(&[i64::MAX, 1]), [100, 1]);
    }

    #[test]
    fn a_span_comes_back_as_it_went() {
        for (from_ms, to_ms) in [(i64::MIN, i64::MAX), (5, 9), (i64::MIN, 9), (5, i64::MAX)] {
            for list in OrderList::ALL {
                let span = ListSpan {
                    environment: counterfoil_domain::account::Environment::Sandbox,
                    list,
                    from_ms,
                    to_ms,
                };
                let read = ListSpanView::from(span).read(EnvironmentView::Sandbox);
                assert_eq!(read, span);
            }
        }
    }
}
