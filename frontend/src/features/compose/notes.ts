/** Owns what comes back with a payment: rows of any name, or the texts a gateway has names for. */
import { noteRules, type GatewayView, type NoteForm } from "$ipc/call";

/** The most notes of any name. */
export const NOTES_MAX = noteRules.max;

/** The only names the notes of a gateway may have; none where they may have any. */
export const namesOfNotes = (gateway: GatewayView): readonly string[] | null =>
  noteRules.names[gateway];

/** The row of the note with this name. Of several the last counts, as in the desk. */
export const rowOfNote = (notes: readonly NoteForm[], name: string): number =>
  notes.findLastIndex((note) => note.name === name);

/** The notes with another text under a name. Without a text there is no row. */
export function withNote(notes: readonly NoteForm[], name: string, text: string): NoteForm[] {
  const row = rowOfNote(notes, name);
  if (text === "") {
    return notes.filter((note) => note.name !== name);
  }
  return row < 0 ? [...notes, { name, text }] : notes.with(row, { name, text });
}

/** How many of the notes leave with the order. */
export function countOfNotes(gateway: GatewayView, notes: readonly NoteForm[]): number {
  const names = namesOfNotes(gateway);
  return notes.filter(({ name, text }) =>
    names === null ? name.trim() !== "" : names.includes(name) && text.trim() !== "",
  ).length;
}
