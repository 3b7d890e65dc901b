//! Owns the list of everything the window can ask and be told, from which its bindings are made.

use crate::{commands, events, view::compose::NoteRules};
use tauri_specta::{Builder, collect_commands, collect_events};

/// Every command and event.
#[expect(clippy::too_many_lines, reason = "one line a command")]
pub fn ipc() -> Builder<tauri::Wry> {
    Builder::new()
        .disable_serde_phases()
        .commands(collect_commands![
            commands::accounts::account_add,
            commands::accounts::account_edit,
            commands::accounts::account_list,
            commands::accounts::account_remove,
            commands::accounts::account_test,
            commands::accounts::configuration_list,
            commands::accounts::credential_set,
            commands::accounts::payee_expect,
            commands::accounts::payee_forget,
            commands::accounts::terms_open,
            commands::activity::activity_list,
            commands::activity::activity_verify,
            commands::activity::book_go_on,
            commands::cancels::batch_end,
            commands::cancels::batch_list,
            commands::cancels::batch_orders,
            commands::cancels::batch_pause,
            commands::cancels::batch_resume,
            commands::cancels::batch_start,
            commands::cancels::cancel_plan,
            commands::cancels::expired_list,
            commands::cancels::list_ids,
            commands::cancels::orders_sum,
            commands::compose::compose_again,
            commands::compose::compose_start,
            commands::compose::customer_recall,
            commands::compose::draft_discard,
            commands::compose::draft_keep,
            commands::compose::importer_recall,
            commands::compose::item_recall,
            commands::compose::order_check,
            commands::compose::order_send,
            commands::compose::request_read,
            commands::exports::export_make,
            commands::exports::export_preview,
            commands::exports::export_progress,
            commands::exports::export_reveal,
            commands::exports::export_start,
            commands::exports::export_stop,
            commands::exports::export_verify,
            commands::operations::operation_list_unresolved,
            commands::operations::operation_send,
            commands::operations::operation_withdraw,
            commands::orders::exchange_list,
            commands::orders::exchange_show,
            commands::orders::order_count,
            commands::orders::order_find,
            commands::orders::order_list,
            commands::orders::order_look_up,
            commands::orders::order_show,
            commands::pictures::picture_choose,
            commands::pictures::picture_list,
            commands::pictures::picture_stop,
            commands::pictures::picture_upload,
            commands::polling::list_look_up,
            commands::polling::look_up_cancel,
            commands::polling::orders_look_up,
            commands::polling::polling_allow,
            commands::polling::polling_pause,
            commands::polling::polling_retry,
            commands::polling::polling_show,
            commands::polling::today_show,
            commands::refunds::alarms_acknowledge,
            commands::refunds::operation_decide,
            commands::refunds::refund_limit_choose,
            commands::refunds::refund_list,
            commands::refunds::refund_plan,
            commands::refunds::refund_proof,
            commands::refunds::refund_start,
            commands::start::desk_ping,
            commands::start::desk_start,
            commands::start::environment_choose,
            commands::start::notifications_choose,
            commands::start::sandbox_start,
            commands::start::theme_choose,
            commands::telling::care_choose,
            commands::telling::care_show,
            commands::telling::order_fulfil,
            commands::telling::status_phrase,
            commands::telling::status_send,
            commands::telling::status_templates,
            commands::webhooks::webhook_take,
            commands::window::window_close,
            commands::window::window_stay,
        ])
        .events(collect_events![
            events::BookChanged,
            events::CloseAsked,
            events::NewsOpened
        ])
        .constant("noteRules", NoteRules::of_every_gateway())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use serde_json::Value;
    use specta_typescript::Typescript;
    use std::{collections::BTreeSet, fs, path::PathBuf};

    const HEADER: &str =
        "/** Long because it is generated from the commands: `make bindings`. */\n";
    const COMMANDS: &[&str] = include!("../command_names.in");

    #[test]
    fn the_committed_bindings_are_those_of_this_program() {
        let committed = here("../frontend/src/ipc/bindings.ts");
        let made = bindings();
        if std::env::var_os("WRITE_BINDINGS").is_some() {
            fs::write(&committed, &made).unwrap();
        }

        assert!(
            fs::read_to_string(&committed).unwrap_or_default() == made,
            "frontend/src/ipc/bindings.ts is stale: run `make bindings` and commit it"
        );
    }

    /// A command that is missing in one of these places hangs or is refused only when it is used.
    #[test]
    fn every_place_names_the_same_commands() {
        let listed: BTreeSet<String> = COMMANDS.iter().map(ToString::to_string).collect();
        let registered = between(&bindings(), "__TAURI_INVOKE(\"", "\"");
        let page = fs::read_to_string(here("../frontend/isolation/isolation.js")).unwrap();
        let allowed = page.split_once("const ALLOWED = [").unwrap().1;
        let allowed = between(allowed.split_once("];").unwrap().0, "\"", "\"");
        let capability = fs::read(here("capabilities/main.json")).unwrap();
        let capability: Value = serde_json::from_slice(&capability).unwrap();
        let granted: BTreeSet<String> = capability["permissions"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|permission| permission.as_str()?.strip_prefix("allow-"))
            .map(|name| name.replace('-', "_"))
            .collect();

        assert_eq!(registered, listed, "src/ipc.rs");
        assert_eq!(allowed, listed, "frontend/isolation/isolation.js");
        assert_eq!(granted, listed, "capabilities/main.json");
    }

    fn bindings() -> String {
        let folder = tempfile::tempdir().unwrap();
        let made = folder.path().join("bindings.ts");
        let language = Typescript::default().header(HEADER);
        ipc().export(language, &made).unwrap();
        let lines: Vec<String> = fs::read_to_string(&made)
            .unwrap()
            .lines()
            .map(|line| line.trim_end().replace('\t', "  "))
            .collect();
        lines.join("\n").trim_end().to_owned() + "\n"
    }

    /// Every text between two marks.
    fn between(text: &str, begin: &str, end: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut rest = text;
        while let Some((_, after)) = rest.split_once(begin) {
            let Some((name, after)) = after.split_once(end) else {
                break;
            };
            found.insert(name.to_owned());
            rest = after;
        }
        found
    }

    fn here(path: &str) -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
    }
}
