/** Owns the words for what was found about an export. */
import type { ExportFaultView, VerifiedExportView } from "$ipc/call";
import { m } from "$messages";
import { formatCount, formatMoney, type Currency, type Tone } from "$ui";
import { totalWord } from "./totalWords";

const CURRENCIES = ["INR", "BRL"] as const satisfies readonly Currency[];

/** The whole answer: in what tone it is told, and what it is. */
export function verdict(found: VerifiedExportView): { tone: Tone; words: string } {
  const { file, holds, faults } = found;
  if (holds) return { tone: "good", words: m.exports_verified_holds({ file }) };
  return faults.length === 0
    ? { tone: "warn", words: m.exports_verified_apart({ file }) }
    : { tone: "bad", words: m.exports_verified_broken({ file }) };
}

/** Says what is not as it was. */
export function faultSentence(fault: ExportFaultView, { kind }: VerifiedExportView): string {
  switch (fault.fault) {
    case "no_manifest":
      return m.exports_fault_no_manifest();
    case "manifest_changed":
      return m.exports_fault_manifest_changed();
    case "other_file":
      return m.exports_fault_other_file({ name: fault.name });
    case "bytes_differ":
      return fault.found === fault.expected
        ? m.exports_fault_bytes_same({ found: formatCount(fault.found) })
        : m.exports_fault_bytes_differ(counts(fault));
    case "rows_differ":
      return m.exports_fault_rows_differ(counts(fault));
    case "total_differs":
      return m.exports_fault_total_differs({
        column: kind === null ? fault.column : totalWord(kind, fault.column),
        found: money(fault.found, fault.currency),
        expected: money(fault.expected, fault.currency),
      });
    case "unreadable":
      return m.exports_fault_unreadable();
  }
}

/** What the system said of it, as it said it. */
export const faultSmall = (fault: ExportFaultView): string | undefined =>
  "words" in fault ? fault.words : undefined;

/** Says what this book says of it: of the file itself only where that is what it was. */
export function bookSentence({ book, faults }: VerifiedExportView): string {
  switch (book.says) {
    case "made":
      return faults.length === 0
        ? m.exports_book_made({ line: formatCount(book.line) })
        : m.exports_book_made_manifest({ line: formatCount(book.line) });
    case "unknown":
      return m.exports_book_unknown();
    case "other_book":
      return m.exports_book_other();
    case "not_asked":
      return m.exports_book_not_asked();
  }
}

const counts = (differ: { expected: number; found: number }) => ({
  expected: formatCount(differ.expected),
  found: formatCount(differ.found),
});

function money(minor: number, code: string): string {
  const currency = CURRENCIES.find((known) => known === code);
  return currency === undefined ? `${minor} ${code}` : formatMoney(minor, currency);
}
