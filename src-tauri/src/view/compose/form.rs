//! Owns the way between the window's form and the domain's, field by field.

use super::{AddressForm, ChargeForm, GoodsView, ItemForm, OrderForm, OriginForm};
use counterfoil_domain::order::{self, FormAddress, FormCharge, FormItem, FormOrigin, Goods};

impl From<OrderForm> for order::OrderForm {
    fn from(form: OrderForm) -> Self {
        Self {
            customer_phone: form.customer_phone,
            reference_id: form.reference_id,
            configuration_name: form.configuration_name,
            expires_in_minutes: form.expires_in_minutes,
            expiry_text: form.expiry_text,
            body_text: form.body_text,
            footer_text: form.footer_text,
            goods: form.goods.into(),
            address: form.address.into(),
            items: form.items.into_iter().map(FormItem::from).collect(),
            origin: form.origin.into(),
            tax: form.tax.into(),
            shipping: form.shipping.into(),
            discount: form.discount.into(),
        }
    }
}

impl From<order::OrderForm> for OrderForm {
    fn from(form: order::OrderForm) -> Self {
        Self {
            customer_phone: form.customer_phone,
            reference_id: form.reference_id,
            configuration_name: form.configuration_name,
            expires_in_minutes: form.expires_in_minutes,
            expiry_text: form.expiry_text,
            body_text: form.body_text,
            footer_text: form.footer_text,
            goods: form.goods.into(),
            address: form.address.into(),
            items: form.items.into_iter().map(ItemForm::from).collect(),
            origin: form.origin.into(),
            tax: form.tax.into(),
            shipping: form.shipping.into(),
            discount: form.discount.into(),
        }
    }
}

impl From<GoodsView> for Goods {
    fn from(goods: GoodsView) -> Self {
        match goods {
            GoodsView::Digital => Self::Digital,
            GoodsView::Physical => Self::Physical,
        }
    }
}

impl From<Goods> for GoodsView {
    fn from(goods: Goods) -> Self {
        match goods {
            Goods::Digital => Self::Digital,
            Goods::Physical => Self::Physical,
        }
    }
}

/// Both ways between two structs of the same fields.
macro_rules! same_fields {
    ($($ours:ident = $theirs:ident { $($field:ident),* };)*) => {
        $(
            impl From<$ours> for $theirs {
                fn from($ours { $($field),* }: $ours) -> Self {
                    Self { $($field),* }
                }
            }

            impl From<$theirs> for $ours {
                fn from($theirs { $($field),* }: $theirs) -> Self {
                    Self { $($field),* }
                }
            }
        )*
    };
}

same_fields! {
    AddressForm = FormAddress { name, address_line1, address_line2, city, state, postal_code };
    ItemForm = FormItem { name, quantity, price, sale_price };
    OriginForm = FormOrigin {
        country_of_origin, importer_name, address_line1, address_line2, city, zone_code, postal_code
    };
    ChargeForm = FormCharge { amount, description };
}
