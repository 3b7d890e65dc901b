/** Owns the words for why there is no uploaded picture. Nobody is asked for money by an upload. */
import { m } from "$messages";
import type { PictureFaultWord } from "./bindings";

interface Said {
  title: (file: { name: string }) => string;
  meaning: () => string;
  tone: "bad" | "warn";
}

/** Why there is none; warn where nothing is wrong with the file, and the same may be done again. */
export const PICTURES: Record<PictureFaultWord, Said> = {
  missing: bad(m.errors_picture_missing_title, m.errors_picture_missing_meaning),
  denied: bad(m.errors_picture_denied_title, m.errors_picture_denied_meaning),
  not_a_file: bad(m.errors_picture_not_a_file_title, m.errors_picture_not_a_file_meaning),
  unreadable: bad(m.errors_picture_unreadable_title, m.errors_picture_unreadable_meaning),
  empty: bad(m.errors_picture_empty_title, m.errors_picture_empty_meaning),
  too_large: bad(m.errors_picture_too_large_title, m.errors_picture_too_large_meaning),
  other_type: bad(m.errors_picture_other_type_title, m.errors_picture_other_type_meaning),
  other_colours: bad(m.errors_picture_other_colours_title, m.errors_picture_other_colours_meaning),
  stopped: warn(m.errors_picture_stopped_title, m.errors_picture_stopped_meaning),
  not_sent: warn(m.errors_picture_not_sent_title, m.errors_picture_not_sent_meaning),
  refused: bad(m.errors_picture_refused_title, m.errors_picture_refused_meaning),
  unknown: warn(m.errors_picture_unknown_title, m.errors_picture_unknown_meaning),
};

function bad(title: Said["title"], meaning: Said["meaning"]): Said {
  return { title, meaning, tone: "bad" };
}

function warn(title: Said["title"], meaning: Said["meaning"]): Said {
  return { title, meaning, tone: "warn" };
}
