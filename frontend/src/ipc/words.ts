/** Owns the words for everything that can stop a command: the one table from codes to sentences. */
import { m } from "$messages";
import { isolated } from "../ui/isolated";
import { formatMoney } from "../ui/money";
import { complaintWords, nextOfAsking } from "./complaints";
import type { CancelStopView, ComplaintView, ExportFaultWord, IpcError } from "./bindings";
import { PICTURES } from "./pictureWords";

/** What a person is told when something stopped. */
export interface FaultWords {
  /** What happened. */
  title: string;
  /** What it means for the money, then what to do. */
  meaning: string;
  /** What the system or the provider said, as it said it; shown last and small. */
  small: string | null;
  /** Unknown only where something may have happened; warn where nothing is wrong but must wait. */
  tone: "bad" | "warn" | "unknown";
  /** What the provider said was wrong, where that is why. */
  complaint?: ComplaintView | null;
}

/** Puts a fault into words. */
export function faultWords(error: IpcError): FaultWords {
  switch (error.code) {
    case "book_in_use":
      return warn(m.errors_book_in_use_title(), m.errors_book_in_use_meaning());
    case "book_newer":
      return bad(m.errors_book_newer_title(), m.errors_book_newer_meaning());
    case "book_damaged":
      return bad(m.errors_book_damaged_title(), m.errors_book_damaged_meaning(), error.words);
    case "book_foreign":
      return bad(m.errors_book_foreign_title(), m.errors_book_foreign_meaning(), error.words);
    case "disk_full":
      return bad(m.errors_disk_full_title(), m.errors_disk_full_meaning());
    case "file_refused":
      return bad(m.errors_file_refused_title(), m.errors_file_refused_meaning(), error.words);
    case "keyring_locked":
      return warn(m.errors_keyring_locked_title(), m.errors_keyring_locked_meaning());
    case "keyring_absent":
      return warn(m.errors_keyring_absent_title(), m.errors_keyring_absent_meaning());
    case "keyring_silent":
      return warn(m.errors_keyring_silent_title(), m.errors_keyring_silent_meaning());
    case "keyring_denied":
      return warn(m.errors_keyring_denied_title(), m.errors_keyring_denied_meaning());
    case "keyring_failed":
      return warn(m.errors_keyring_failed_title(), m.errors_keyring_failed_meaning(), error.words);
    case "credential_refused":
      return bad(
        m.errors_credential_refused_title(),
        m.errors_credential_refused_meaning(),
        error.words,
      );
    case "credential_missing":
      return warn(
        m.errors_credential_missing_title({ account: error.account }),
        m.errors_credential_missing_meaning(),
      );
    case "input_refused":
      return bad(m.errors_input_refused_title(), m.errors_input_refused_meaning(), error.words);
    case "findings":
      return bad(m.errors_findings_title(), m.errors_findings_meaning());
    case "total_changed": {
      const shown = formatMoney(error.shown.minor, error.shown.currency);
      const now = formatMoney(error.now.minor, error.now.currency);
      return warn(
        m.errors_total_changed_title({ shown, now }),
        m.errors_total_changed_meaning({ shown }),
      );
    }
    case "send_blocked":
      return warn(
        m.errors_send_blocked_title(),
        error.hasLookup ? m.errors_send_blocked_meaning() : m.errors_send_blocked_alone(),
        error.words,
      );
    case "refund_blocked":
      return warn(m.errors_refund_blocked_title(), m.errors_refund_blocked_meaning(), error.words);
    case "not_typed_again": {
      const limit = formatMoney(error.limit.minor, error.limit.currency);
      return warn(m.errors_not_typed_again_title(), m.errors_not_typed_again_meaning({ limit }));
    }
    case "no_lookup":
      return bad(m.errors_no_lookup_title(), m.errors_no_lookup_meaning());
    case "not_refundable":
      return bad(m.errors_not_refundable_title(), m.errors_not_refundable_meaning(), error.words);
    case "effects_locked":
      return warn(m.errors_effects_locked_title(), m.errors_effects_locked_meaning());
    case "not_told":
      return warn(m.errors_not_told_title(), m.errors_not_told_meaning(), error.words);
    case "not_cancelled":
      return warn(m.errors_not_cancelled_title(), STOPS[error.stop]());
    case "more_than_left":
      return bad(m.errors_more_than_left_title(), m.errors_more_than_left_meaning());
    case "reference_used":
      return bad(m.errors_reference_used_title(), m.errors_reference_used_meaning(), error.words);
    case "gateway_word_needed":
      return warn(m.errors_gateway_word_needed_title(), m.errors_gateway_word_needed_meaning());
    case "not_asked_first":
      return error.complaint === null
        ? warn(m.errors_not_asked_first_title(), m.errors_not_asked_first_meaning(), error.words)
        : declined(error.complaint, m.errors_not_asked_first_declined());
    case "no_answer":
      return error.complaint === null
        ? warn(m.errors_no_answer_title(), m.errors_no_answer_meaning(), error.words)
        : declined(error.complaint, m.errors_declined_meaning());
    case "outcome_not_kept":
      return {
        title: m.errors_outcome_not_kept_title(),
        meaning: m.errors_outcome_not_kept_meaning(),
        small: error.words,
        tone: "unknown",
      };
    case "not_opened":
      return warn(m.errors_not_opened_title(), m.errors_not_opened_meaning(), error.words);
    case "taken":
      return bad(m.errors_taken_title(), m.errors_taken_meaning(), error.words);
    case "not_found":
      return warn(m.errors_not_found_title(), m.errors_not_found_meaning(), error.words);
    case "account_unresolved":
      return warn(
        m.errors_account_unresolved_title({ account: error.account }),
        m.errors_account_unresolved_meaning(),
      );
    case "account_has_orders":
      return bad(
        m.errors_account_has_orders_title({ account: error.account }),
        m.errors_account_has_orders_meaning(),
      );
    case "too_late":
      return warn(m.errors_too_late_title(), m.errors_too_late_meaning(), error.words);
    case "export_refused": {
      const { title, meaning, tone } = EXPORTS[error.fault];
      return { title: title(), meaning: meaning(), small: error.words, tone };
    }
    case "picture_refused": {
      if (error.complaint !== null) {
        return declined(error.complaint, m.errors_picture_refused_declined());
      }
      const { title, meaning, tone } = PICTURES[error.fault];
      const name = isolated(error.name ?? m.errors_picture_nameless());
      const small = error.words === "" ? null : error.words;
      return { title: title({ name }), meaning: meaning(), small, tone };
    }
    case "closing":
      return warn(m.errors_closing_title(), m.errors_closing_meaning());
    case "sandbox_failed":
      return bad(m.errors_sandbox_failed_title(), m.errors_sandbox_failed_meaning(), error.words);
    case "defect":
      return bad(m.errors_defect_title(), m.errors_defect_meaning(), error.words);
    default:
      return unnamed(error);
  }
}

/** Why an order is not cancelled. */
const STOPS: Record<CancelStopView, () => string> = {
  not_known: m.errors_not_cancelled_not_known,
  attempt_running: m.errors_not_cancelled_attempt_running,
  reported_paid: m.errors_not_cancelled_reported_paid,
  cannot_tell: m.errors_not_cancelled_cannot_tell,
  paid: m.errors_not_cancelled_paid,
};

/** Why there is no export; warn where nothing is wrong with anything. */
const EXPORTS: Record<ExportFaultWord, Said> = {
  stopped: {
    title: m.errors_export_stopped_title,
    meaning: m.errors_export_stopped_meaning,
    tone: "warn",
  },
  missing: {
    title: m.errors_export_missing_title,
    meaning: m.errors_export_missing_meaning,
    tone: "bad",
  },
  denied: {
    title: m.errors_export_denied_title,
    meaning: m.errors_export_denied_meaning,
    tone: "bad",
  },
  full: {
    title: m.errors_export_full_title,
    meaning: m.errors_export_full_meaning,
    tone: "bad",
  },
  taken: {
    title: m.errors_export_taken_title,
    meaning: m.errors_export_taken_meaning,
    tone: "warn",
  },
  too_much_written: {
    title: m.errors_export_too_much_written_title,
    meaning: m.errors_export_too_much_written_meaning,
    tone: "warn",
  },
  other: {
    title: m.errors_export_other_title,
    meaning: m.errors_export_other_meaning,
    tone: "bad",
  },
};

interface Said {
  title: () => string;
  meaning: () => string;
  tone: FaultWords["tone"];
}

/** Refuses to compile while a code has no words. */
function unnamed(error: never): FaultWords {
  return bad(m.errors_defect_title(), m.errors_defect_meaning(), JSON.stringify(error));
}

/** What was asked and declined: why stands first, and what to do last. */
function declined(complaint: ComplaintView, meaning: string): FaultWords {
  const { what } = complaintWords(complaint);
  const next = nextOfAsking(complaint);
  const title = what.replace(/\.$/, "");
  return { ...warn(title, `${meaning} ${next}`, complaint.words), complaint };
}

function bad(title: string, meaning: string, small: string | null = null): FaultWords {
  return { title, meaning, small, tone: "bad" };
}

function warn(title: string, meaning: string, small: string | null = null): FaultWords {
  return { title, meaning, small, tone: "warn" };
}
