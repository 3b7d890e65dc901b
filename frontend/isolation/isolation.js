// Owns what may pass from the window to the shell: known commands, of bounded size, unchanged.
// A classic script, since the isolation pattern reads no modules.

const ALLOWED = [
  "account_add",
  "account_edit",
  "account_list",
  "account_remove",
  "account_test",
  "activity_list",
  "activity_verify",
  "alarms_acknowledge",
  "batch_end",
  "batch_list",
  "batch_orders",
  "batch_pause",
  "batch_resume",
  "batch_start",
  "book_go_on",
  "cancel_plan",
  "care_choose",
  "care_show",
  "compose_again",
  "compose_start",
  "configuration_list",
  "credential_set",
  "customer_recall",
  "desk_ping",
  "desk_start",
  "draft_discard",
  "draft_keep",
  "environment_choose",
  "exchange_list",
  "exchange_show",
  "expired_list",
  "export_make",
  "export_preview",
  "export_progress",
  "export_reveal",
  "export_start",
  "export_stop",
  "export_verify",
  "importer_recall",
  "item_recall",
  "list_ids",
  "list_look_up",
  "look_up_cancel",
  "notifications_choose",
  "operation_decide",
  "operation_list_unresolved",
  "operation_send",
  "operation_withdraw",
  "order_check",
  "order_count",
  "order_find",
  "order_fulfil",
  "order_list",
  "order_look_up",
  "order_send",
  "order_show",
  "payee_expect",
  "payee_forget",
  "orders_look_up",
  "orders_sum",
  "picture_choose",
  "picture_list",
  "picture_stop",
  "picture_upload",
  "polling_allow",
  "polling_pause",
  "polling_retry",
  "polling_show",
  "refund_limit_choose",
  "refund_list",
  "refund_plan",
  "refund_proof",
  "refund_start",
  "request_read",
  "sandbox_start",
  "status_phrase",
  "status_send",
  "status_templates",
  "terms_open",
  "theme_choose",
  "today_show",
  "webhook_take",
  "window_close",
  "window_stay",
];

// The desk's events are heard through the shell's own commands.
const ALLOWED_OF_SHELL = ["plugin:event|listen", "plugin:event|unlisten"];

const MIB = 1024 * 1024;
const PAYLOAD_MIB_MAX = 1;
// A webhook has at most 4 MiB, and quotation marks are escaped on the way.
const PAYLOAD_MIB_MAX_OF = { webhook_take: 9 };

window.__TAURI_ISOLATION_HOOK__ = (payload) => {
  const command = payload.cmd;
  if (!ALLOWED.includes(command) && !ALLOWED_OF_SHELL.includes(command)) {
    throw new Error("refused: unknown command " + JSON.stringify(command));
  }
  const text = JSON.stringify(payload.payload ?? null, onlyPlain);
  const most = Object.hasOwn(PAYLOAD_MIB_MAX_OF, command)
    ? PAYLOAD_MIB_MAX_OF[command]
    : PAYLOAD_MIB_MAX;
  if (new TextEncoder().encode(text).length > most * MIB) {
    throw new Error("refused: more than " + most + " MiB for " + command);
  }
  return payload;
};

// These would measure as `{}` here, yet leave with everything in them.
function onlyPlain(_key, value) {
  if (value instanceof Map || value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    throw new Error("refused: a payload is plain JSON");
  }
  return value;
}
