/** Owns the words for the kinds of lines in the activity. */
import { m } from "$messages";
import type { DeedView } from "./call";

/** Every kind, in the order in which they are offered. */
export const DEEDS = [
  "operation",
  "decision",
  "batch",
  "alarm",
  "account",
  "credential",
  "setting",
  "import",
  "export",
  "backup",
  "restored",
  "went_on",
  "opened",
] as const satisfies readonly DeedView[];

/** What a kind is called. */
export const DEED_WORDS: Record<DeedView, () => string> = {
  operation: m.activity_deed_operation,
  decision: m.activity_deed_decision,
  batch: m.activity_deed_batch,
  alarm: m.activity_deed_alarm,
  account: m.activity_deed_account,
  credential: m.activity_deed_credential,
  setting: m.activity_deed_setting,
  import: m.activity_deed_import,
  export: m.activity_deed_export,
  backup: m.activity_deed_backup,
  restored: m.activity_deed_restored,
  went_on: m.activity_deed_went_on,
  opened: m.activity_deed_opened,
};
