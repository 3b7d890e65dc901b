/** One book has one writer, however the programs that want it were started. */
import { spawn } from "node:child_process";
import { afterEach, beforeEach, expect, test } from "vitest";
import { counterfoil } from "../harness/cli.ts";
import { Session } from "../harness/session.ts";
import { bookOf, PROGRAM, Window } from "../harness/window.ts";

let session: Session;
let window: Window;

beforeEach(async () => {
  session = await Session.open();
  window = await Window.open(session);
  await window.says("Try it with the sandbox");
});

afterEach(async () => {
  await window.close();
  await session.close();
});

test("a second start on the same bus shows the first window and ends", async () => {
  const second = spawn(PROGRAM, ["--data-dir", bookOf(session)], {
    env: session.env,
    stdio: "ignore",
  });
  const code = await new Promise((resolve) => second.once("exit", resolve));

  expect(code).toBe(0);
  await window.says("Try it with the sandbox");
});

test.each(["another bus", "no bus"])("a second window on %s does not write", async (where) => {
  const elsewhere = where === "no bus" ? Session.withoutBus() : await Session.open();
  const second = await Window.open(elsewhere, { dataDir: bookOf(session) });

  await second.says("Another Counterfoil");
  await window.close();
  await second.click("Try again");
  await second.says("Try it with the sandbox");

  await second.close();
  await elsewhere.close();
});

test("the command line may read beside the window, and not write", () => {
  const book = bookOf(session);
  const write = ["book", "seed", "--orders=1", "--seed=1"];

  expect(counterfoil(session, book, "book", "backups")).toBeDefined();
  expect(() => counterfoil(session, book, ...write)).toThrow(
    /another Counterfoil is using this book/,
  );
});
