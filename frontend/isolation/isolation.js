// Owns what may pass from the window to the shell: known commands, of bounded size, unchanged.
// A classic script, since the isolation pattern reads no modules.

const ALLOWED = [
  "account_add",
  "account_edit",
  "account_list",
  "account_remove",
  "account_test",
  "alarms_acknowledge",
  "compose_start",
  "configuration_list",
  "credential_set",
  "desk_ping",
  "desk_start",
  "draft_discard",
  "draft_keep",
  "environment_choose",
  "exchange_list",
  "exchange_show",
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
  "order_list",
  "order_look_up",
  "order_send",
  "order_show",
  "orders_look_up",
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
  "theme_choose",
  "today_show",
  "window_close",
  "window_stay",
];

// The desk's events are heard through the shell's own commands.
const ALLOWED_OF_SHELL = ["plugin:event|listen", "plugin:event|unlisten"];

const PAYLOAD_BYTES_MAX = 1024 * 1024;

window.__TAURI_ISOLATION_HOOK__ = (payload) => {
  const command = payload.cmd;
  if (!ALLOWED.includes(command) && !ALLOWED_OF_SHELL.includes(command)) {
    throw new Error("refused: unknown command " + JSON.stringify(command));
  }
  const text = JSON.stringify(payload.payload ?? null, onlyPlain);
  if (new TextEncoder().encode(text).length > PAYLOAD_BYTES_MAX) {
    throw new Error("refused: more than 1 MiB for " + command);
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
