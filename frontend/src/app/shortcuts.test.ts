/** Proves which keys mean something to the window, and above all when they do not. */
import { beforeEach, describe, expect, test } from "vitest";
import { CHORD_MS_MAX, Shortcuts, type Wish } from "./shortcuts";

let shortcuts: Shortcuts;

beforeEach(() => {
  shortcuts = new Shortcuts();
  document.body.innerHTML = "";
});

/** What a key means when it is pressed on an element of this shape. */
function press(
  key: string,
  { on = "<p></p>", atMs = 0, ...init }: KeyboardEventInit & { on?: string; atMs?: number } = {},
): Wish | undefined {
  document.body.innerHTML = on;
  let wish: Wish | undefined;
  const listen = (event: KeyboardEvent): void =>
    void (wish = shortcuts.follow(event, atMs) ?? shortcuts.read(event, atMs));
  document.addEventListener("keydown", listen, { once: true });
  const target = document.querySelector("[data-here]") ?? document.body.firstElementChild;
  target?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...init }));
  return wish;
}

test("the plain keys", () => {
  expect(press("/")).toBe("palette");
  expect(press("n")).toBe("compose");
  expect(press("Escape")).toBe("back");
  expect(press("k", { ctrlKey: true })).toBe("palette");
  expect(press("K", { metaKey: true })).toBe("palette");
  expect(press("n", { ctrlKey: true })).toBe("compose");
  expect(press("x")).toBeUndefined();
});

test("a letter after G goes to its screen", () => {
  const after = (letter: string): Wish | undefined => (press("g"), press(letter));

  expect(after("o")).toBe("orders");
  expect(after("n")).toBe("compose");
  expect(after("s")).toBe("settings");
  expect(after("u")).toBe("unresolved");
  expect(after("x")).toBe("expired");
  expect(after("e")).toBe("exports");
  expect(after("y")).toBeUndefined();
});

test("G is forgotten after a while and after any other key", () => {
  press("g");
  expect(press("s", { atMs: CHORD_MS_MAX })).toBeUndefined();

  press("g");
  press("y");
  expect(press("s")).toBeUndefined();
});

describe.each(["<input>", "<textarea></textarea>", "<select></select>"])("in %s", (on) => {
  test("keys are text, but for those with Ctrl", () => {
    for (const key of ["/", "n", "g", "Escape", "ArrowDown"]) {
      expect(press(key, { on }), key).toBeUndefined();
    }
    expect(press("k", { on, ctrlKey: true })).toBe("palette");
    expect(press("n", { on, ctrlKey: true })).toBe("compose");
  });

  test("a G typed there begins nothing", () => {
    press("g", { on });
    expect(press("s")).toBeUndefined();
  });
});

test("a dialog and a menu have all keys to themselves", () => {
  for (const role of ["dialog", "alertdialog", "menu"]) {
    const on = `<div role="${role}"><button data-here></button></div>`;

    expect(press("Escape", { on }), role).toBeUndefined();
    expect(press("n", { on }), role).toBeUndefined();
    expect(press("k", { on, ctrlKey: true }), role).toBeUndefined();
  }
});

test("a key that somebody used, and one with Alt, mean nothing", () => {
  const used = new KeyboardEvent("keydown", { key: "n", cancelable: true });
  used.preventDefault();

  expect(shortcuts.read(used, 0)).toBeUndefined();
  expect(press("n", { altKey: true })).toBeUndefined();
  expect(press("N", { shiftKey: true })).toBeUndefined();
  expect(press("N", { shiftKey: true, ctrlKey: true })).toBeUndefined();
});

test("a held N opens one order, not many", () => {
  expect(press("n", { repeat: true })).toBeUndefined();
});

test("a keyboard in another script has the same keys", () => {
  expect(press("ल", { code: "KeyN", ctrlKey: true })).toBe("compose");
  expect(press("л", { code: "KeyK", ctrlKey: true })).toBe("palette");
  // Latin, but laid out differently: what is printed on the key counts.
  expect(press(",", { code: "KeyN" })).toBeUndefined();
});

test("arrows lead to the list only where nothing else moves by them", () => {
  expect(press("ArrowDown", { on: "<h1></h1>" })).toBe("list");
  expect(press("ArrowUp", { on: "<main></main>" })).toBe("list");
  expect(press("ArrowDown", { on: '<div role="row"></div>' })).toBeUndefined();
  expect(press("ArrowDown", { on: "<button></button>" })).toBeUndefined();
});
