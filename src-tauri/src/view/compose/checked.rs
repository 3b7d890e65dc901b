//! Owns how what the desk says of a form is shown.

use super::{
    BillChargeView, BillLineView, BillView, BlockedByView, ComposeStartView, KnownCustomerView,
    OrderCheckView, OrderForm, UpiLinkView, WhyBlockedView,
};
use crate::view::{findings::FindingView, money::MoneyView, pictures::PictureView};
use counterfoil_desk::{BlockingOrder, CheckedForm, ComposeStart, KnownCustomer, WhyBlocked};
use counterfoil_domain::{
    account::Account,
    order::{Bill, BillCharge, BillLine},
    upi::UpiLink,
};

impl OrderCheckView {
    /// What a check of a form for this account says.
    pub fn of(account: &Account, checked: CheckedForm) -> Self {
        let check = checked.check;
        Self {
            may_be_sent: check.order.is_some(),
            findings: check
                .findings
                .iter()
                .map(|found| FindingView::at(&found.field, &found.finding))
                .collect(),
            line_totals: check
                .lines
                .into_iter()
                .map(|line| line.map(MoneyView::from))
                .collect(),
            upi_link: check.upi_link.as_ref().map(UpiLinkView::from),
            bill: check.bill.into(),
            request_body: checked.body,
            request_path: format!(
                "/{}/{}/messages",
                account.graph_version, account.phone_number_id
            ),
            expires_at_ms: check.expires_at_ms.map(Into::into),
            customer_phone: check.customer.map(|phone| format!("+{}", phone.digits())),
            customer: checked.customer.map(KnownCustomerView::from),
            blocked_by: checked.blocked_by.map(BlockedByView::from),
            picture: checked.picture.map(PictureView::from),
        }
    }
}

impl From<&UpiLink> for UpiLinkView {
    fn from(link: &UpiLink) -> Self {
        Self {
            payee: link.payee().to_string(),
            payee_name: link.payee_name().to_owned(),
            reference: link.reference().to_owned(),
            amount: link.amount().map(MoneyView::from),
            is_signed: link.is_signed(),
        }
    }
}

impl ComposeStartView {
    /// Takes another form for fresh; a kept draft stays.
    pub fn begin_with(&mut self, fresh: OrderForm) {
        if self.draft_saved_at_ms.is_none() {
            self.form = fresh.clone();
        }
        self.fresh = fresh;
    }
}

impl From<ComposeStart> for ComposeStartView {
    fn from(start: ComposeStart) -> Self {
        let fresh = OrderForm::from(start.form);
        let (form, draft_saved_at_ms) = match start.draft {
            Some(kept) => (kept.form.into(), Some(kept.saved_at_ms.into())),
            None => (fresh.clone(), None),
        };
        Self {
            form,
            draft_saved_at_ms,
            fresh,
        }
    }
}

impl From<KnownCustomer> for KnownCustomerView {
    fn from(customer: KnownCustomer) -> Self {
        Self {
            name: customer.name,
            orders: customer.orders.into(),
        }
    }
}

impl From<BlockingOrder> for BlockedByView {
    fn from(blocking: BlockingOrder) -> Self {
        Self {
            order_id: blocking.order.to_string(),
            why: match blocking.why {
                WhyBlocked::Sent(_) => WhyBlockedView::Sent,
                WhyBlocked::KnownToProvider => WhyBlockedView::KnownToProvider,
                WhyBlocked::UsedByAnotherNumber => WhyBlockedView::UsedByAnotherNumber,
            },
        }
    }
}

impl From<Bill> for BillView {
    fn from(bill: Bill) -> Self {
        Self {
            lines: bill.lines.into_iter().map(BillLineView::from).collect(),
            subtotal: bill.subtotal.map(MoneyView::from),
            tax: bill.tax.map(BillChargeView::from),
            shipping: bill.shipping.map(BillChargeView::from),
            discount: bill.discount.map(BillChargeView::from),
            total: bill.total.map(MoneyView::from),
        }
    }
}

impl From<BillCharge> for BillChargeView {
    fn from(charge: BillCharge) -> Self {
        Self {
            amount: charge.amount.map(MoneyView::from),
            description: charge.description,
        }
    }
}

impl From<BillLine> for BillLineView {
    fn from(line: BillLine) -> Self {
        Self {
            name: line.name,
            quantity: line.quantity.map(Into::into),
            price: line.price.map(MoneyView::from),
            sale_price: line.sale_price.map(MoneyView::from),
            total: line.total.map(MoneyView::from),
        }
    }
}
