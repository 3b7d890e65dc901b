/** Owns finding what is on the page by its name. */

/** Runs in the page and marks the last visible element of these kinds with this name. Names are
those a screen reader says, as far as this program uses them. */
export function markNamed(name: string, isPattern: boolean, kinds: string): boolean {
  const fits = (found: string) => (isPattern ? new RegExp(name, "u").test(found) : found === name);
  const words = (text: string | null | undefined) => (text ?? "").replace(/\s+/g, " ").trim();
  const spoken = (node: Node | null) => {
    const copy = node?.cloneNode(true);
    if (copy instanceof Element) {
      for (const silent of copy.querySelectorAll("[aria-hidden=true]")) silent.remove();
    }
    return words(copy?.textContent);
  };
  const byIds = (ids: string | null) =>
    words(
      ids
        ?.split(" ")
        .map((id) => document.getElementById(id)?.textContent)
        .join(" "),
    );
  const namesOf = (element: Element): string[] => {
    const labels = "labels" in element ? [...((element.labels as NodeList | null) ?? [])] : [];
    return [
      words(element.getAttribute("aria-label")),
      byIds(element.getAttribute("aria-labelledby")),
      ...labels.map(spoken),
      ...(element.matches("input, textarea, select") ? [] : [spoken(element)]),
      words(element.getAttribute("title")),
    ];
  };
  document.querySelector("[data-under-test]")?.removeAttribute("data-under-test");
  const found = [...document.querySelectorAll(kinds)].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && namesOf(element).some(fits);
  });
  found.at(-1)?.setAttribute("data-under-test", "");
  return found.length > 0;
}
