/** Owns which colors the document shows: the system's, unless the operator chose. */
import type { ThemeView } from "$ipc/call";

/** Shows a theme; the style sheets do the rest. */
export function showTheme(theme: ThemeView): void {
  const root = document.documentElement;
  if (theme === "system") root.removeAttribute("data-theme");
  else root.dataset.theme = theme;
}
