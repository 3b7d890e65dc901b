/** Owns the words for what validation has to say: one sentence for every code of a finding. */
import { m } from "$messages";
import { formatCount, formatMoney, type Currency } from "../ui/money";
import type { FindingView, LimitView } from "./bindings";

/** Every amount of an order is in rupees today, and a finding names none. */
const CURRENCY: Currency = "INR";

/** The largest amount the desk holds: what a range ends with when it is one of amounts. */
const LARGEST_MINOR = Number.MAX_SAFE_INTEGER;
const RANGE = /^(\d+) to (\d+)$/;
const SECONDS_PER_MINUTE = 60;

type Words = (limit: string, finding: FindingView) => string;

const WORDS: Record<string, Words> = {
  required: (_, { field }) =>
    field === "items" ? m.finding_required_items() : m.finding_required(),
  too_short: (limit) => m.finding_too_short({ limit }),
  too_long: (limit) => m.finding_too_long({ limit }),
  too_few: (limit) => m.finding_too_few({ limit }),
  too_many: (limit, { field }) =>
    field === "items" ? m.finding_too_many_items({ limit }) : m.finding_too_many({ limit }),
  not_allowed: (limit) => m.finding_not_allowed({ limit }),
  not_integer: () => m.finding_not_integer(),
  not_an_amount: () => m.finding_not_an_amount(),
  too_many_decimals: (limit) => m.finding_too_many_decimals({ limit }),
  other_currency: (limit) => m.finding_other_currency({ limit }),
  wrong_type: (limit) => m.finding_wrong_type({ limit }),
  out_of_range: (limit) => outOfRange(limit),
  sum_mismatch: (limit) => m.finding_sum_mismatch({ limit }),
  sale_not_lower: (limit) => m.finding_sale_not_lower({ limit }),
  above_upi_limit: (limit) => m.finding_above_upi_limit({ limit }),
  above_usual_upi: (limit) => m.finding_above_usual_upi({ limit }),
  upi_link_fault: (limit) => m.finding_upi_link_fault({ limit }),
  upi_link_doubt: (limit) => m.finding_upi_link_doubt({ limit }),
  too_soon: (_, { limit }) => m.finding_too_soon({ minutes: minutes(limit) }),
  not_https: () => m.finding_not_https(),
  conflict: (limit) => m.finding_conflict({ limit }),
  unknown_field: () => m.finding_unknown_field(),
  not_supported: (limit) => m.finding_not_supported({ limit }),
  not_in_form: () => m.finding_not_in_form(),
  duplicate_key: () => m.finding_duplicate_key(),
  duplicate_reference: () => m.finding_duplicate_reference(),
  parameters_is_text: () => m.finding_parameters_is_text(),
  not_json: (limit) => m.finding_not_json({ limit }),
  body_too_large: (limit) => m.finding_body_too_large({ limit }),
  more_findings: (limit) => m.finding_more_findings({ limit }),
  not_mobile: () => m.finding_not_mobile(),
  expires_late: (limit) => m.finding_expires_late({ limit }),
  no_beneficiaries: () => m.finding_no_beneficiaries(),
  picture_gone: (limit) => m.finding_picture_gone({ limit }),
};

/** The codes that have words of their own. */
export const WORDED_CODES: readonly string[] = Object.keys(WORDS);

/** Puts a finding into a sentence that stands under its field. */
export function findingWords(finding: FindingView): string {
  const words = WORDS[finding.code];
  return words === undefined
    ? m.finding_other({ code: finding.code })
    : words(limitWords(finding), finding);
}

function limitWords({ limit, limitIsAmount }: FindingView): string {
  if (limit === null) {
    return "";
  }
  if (typeof limit === "string") {
    // The desk marks single characters as code, which reads as noise on a screen.
    return limit.replaceAll("`", "");
  }
  return limitIsAmount ? formatMoney(limit, CURRENCY) : formatCount(limit, CURRENCY);
}

/** A range of amounts is told apart by its end, and said in rupees. */
function outOfRange(limit: string): string {
  const [, low, high] = RANGE.exec(limit) ?? [];
  if (low === undefined || Number(high) !== LARGEST_MINOR) {
    return m.finding_out_of_range({ limit });
  }
  return m.finding_out_of_range_amount({
    low: formatMoney(Number(low), CURRENCY),
    high: formatMoney(LARGEST_MINOR, CURRENCY),
  });
}

function minutes(limit: LimitView | null): string {
  const seconds = typeof limit === "number" ? limit : 0;
  return formatCount(Math.ceil(seconds / SECONDS_PER_MINUTE), CURRENCY);
}
