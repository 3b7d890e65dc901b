/** Owns how a link is named where there is no room for it: by its host, as the engine would go there. */

/** The host of a link, in plain letters also where it is written in others; none of what is no link. */
export function hostOf(link: string): string | null {
  try {
    const { host } = new URL(link.trim());
    return host === "" ? null : host;
  } catch {
    return null;
  }
}
