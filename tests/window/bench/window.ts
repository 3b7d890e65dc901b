/** The window over 100,000 orders: how soon they are on screen, and what a page of them costs. */
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { counterfoil } from "../harness/cli.ts";
import { measure } from "../harness/measure.ts";
import { ROOT } from "../harness/root.ts";
import { Session } from "../harness/session.ts";
import { Window } from "../harness/window.ts";

const MINI_BROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
const BOOK = join(ROOT, "out/bench-book");
const ORDERS = 100_000;
const CALLS = 50;

let session: Session;

beforeAll(async () => {
  session = await Session.open();
  if (!existsSync(BOOK)) {
    console.log(`Making a book of ${ORDERS} orders in out/bench-book, once; this takes minutes.`);
    counterfoil(session, BOOK, "book", "seed", `--orders=${ORDERS}`, "--seed=7");
  }
});

afterAll(() => session.close());

test("first_orders_on_screen", async () => {
  const page = join(session.home, "page.html");
  writeFileSync(page, "<!doctype html><title>A page</title><h1>A page</h1>");
  // Both begin as a process the same driver starts, and end two frames after what is waited for.
  // The browser opens a page only when the driver tells it to, which it is told at once.
  const shown =
    (program: string | undefined, args: string[], wanted: string, url?: string) => async () => {
      const window = await Window.start(session, { program, args });
      if (url !== undefined) await window.browser.url(url);
      const seen = await window.browser.executeAsync((what: string, done: (at: number) => void) => {
        const look = () => {
          if (document.querySelector(what) === null) requestAnimationFrame(look);
          else requestAnimationFrame(() => requestAnimationFrame(() => done(Date.now())));
        };
        look();
      }, wanted);
      await window.close();
      return seen - window.beganAtMs;
    };
  await measure("first_orders_on_screen", 1.6, {
    subject: shown(undefined, ["--data-dir", BOOK], '[role="row"][aria-rowindex="2"]'),
    baseline: shown(MINI_BROWSER, ["--automation"], "h1", `file://${page}`),
  });
});

test("order_page_over_ipc", async () => {
  const window = await Window.open(session, { dataDir: BOOK });
  await window.says("1,00,000 in this sandbox");
  const calls = (command: string, input: object) => async () => {
    const took = await window.browser.executeAsync(
      (name: string, given: object, times: number, done: (ms: number) => void) => {
        const { invoke } = (
          globalThis as unknown as {
            __TAURI_INTERNALS__: { invoke(name: string, given: object): Promise<unknown> };
          }
        ).__TAURI_INTERNALS__;
        void (async () => {
          const begun = performance.now();
          for (let call = 0; call < times; call += 1) await invoke(name, given);
          done(performance.now() - begun);
        })();
      },
      command,
      input,
      CALLS,
    );
    return took / CALLS;
  };
  const page = { environment: "sandbox", start: { index: 0 }, rows: 100 };
  await measure("order_page_over_ipc", 3, {
    subject: calls("order_list", page),
    baseline: calls("desk_ping", {}),
  });
  await window.close();
});

test("the last of 100,000 orders is one key away", async () => {
  const window = await Window.open(session, { dataDir: BOOK });
  await window.says("1,00,000 in this sandbox");
  await window.press("ArrowDown");
  await window.press("End");

  await window.says("S7-0000000");
  expect(await window.text()).not.toContain("S7-0099999");
  await window.close();
  rmSync(join(session.home, "page.html"), { force: true });
});
