/** Owns the words for what a provider says is wrong: the one table from meanings to sentences. */
import { m } from "$messages";
import type { ComplaintView, ErrorMeaningView } from "./bindings";

/** What happened, and what to do now. What is known of an effect decides whether the step holds. */
export interface ComplaintWords {
  what: string;
  next: string;
}

interface Said {
  what: () => string;
  next: () => string;
}

const WORDS: Record<ErrorMeaningView, Said> = {
  token_refused: { what: m.meta_token_refused, next: m.meta_token_refused_next },
  capability_missing: { what: m.meta_capability_missing, next: m.meta_capability_missing_next },
  permission_missing: { what: m.meta_permission_missing, next: m.meta_permission_missing_next },
  access_denied: { what: m.meta_access_denied, next: m.meta_access_denied_next },
  account_restricted: { what: m.meta_account_restricted, next: m.meta_account_restricted_next },
  account_locked: { what: m.meta_account_locked, next: m.meta_account_locked_next },
  country_not_allowed: { what: m.meta_country_not_allowed, next: m.meta_country_not_allowed_next },
  unknown_error: { what: m.meta_unknown_error, next: m.meta_unknown_error_next },
  service_overloaded: { what: m.meta_service_overloaded, next: m.meta_service_overloaded_next },
  app_call_limit: { what: m.meta_app_call_limit, next: m.meta_app_call_limit_next },
  business_call_limit: { what: m.meta_business_call_limit, next: m.meta_business_call_limit_next },
  throughput_exceeded: { what: m.meta_throughput_exceeded, next: m.meta_throughput_exceeded_next },
  pair_limit: { what: m.meta_pair_limit, next: m.meta_pair_limit_next },
  spam_limit: { what: m.meta_spam_limit, next: m.meta_spam_limit_next },
  register_limit: { what: m.meta_register_limit, next: m.meta_register_limit_next },
  unknown_id: { what: m.meta_unknown_id, next: m.meta_unknown_id_next },
  invalid_parameter: { what: m.meta_invalid_parameter, next: m.meta_invalid_parameter_next },
  parameter_missing: { what: m.meta_parameter_missing, next: m.meta_parameter_missing_next },
  parameter_invalid: { what: m.meta_parameter_invalid, next: m.meta_parameter_invalid_next },
  unknown_failure: { what: m.meta_unknown_failure, next: m.meta_unknown_failure_next },
  service_unavailable: { what: m.meta_service_unavailable, next: m.meta_service_unavailable_next },
  maintenance: { what: m.meta_maintenance, next: m.meta_maintenance_next },
  sender_is_recipient: { what: m.meta_sender_is_recipient, next: m.meta_sender_is_recipient_next },
  undeliverable: { what: m.meta_undeliverable, next: m.meta_undeliverable_next },
  display_name: { what: m.meta_display_name, next: m.meta_display_name_next },
  meta_billing: { what: m.meta_meta_billing, next: m.meta_meta_billing_next },
  number_misregistered: {
    what: m.meta_number_misregistered,
    next: m.meta_number_misregistered_next,
  },
  window_closed: { what: m.meta_window_closed, next: m.meta_window_closed_next },
  marketing_cap: { what: m.meta_marketing_cap, next: m.meta_marketing_cap_next },
  opted_out: { what: m.meta_opted_out, next: m.meta_opted_out_next },
  type_unsupported: { what: m.meta_type_unsupported, next: m.meta_type_unsupported_next },
  media_download: { what: m.meta_media_download, next: m.meta_media_download_next },
  media_upload: { what: m.meta_media_upload, next: m.meta_media_upload_next },
  phone_needed: { what: m.meta_phone_needed, next: m.meta_phone_needed_next },
  experiment: { what: m.meta_experiment, next: m.meta_experiment_next },
  template_variables: { what: m.meta_template_variables, next: m.meta_template_variables_next },
  template_missing: { what: m.meta_template_missing, next: m.meta_template_missing_next },
  template_too_long: { what: m.meta_template_too_long, next: m.meta_template_too_long_next },
  template_policy: { what: m.meta_template_policy, next: m.meta_template_policy_next },
  template_format: { what: m.meta_template_format, next: m.meta_template_format_next },
  template_paused: { what: m.meta_template_paused, next: m.meta_template_paused_next },
  template_disabled: { what: m.meta_template_disabled, next: m.meta_template_disabled_next },
  number_not_registered: {
    what: m.meta_number_not_registered,
    next: m.meta_number_not_registered_next,
  },
  configuration_unknown: {
    what: m.meta_configuration_unknown,
    next: m.meta_configuration_unknown_next,
  },
  payments_not_ready: { what: m.meta_payments_not_ready, next: m.meta_payments_not_ready_next },
  terms_not_accepted: { what: m.meta_terms_not_accepted, next: m.meta_terms_not_accepted_next },
  message_invalid: { what: m.meta_message_invalid, next: m.meta_message_invalid_next },
  message_not_for_customer: {
    what: m.meta_message_not_for_customer,
    next: m.meta_message_not_for_customer_next,
  },
  status_not_next: { what: m.meta_status_not_next, next: m.meta_status_not_next_next },
  cancel_failed: { what: m.meta_cancel_failed, next: m.meta_cancel_failed_next },
  template_not_created: {
    what: m.meta_template_not_created,
    next: m.meta_template_not_created_next,
  },
  marketing_api_only: { what: m.meta_marketing_api_only, next: m.meta_marketing_api_only_next },
};

/** The meanings that have words of their own. */
export const WORDED_MEANINGS: readonly string[] = Object.keys(WORDS);

/** Puts into words what a provider says is wrong. */
export function complaintWords({ code, meaning, termsLink }: ComplaintView): ComplaintWords {
  if (meaning === null) {
    return { what: m.meta_other({ code }), next: m.meta_other_next() };
  }
  const { what, next } = WORDS[meaning];
  return {
    what: what(),
    next: termsLink === null ? next() : m.meta_terms_not_accepted_next_link(),
  };
}

/** Where it is the provider that is not well, whatever it was asked. */
const PASSING: readonly (ErrorMeaningView | null)[] = [
  "unknown_error",
  "service_overloaded",
  "unknown_failure",
  "service_unavailable",
  "maintenance",
];

/** What to do now where something was only asked, and nothing can have happened. */
export function nextOfAsking(complaint: ComplaintView): string {
  const isPassing = PASSING.includes(complaint.meaning);
  return isPassing ? m.meta_ask_again() : complaintWords(complaint).next;
}

/** What happened and what to do now, on one line. */
export function complaintLine(complaint: ComplaintView): string {
  const { what, next } = complaintWords(withoutLink(complaint));
  return `${what} ${next}`;
}

/** What it means, then the provider's own words. */
export function complaintSaid(complaint: ComplaintView): string[] {
  const { what } = complaintWords(complaint);
  const { words } = complaint;
  return words === null ? [what] : [what, m.meta_words({ words })];
}

/** The same beside an effect that nobody knows the end of: it is no refusal, whatever it says. */
export function complaintUnclear(complaint: ComplaintView): string[] {
  return [m.meta_unclear(), ...complaintSaid(complaint)];
}

/** The same complaint where nothing may be tried again yet, or there is no place for a link. */
export function withoutLink(complaint: ComplaintView): ComplaintView {
  return { ...complaint, termsLink: null };
}

/** What a code means, among other remarks; nothing where no document names it. */
export function meaningWords(meaning: ErrorMeaningView | null): string | null {
  return meaning === null ? null : WORDS[meaning].what().replace(/\.$/, "");
}

/** A step is a sentence of its own; here it follows a colon. */
export function asClause(step: string): string {
  return step.charAt(0).toLowerCase() + step.slice(1);
}
