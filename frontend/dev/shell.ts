/** Owns looking at the shell without a desk: `?desk=…&theme=…&then=…` (a state, then what is done). */
import "../src/styles/index.css";
import { mount } from "svelte";
import App from "../src/app/App.svelte";
import type { IpcError, StartView } from "../src/ipc/bindings";
import { live, live2, sandbox, ShellDesk, startView } from "./fixtures/shell";

const asked = new URLSearchParams(location.search);
const theme = (asked.get("theme") ?? "light") as StartView["theme"];
const desk = new ShellDesk();
desk.start = startView({ theme });

/** The desks worth looking at, by the name in the address. */
const DESKS: Record<string, () => void> = {
  live: () => undefined,
  unresolved: () => (desk.unresolved = 2),
  many: () => (desk.start = startView({ theme, accounts: [live, live2, sandbox] })),
  sandbox: () => (desk.start = startView({ theme, environment: "sandbox" })),
  onlySandbox: () =>
    (desk.start = startView({ theme, environment: "sandbox", accounts: [sandbox] })),
  sandboxDown: () =>
    (desk.start = startView({
      theme,
      environment: "sandbox",
      sandbox: { state: "failed", words: "Address already in use (os error 98)" },
    })),
  recovered: () => {
    desk.start = startView({
      theme,
      environment: "sandbox",
      recoveredUnknown: 2,
      recoveredWithdrawn: 1,
    });
    desk.unresolved = 2;
  },
  first: () => (desk.start = startView({ theme, environment: null, accounts: [] })),
  opening: () => desk.silent.add("desk_start"),
  unreachable: () => ["desk_start", "desk_ping"].forEach((command) => desk.silent.add(command)),
  fault: () => {
    const words = "database disk image is malformed (code 11)";
    desk.fault = { code: asked.get("code") ?? "book_damaged", words } as IpcError;
  },
};

/** What is done once the window stands. */
const THEN: Record<string, () => void> = {
  palette: () => press("k"),
  menu: () => document.querySelector<HTMLElement>(".account")?.click(),
  close: () => void desk.tell("close-asked", { onTheirWay: 1, lookups: 2 }),
  waiting: () => {
    desk.silent.add("window_close");
    void desk.tell("close-asked", { onTheirWay: 1, lookups: 0 });
    setTimeout(
      () => document.querySelectorAll<HTMLElement>("[role=dialog] .end button")[1]?.click(),
      200,
    );
  },
  crash: () =>
    void Promise.reject(new Error("Cannot read properties of undefined (reading 'total')")),
};

function press(key: string): void {
  document.body.dispatchEvent(
    new KeyboardEvent("keydown", { key, ctrlKey: true, bubbles: true, cancelable: true }),
  );
  const text = asked.get("text");
  if (text === null) return;
  setTimeout(() => {
    const box = document.querySelector<HTMLInputElement>('[role="combobox"]');
    if (box === null) return;
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }, 100);
}

document.documentElement.dataset.theme = theme;
DESKS[asked.get("desk") ?? "live"]?.();
desk.stand();
const target = document.getElementById("app");
if (target !== null) mount(App, { target });
setTimeout(() => THEN[asked.get("then") ?? ""]?.(), 400);
