/** Owns the words for why a book is in doubt. */
import type { BookDoubtView } from "$ipc/call";
import { m } from "$messages";

const WORDS: Record<BookDoubtView, () => string> = {
  restored: m.lock_restored,
  other_copy: m.lock_other_copy,
  no_anchor: m.lock_no_anchor,
  bad_anchor: m.lock_bad_anchor,
  broken_chain: m.lock_broken_chain,
};

/** Says why. */
export const lockWords = (because: BookDoubtView): string => WORDS[because]();
