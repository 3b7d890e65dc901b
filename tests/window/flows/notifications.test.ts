/** What lookups bring is told by the system while the window is not in sight, as was chosen. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible } from "../harness/axe.ts";
import { Provider } from "../harness/cli.ts";
import { Session } from "../harness/session.ts";
import { addAccount, sendOrder, tries } from "../harness/shop.ts";
import { startTalking } from "../harness/start.ts";
import { until } from "../harness/until.ts";
import { bookOf, Window } from "../harness/window.ts";

let session: Session;
let provider: Provider;
let window: Window;
/** What the system has shown. */
let told: () => string;

beforeAll(async () => {
  session = await Session.open();
  const setup = join(session.home, "dunstrc");
  writeFileSync(setup, "[global]\n");
  told = startTalking("dunst", ["-print", "-config", setup], session).said;
  const dataDir = bookOf(session);
  provider = await Provider.start(session);
  addAccount(session, dataDir, provider);
  const twice = [
    ...tries("pays"),
    { starts_after_ms: 1, ends_after_ms: 1, outcome: "pays" },
  ] as const;
  await provider.customer("KP-1", tries("pays"));
  await provider.customer("KP-2", twice);
  await provider.customer("KP-3", tries("pays", 30_000));
  for (const reference of ["KP-1", "KP-2", "KP-3"]) {
    sendOrder(session, dataDir, reference, "Meera Iyer");
  }
  window = await Window.open(session);
  await window.minimize();
});

afterAll(async () => {
  await window.close();
  provider.stop();
  await session.close();
});

test("what needs a person is told without anybody having chosen, and no payment is", async () => {
  await until("the other amount is told", () => told().includes("KP-2"), 40_000);

  expect(told()).toContain("SANDBOX: KP-2: another amount came");
  expect(told()).toContain("₹1,958.30 came, but ₹979.15 was billed");
  expect(told()).not.toContain("KP-1");
  expect(told(), "nobody's name or number").not.toMatch(/Meera|99000/);
});

test("a click on it brings the window to the front, with the order open", async () => {
  execFileSync("dunstctl", ["action", "0"], { env: session.env });

  await until("the window is in sight", () => window.isInSight());
  await window.says("₹1,958.30 came, another amount than billed");
});

test("whoever wants to hear of every payment does", async () => {
  await window.press("Escape");
  await window.press("g");
  await window.press("s");
  await window.click("Notifications");
  await window.says("The system shows the reference id");
  await expectAccessible(window, "notifications");
  await window.click("Every payment");
  await window.minimize();

  await until("the payment is told", () => told().includes("KP-3 is paid"), 50_000);
  expect(told()).toContain("₹979.15 came, as billed");
});
