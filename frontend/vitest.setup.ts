/** Owns what every unit test has at hand: the matchers for the document, and what it lacks. */
import "@testing-library/jest-dom/vitest";

// The document of the tests has no layer above everything, and nothing to scroll.
if ("HTMLElement" in globalThis) {
  HTMLElement.prototype.showPopover = () => undefined;
  HTMLElement.prototype.scrollIntoView = () => undefined;
}
