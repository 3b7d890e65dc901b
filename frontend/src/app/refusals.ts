/** Owns noticing what the content-security policy refused: nothing of ours may ever be. */

/** Counts refusals on the document, where the window's tests read them. */
export function countRefusals(): void {
  const page = document.documentElement;
  document.addEventListener("securitypolicyviolation", () => {
    page.dataset["refused"] = String(Number(page.dataset["refused"] ?? 0) + 1);
  });
}
