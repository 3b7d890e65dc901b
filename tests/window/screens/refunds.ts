/** Refunds: starting one, the lock, the list in every state, and settling by hand. */
import { test } from "vitest";
import { counterfoil, Provider } from "../harness/cli.ts";
import { closeToasts, freshBook, pictures } from "../harness/gallery.ts";
import { Session } from "../harness/session.ts";
import { addAccount, sendOrder, tries } from "../harness/shop.ts";
import { Window } from "../harness/window.ts";

const DAY_MS = 86_400_000;
const NAMES = [
  ["KP-2401", "Meera Iyer"],
  ["KP-2402", "Farida Shaikh"],
  ["KP-2403", "Arjun Menon"],
  ["KP-2404", "Lakshmi Narayanan"],
  ["KP-2405", "Devika Rao"],
  ["KP-2406", "Imran Qureshi"],
  ["KP-2407", "Sunita Deshpande"],
] as const;

test("money on its way back", async () => {
  const session = await Session.open();
  const dataDir = freshBook();
  const provider = await Provider.start(session);
  addAccount(session, dataDir, provider);
  for (const [reference, name] of NAMES) {
    await provider.customer(reference, tries("pays"));
    sendOrder(session, dataDir, reference, name);
    counterfoil(session, dataDir, "order", "look-up", reference, "--wait=20");
  }
  const refund = (reference: string, amount: string, ...more: string[]): void => {
    const asked = ["--amount", amount, "--reason", "damaged", "--note", "Oil bottle leaked"];
    try {
      counterfoil(session, dataDir, "refund", "start", reference, ...asked, ...more);
    } catch {
      // Some are refused or lost, and say so with their code.
    }
  };
  let window = await Window.open(session, { dataDir });
  await window.says("KP-2407");
  await window.press("g");
  await window.press("r");
  await window.says("No refunds yet");
  await pictures(window, "refunds-empty");

  await open(window, "KP-2401");
  await window.press("r");
  await window.says("Looked up");
  await window.type("389");
  await window.says("₹590.15");
  await window.focus("Reason");
  await window.press("ArrowDown");
  await window.fill("Note for the record", "Oil bottle leaked");
  await pictures(window, "refund-dialog");
  await window.fill("Amount", "1200");
  await window.says("Only ₹979.15 can still go back.");
  await pictures(window, "refund-too-much");
  await window.press("Escape");
  await window.press("g");
  await window.press("s");
  await window.click("Limits");
  await window.says("Refunds typed twice");
  await pictures(window, "settings-limits");
  await window.fill("Above this many rupees", "500");
  await window.press("Enter");
  await window.says("are typed twice");
  await closeToasts(window);
  await open(window, "KP-2401");
  await window.press("r");
  await window.says("Looked up");
  await window.click("All ₹979.15");
  await window.says("Type the amount once more");
  await window.focus("Reason");
  await window.press("ArrowDown");
  await window.fill("Type the amount once more", "979");
  await window.says("This is not ₹979.15.");
  await pictures(window, "refund-above-limit");
  await window.press("Escape");
  await window.close();

  const settles = (after_ms: number) => ({ fate: { settles: { after_ms } } });
  await provider.refunds(settles(0));
  refund("KP-2402", "389.00");
  counterfoil(session, dataDir, "order", "look-up", "KP-2402");
  await provider.refunds(settles(30 * DAY_MS));
  refund("KP-2403", "240.00", "--speed=instant");
  counterfoil(session, dataDir, "order", "look-up", "KP-2403");
  await provider.refunds({ capped: false });
  await provider.refundsElsewhere("KP-2404", 97_915);
  await provider.refundsElsewhere("KP-2404", 10_000);
  counterfoil(session, dataDir, "order", "look-up", "KP-2404");
  await provider.losesTheNextRefund();
  refund("KP-2405", "450.00");
  await provider.passes(DAY_MS / 4);
  for (let lookup = 0; lookup < 6; lookup += 1) {
    counterfoil(session, dataDir, "order", "look-up", "KP-2405");
    await provider.passes(DAY_MS / 4);
  }
  await provider.refunds({ fate: { fails: { after_ms: 0 } } });
  refund("KP-2407", "120.00");
  counterfoil(session, dataDir, "order", "look-up", "KP-2407");
  await provider.passes(11 * 60_000);
  counterfoil(session, dataDir, "order", "look-up", "KP-2407");
  await provider.losesTheNextRefund();
  refund("KP-2406", "979.15");

  window = await Window.open(session, { dataDir });
  await window.says("KP-2407");
  await window.press("g");
  await window.press("r");
  await window.says("Probably not");
  await window.says("Refund unknown");
  await pictures(window, "refunds");
  await window.click(/KP-2406/);
  await window.says("Settle by hand…");
  await window.says("Unknown, counted as gone");
  await pictures(window, "refund-unknown");
  await window.press("Escape");
  await window.click(/KP-2404/);
  await window.says("I have seen this");
  await pictures(window, "refund-over");
  await window.press("Escape");
  await window.click(/KP-2405/);
  await window.says("probably did not happen");
  await pictures(window, "refund-probably-not");
  await window.click("Settle by hand…");
  await window.says("The evidence, before and after");
  await window.says("Last lookup");
  await window.focus("What you looked at");
  await window.press("ArrowDown");
  await window.fill("What you saw", "No such refund in the dashboard on 22 November");
  await pictures(window, "settle-by-hand");
  await window.click("Settle: it did not happen");
  await window.says("Somebody settled");
  await closeToasts(window);
  await pictures(window, "refund-settled");
  await window.press("Escape");
  await open(window, "KP-2407");
  await window.says("failed at the gateway");
  await pictures(window, "refund-failed");
  await window.press("g");
  await window.press("t");
  await window.says("Turned out otherwise");
  await pictures(window, "today-refunds");
  await window.press("g");
  await window.press("u");
  await window.says("₹979.15");
  await pictures(window, "unresolved-refund");

  await window.close();
  provider.stop();
  await session.close();
});

async function open(window: Window, reference: string): Promise<void> {
  await window.click(/^Orders/);
  await window.says("Newest first");
  await window.click(new RegExp(reference));
  await window.says("Can still go back");
}
