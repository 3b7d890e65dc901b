/** Owns the words about a picture that was uploaded: its size, and until when it can be used. */
import type { PictureView } from "$ipc/call";
import { m } from "$messages";
import { at, brief, formatCount, isolated, type Here } from "$ui";
import type { Composer } from "./compose.svelte";

const KIB = 1_024;
const MIB = KIB * KIB;

/** The picture that the form names, where anything is known of it. */
export function knownPicture(
  { checker, form, picture }: Composer,
  listed: readonly PictureView[] = [],
): PictureView | null {
  const known = [checker.answer?.picture, picture.uploaded, ...listed];
  return known.find((one) => one?.mediaId === form.headerMediaId) ?? null;
}

/** 240 KB, or 2.1 MB, never less than 1 KB. */
export function sizeWords(bytes: number): string {
  return bytes < MIB
    ? m.compose_picture_kilobytes({ size: formatCount(Math.max(1, Math.round(bytes / KIB))) })
    : m.compose_picture_megabytes({ size: (bytes / MIB).toFixed(1) });
}

/** What a list of pictures calls it: “diwali.jpg, until 20 Dec, 11:20 IST”. */
export const optionWords = (picture: PictureView, here: Here): string =>
  m.compose_picture_option({
    name: brief(picture.fileName),
    until: at(picture.usableUntilMs, here),
  });

/** What is known of it, in a line under its id. */
export function factWords(picture: PictureView, here: Here): string {
  const said = {
    name: isolated(brief(picture.fileName)),
    size: sizeWords(picture.sizeBytes),
    uploaded: at(picture.uploadedAtMs, here),
    until: at(picture.usableUntilMs, here),
  };
  return picture.isGone ? m.compose_picture_gone(said) : m.compose_picture_usable(said);
}
