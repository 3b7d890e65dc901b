//! Owns telling a person what lookups brought while the window is not in sight, as the system shows
//! such things: a reference id and an amount, never a customer.

use crate::{events::NewsOpened, instance};
use counterfoil_desk::{Desk, DeskEvent, Notifications, PaymentNews, Preferences};
use counterfoil_domain::{account::Environment, ids::OrderId};
use serde::Deserialize;
use std::time::Duration;
use tauri::{AppHandle, Manager};
use tauri_plugin_notification::{ActiveNotification, NotificationExt};
use tauri_specta::Event;

/// News within this time is told together: a computer that slept learns of many payments at once.
const TOGETHER: Duration = Duration::from_secs(3);
/// Where a notification keeps what a click on it opens.
const OPENS: &str = "opens";

/// News of one order.
type News = (OrderId, Environment, PaymentNews);

/// Tells what comes, until the desk is gone.
pub fn follow(app: AppHandle, desk: &Desk) {
    let (mut events, desk) = (desk.events(), desk.clone());
    tauri::async_runtime::spawn(async move {
        while let Some(event) = events.next().await {
            let Some(first) = news_of(event) else {
                continue;
            };
            let mut all = vec![first];
            let end = tokio::time::sleep(TOGETHER);
            tokio::pin!(end);
            loop {
                tokio::select! {
                    () = &mut end => break,
                    event = events.next() => match event {
                        Some(event) => all.extend(news_of(event)),
                        None => break,
                    },
                }
            }
            tell(&app, &desk, all).await;
        }
    });
}

fn news_of(event: DeskEvent) -> Option<News> {
    match event {
        DeskEvent::PaymentNews {
            order_id,
            environment,
            news,
        } => Some((order_id, environment, news)),
        _ => None,
    }
}

/// Shows what somebody clicked on: its order, or Today where it was about several.
pub fn follow_clicks(app: &AppHandle) {
    let window = app.clone();
    let followed = app.notification().on_action(move |clicked| {
        let Some(news) = clicked.notification().and_then(opened_by) else {
            return;
        };
        instance::show(&window);
        if let Err(error) = news.emit(&window) {
            tracing::warn!(%error, "Could not show the news that was clicked on");
        }
    });
    if let Err(error) = followed {
        tracing::debug!(%error, "The system tells of no clicks on notifications");
    }
}

/// What a click on this opens.
fn opened_by(notification: &ActiveNotification) -> Option<NewsOpened> {
    let opens = notification.extra().get(OPENS)?;
    NewsOpened::deserialize(opens).ok()
}

async fn tell(app: &AppHandle, desk: &Desk, mut all: Vec<News>) {
    let chosen = desk.preferences().await.unwrap_or_default();
    all.retain(|news| is_told(&chosen, news));
    let Some(environment) = all.iter().map(|(_, of, _)| *of).max() else {
        return;
    };
    if is_in_sight(app) {
        return;
    }
    let (order_id, words) = match all[..] {
        [(order, _, news)] => (Some(order), one(desk, order, news).await),
        _ => (None, Some(many(&all))),
    };
    let Some((title, body)) = words.map(|words| mark(environment, words)) else {
        return;
    };
    let opened = NewsOpened {
        order_id: order_id.map(|order| order.to_string()),
        environment: environment.into(),
    };
    let shown = app
        .notification()
        .builder()
        .title(title)
        .body(body)
        .extra(OPENS, opened)
        .show();
    if let Err(error) = shown {
        tracing::debug!(%error, "The system shows no notifications");
    }
}

/// Whether this is told. Who works with real money is not told of simulated money.
fn is_told(chosen: &Preferences, (_, environment, news): &News) -> bool {
    if *environment == Environment::Sandbox && chosen.environment == Some(Environment::Live) {
        return false;
    }
    match chosen.notifications {
        Notifications::Off => false,
        Notifications::Important => news.needs_a_person(),
        Notifications::All => true,
    }
}

fn is_in_sight(app: &AppHandle) -> bool {
    let windows = app.webview_windows();
    windows
        .values()
        .any(|window| window.is_focused().unwrap_or_default())
}

/// What is told of one order.
async fn one(desk: &Desk, order: OrderId, news: PaymentNews) -> Option<(String, String)> {
    let shown = desk.show_order(order).await.ok()?;
    let (name, total) = (&shown.order.reference_id, shown.order.total);
    let captured = shown.state.captured.map(|money| money.to_string());
    let captured = captured.unwrap_or_default();
    Some(match news {
        PaymentNews::Paid => (
            format!("{name} is paid"),
            format!("{total} came, as billed. A lookup shows it."),
        ),
        PaymentNews::PaidLate => (
            format!("{name} was paid at the last second"),
            format!("{captured} came late. Fulfil it, or give the money back."),
        ),
        PaymentNews::AmountDiffers => (
            format!("{name}: another amount came"),
            format!(
                "{captured} came, but {total} was billed. Check it before you hand anything over."
            ),
        ),
        PaymentNews::CannotTell => (
            format!("{name}: the answers contradict"),
            format!("Nobody can tell whether {total} came. Check it at the gateway."),
        ),
        PaymentNews::Proven => (
            format!("{name} did go out"),
            format!("A lookup proves that the request for {total} arrived."),
        ),
    })
}

/// What is told of several at once. Amounts are not added: they may be of two currencies.
fn many(all: &[News]) -> (String, String) {
    let count = |wanted: PaymentNews| all.iter().filter(|(_, _, news)| *news == wanted).count();
    let parts = [
        (
            PaymentNews::AmountDiffers,
            "with another amount than billed",
        ),
        (PaymentNews::CannotTell, "that contradict"),
        (PaymentNews::PaidLate, "paid at the last second"),
        (PaymentNews::Paid, "paid"),
        (PaymentNews::Proven, "proven to have gone out"),
    ];
    let said = parts
        .iter()
        .map(|(news, words)| (count(*news), words))
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"));
    let body = said.collect::<Vec<_>>().join(", ");
    (format!("News of {} orders", all.len()), format!("{body}."))
}

/// Nobody may take simulated money for real.
fn mark(environment: Environment, (title, body): (String, String)) -> (String, String) {
    match environment {
        Environment::Live => (title, body),
        Environment::Sandbox => (format!("SANDBOX: {title}"), body),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_chosen_is_told() {
        use Notifications::{All, Important, Off};
        let is_told = |notifications, news| {
            let chosen = Preferences {
                notifications,
                ..Preferences::default()
            };
            is_told(&chosen, &(order(), Environment::Sandbox, news))
        };

        for news in [
            PaymentNews::Paid,
            PaymentNews::PaidLate,
            PaymentNews::AmountDiffers,
            PaymentNews::CannotTell,
            PaymentNews::Proven,
        ] {
            assert!(!is_told(Off, news));
            assert!(is_told(All, news));
            assert_eq!(is_told(Important, news), news.needs_a_person());
        }
    }

    #[test]
    fn who_works_with_real_money_is_not_told_of_simulated_money() {
        let chosen = |environment| Preferences {
            environment,
            ..Preferences::default()
        };
        let news = |environment| (order(), environment, PaymentNews::CannotTell);

        for (works_in, of, told) in [
            (Environment::Live, Environment::Live, true),
            (Environment::Live, Environment::Sandbox, false),
            (Environment::Sandbox, Environment::Live, true),
            (Environment::Sandbox, Environment::Sandbox, true),
        ] {
            assert_eq!(is_told(&chosen(Some(works_in)), &news(of)), told);
        }
    }

    #[test]
    fn several_at_once_are_counted_the_worst_first() {
        let news = [
            PaymentNews::Paid,
            PaymentNews::AmountDiffers,
            PaymentNews::Paid,
        ];
        let all = news.map(|news| (order(), Environment::Sandbox, news));

        let (title, body) = mark(Environment::Sandbox, many(&all));

        assert_eq!(title, "SANDBOX: News of 3 orders");
        assert_eq!(body, "1 with another amount than billed, 2 paid.");
    }

    fn order() -> OrderId {
        OrderId::new(0, [0; 10])
    }
}
