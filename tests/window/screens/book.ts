/** The list over a large book, and the page where a book is in use elsewhere. */
import { test } from "vitest";
import { counterfoil } from "../harness/cli.ts";
import { pictures } from "../harness/gallery.ts";
import { Session } from "../harness/session.ts";
import { bookOf, Window } from "../harness/window.ts";

test("a book with many orders", async () => {
  const session = await Session.open();
  counterfoil(session, bookOf(session), "book", "seed", "--orders=3000", "--seed=7");
  const window = await Window.open(session);

  await window.says("3,000 in this sandbox");
  await window.press("ArrowDown");
  await pictures(window, "orders-full");
  await window.press("Enter");
  await window.says("Timeline");
  await pictures(window, "orders-panel");

  const elsewhere = await Session.open();
  const second = await Window.open(elsewhere, { dataDir: bookOf(session) });
  await second.says("Another Counterfoil");
  await pictures(second, "book-in-use");

  await second.close();
  await elsewhere.close();
  await window.close();
  await session.close();
});
