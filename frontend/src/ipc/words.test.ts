/** Proves that everything that can stop a command is told in words of its own. */
import { expect, test } from "vitest";
import { complaint } from "../../dev/fixtures/orders";
import type { ExportFaultWord, IpcError, PictureFaultWord } from "./bindings";
import { faultWords } from "./words";

const words = "as the system said it";
const account = "Nilgiri Pantry";

/** One of each; the compiler asks for a line here when Rust has a new code. */
const EACH: { [Code in IpcError["code"]]: Extract<IpcError, { code: Code }> } = {
  book_in_use: { code: "book_in_use" },
  book_newer: { code: "book_newer" },
  book_damaged: { code: "book_damaged", words },
  book_foreign: { code: "book_foreign", words },
  disk_full: { code: "disk_full" },
  file_refused: { code: "file_refused", words },
  keyring_locked: { code: "keyring_locked" },
  keyring_absent: { code: "keyring_absent" },
  keyring_silent: { code: "keyring_silent" },
  keyring_denied: { code: "keyring_denied" },
  keyring_failed: { code: "keyring_failed", words },
  credential_refused: { code: "credential_refused", words },
  credential_missing: { code: "credential_missing", account },
  input_refused: { code: "input_refused", words },
  findings: { code: "findings", findings: [] },
  total_changed: {
    code: "total_changed",
    shown: { minor: 45_000, currency: "INR" },
    now: { minor: 54_000, currency: "INR" },
  },
  send_blocked: { code: "send_blocked", words, hasLookup: true },
  refund_blocked: { code: "refund_blocked", words: "as the system said it" },
  not_typed_again: { code: "not_typed_again", limit: { minor: 1_000_000, currency: "INR" } },
  no_lookup: { code: "no_lookup" },
  not_refundable: { code: "not_refundable", words },
  effects_locked: { code: "effects_locked" },
  more_than_left: { code: "more_than_left" },
  not_told: { code: "not_told", words },
  not_cancelled: { code: "not_cancelled", stop: "paid" },
  reference_used: { code: "reference_used", words },
  gateway_word_needed: { code: "gateway_word_needed" },
  not_asked_first: { code: "not_asked_first", words, complaint: null },
  no_answer: { code: "no_answer", words, complaint: null },
  outcome_not_kept: { code: "outcome_not_kept", words },
  not_opened: { code: "not_opened", words },
  taken: { code: "taken", words },
  not_found: { code: "not_found", words },
  account_unresolved: { code: "account_unresolved", account },
  account_has_orders: { code: "account_has_orders", account },
  too_late: { code: "too_late", words },
  export_refused: { code: "export_refused", fault: "denied", path: "/mnt/share", words },
  picture_refused: {
    code: "picture_refused",
    fault: "denied",
    name: "diwali.jpg",
    words,
    complaint: null,
  },
  closing: { code: "closing" },
  sandbox_failed: { code: "sandbox_failed", words },
  defect: { code: "defect", words },
};

const EXPORT_FAULTS = Object.keys({
  stopped: true,
  missing: true,
  denied: true,
  full: true,
  taken: true,
  too_much_written: true,
  other: true,
} satisfies Record<ExportFaultWord, true>) as ExportFaultWord[];
const exportRefused = (fault: ExportFaultWord): IpcError => ({
  code: "export_refused",
  fault,
  path: null,
  words,
});

const PICTURE_FAULTS = Object.keys({
  missing: true,
  denied: true,
  not_a_file: true,
  unreadable: true,
  empty: true,
  too_large: true,
  other_type: true,
  other_colours: true,
  stopped: true,
  not_sent: true,
  refused: true,
  unknown: true,
} satisfies Record<PictureFaultWord, true>) as PictureFaultWord[];
const pictureRefused = (fault: PictureFaultWord, name: string | null = "diwali.jpg"): IpcError => ({
  code: "picture_refused",
  fault,
  name,
  words,
  complaint: null,
});

/** One of each code, and of those with several meanings one of each. */
const ALL: IpcError[] = [
  ...Object.values(EACH).filter(
    ({ code }) => code !== "export_refused" && code !== "picture_refused",
  ),
  ...EXPORT_FAULTS.map(exportRefused),
  ...PICTURE_FAULTS.map((fault) => pictureRefused(fault)),
];

test("every code has a title and a meaning that no other code has", () => {
  const said = ALL.map(faultWords);

  expect(new Set(said.map(({ title }) => title)).size).toBe(ALL.length);
  expect(new Set(said.map(({ meaning }) => meaning)).size).toBe(ALL.length);
});

test("what the system said is kept, last and small, and nothing raw is in the sentences", () => {
  for (const error of ALL) {
    const said = faultWords(error);

    expect(said.small, error.code).toBe("words" in error ? words : null);
    expect(said.title + said.meaning, error.code).not.toMatch(/[_!{}]|as the system said it/u);
  }
});

test("every fault says what it means for the money or the work, and what to do", () => {
  for (const error of ALL) {
    const sentences = faultWords(error).meaning.split(/(?<=\.) /u);

    expect(sentences.length, error.code).toBeGreaterThanOrEqual(2);
    expect(
      sentences.every((one) => one.endsWith(".")),
      error.code,
    ).toBe(true);
  }
});

test("only what may have happened is called unknown", () => {
  const unknown = ALL.filter((error) => faultWords(error).tone === "unknown");

  expect(unknown.map(({ code }) => code)).toEqual(["outcome_not_kept"]);
  expect(faultWords(EACH.outcome_not_kept).title).toContain("We don’t know yet");
});

test("what was declined says why in its own meaning, and keeps it for whoever can help", () => {
  for (const code of ["not_asked_first", "no_answer"] as const) {
    const declined = complaint({ meaning: "access_denied", words: "Access denied" });
    const said = faultWords({ code, words, complaint: declined });

    expect(said.title).toBe("The access token may not act for this business account");
    expect(said.meaning).toContain("then try again.");
    expect(said.small).toBe("Access denied");
    expect(said.complaint).toBe(declined);
  }
});

test("a changed total names both amounts", () => {
  expect(faultWords(EACH.total_changed).title).toBe("The total is now ₹540.00, not ₹450.00");
});

test("whatever stops an export, nothing of it is left, and that is said", () => {
  for (const fault of EXPORT_FAULTS) {
    expect(faultWords(exportRefused(fault)).meaning, fault).toMatch(/othing (of|was exported)/u);
  }
  expect(faultWords(exportRefused("stopped")).tone).toBe("warn");
});

test("a file that cannot be uploaded is named, and what was or may have been is said", () => {
  for (const fault of PICTURE_FAULTS) {
    const { title, meaning } = faultWords(pictureRefused(fault));
    const isOfFile = !["stopped", "not_sent", "refused", "unknown"].includes(fault);

    expect(title.includes("diwali.jpg"), fault).toBe(isOfFile);
    expect(meaning, fault).toMatch(/othing was uploaded|costs nothing/u);
  }
  expect(faultWords(pictureRefused("missing", null)).title).toMatch(/^The file/u);
});

test("an account is named where it is about one", () => {
  for (const code of ["credential_missing", "account_unresolved", "account_has_orders"] as const) {
    expect(faultWords(EACH[code]).title).toContain(account);
  }
});
