/** Owns the proof that the list reads little, keeps what is on screen, and never mixes readings. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { OrdersDesk } from "../../dev/fixtures/ordersDesk";
import { CHANGES_WAIT_MS } from "./followOrders";
import { OrderPages, PAGE_ROWS } from "./orderPages.svelte";

let desk: OrdersDesk;
let detach: () => void;
let stop: () => void = () => undefined;

beforeEach(() => {
  desk = new OrdersDesk(1_200_000);
  detach = desk.attach();
});

afterEach(async () => {
  vi.useRealTimers();
  stop();
  // The listener stops a moment later, and needs the shell for it.
  await new Promise((done) => setTimeout(done));
  detach();
});

/** Waits for whatever is being asked. */
const settled = () => vi.waitFor(() => expect(held).toHaveLength(0));
let held: { let_go: () => void }[] = [];

/** Holds back the answers to a command until they are let go, in any order. */
function hold(command: string): void {
  held = [];
  const answer = desk.answer;
  desk.answer = async (asked, payload) => {
    const result = await answer(asked, payload);
    if (asked === command) {
      await new Promise<void>((done) => held.push({ let_go: done }));
    }
    return result;
  };
}

const starts = () =>
  desk.asked.filter(({ command }) => command === "order_list").map(({ payload }) => payload.start);
const ids = (pages: OrderPages, page: number) => pages.page(page)?.map(({ id }) => id);

test("the count and the first page are read at once", async () => {
  const pages = new OrderPages("sandbox");
  expect(pages.count).toBeUndefined();

  await pages.reload();

  expect(pages.count).toBe(1_200_000);
  expect(pages.page(0)).toHaveLength(PAGE_ROWS);
  expect(starts()).toEqual([{ index: 0 }]);
});

test("an empty book has no page", async () => {
  desk.count = 0;
  const pages = new OrderPages("sandbox");

  await pages.reload();

  expect(pages.count).toBe(0);
  expect(pages.page(0)).toBeUndefined();
});

test("the next page is asked for after the last row, a far one by its place", async () => {
  const pages = new OrderPages("sandbox");
  await pages.reload();

  pages.need([0, 1]);
  await vi.waitFor(() => expect(pages.page(1)).toBeDefined());
  pages.need([11_999]);
  await vi.waitFor(() => expect(pages.page(11_999)).toBeDefined());

  expect(starts()).toEqual([{ index: 0 }, { after: "100" }, { index: 1_199_900 }]);
  expect(ids(pages, 11_999)?.at(-1)).toBe("order-1");
});

test("a page is asked for once, however often it is needed", async () => {
  const pages = new OrderPages("sandbox");
  await pages.reload();

  pages.need([3]);
  pages.need([3]);
  await vi.waitFor(() => expect(pages.page(3)).toBeDefined());
  pages.need([3]);

  expect(starts()).toHaveLength(2);
});

test("only a few pages are kept, and those in sight are among them", async () => {
  const pages = new OrderPages("sandbox");
  await pages.reload();
  for (let index = 0; index < 40; index += 1) {
    pages.need([index, index + 1]);
    await vi.waitFor(() => expect(pages.page(index + 1)).toBeDefined());
  }

  const kept = Array.from({ length: 42 }, (_, index) => index).filter((index) => pages.page(index));
  expect(kept.length).toBeLessThanOrEqual(12);
  expect(kept).toContain(39);
  expect(kept).toContain(40);
});

test("while it is read again, what is on screen stays; then all of it changes together", async () => {
  const pages = new OrderPages("sandbox");
  await pages.reload();
  const before = ids(pages, 0);

  hold("order_list");
  desk.count += 1;
  const reloading = pages.reload();
  await vi.waitFor(() => expect(held).toHaveLength(1));
  expect(pages.count).toBe(1_200_000);
  expect(ids(pages, 0)).toEqual(before);

  held.shift()?.let_go();
  // The row that was pushed out of sight is read too, so that it can be found again.
  await vi.waitFor(() => expect(held).toHaveLength(1));
  held.shift()?.let_go();
  await reloading;

  expect(pages.count).toBe(1_200_001);
  expect(ids(pages, 0)?.[0]).toBe("order-1200001");
  expect(ids(pages, 1)?.[0]).toBe(before?.at(-1));
});

test("an answer from before a change is thrown away", async () => {
  const pages = new OrderPages("sandbox");
  await pages.reload();
  hold("order_list");
  pages.need([5]);
  await vi.waitFor(() => expect(held).toHaveLength(1));
  const late = held.shift();

  desk.count += 1;
  const reloading = pages.reload();
  await vi.waitFor(() => expect(held).toHaveLength(1));
  held.shift()?.let_go();
  await vi.waitFor(() => expect(held).toHaveLength(1));
  held.shift()?.let_go();
  await reloading;
  const fresh = ids(pages, 5);
  late?.let_go();
  await settled();

  expect(fresh?.[0]).toBe(`order-${1_200_001 - 500}`);
  expect(ids(pages, 5)).toEqual(fresh);
});

test("a cursor from before a change is not used after it", async () => {
  const pages = new OrderPages("sandbox");
  await pages.reload();
  pages.need([7]);
  await vi.waitFor(() => expect(pages.page(7)).toBeDefined());

  desk.count += 1;
  await pages.reload();
  desk.asked.length = 0;
  pages.need([1]);
  await vi.waitFor(() => expect(pages.page(1)).toBeDefined());

  expect(starts(), "page 0 was let go: it was out of sight").toEqual([{ index: 100 }]);
});

test("changes while it is being read make one more reading, however many they are", async () => {
  const pages = new OrderPages("sandbox");
  hold("order_count");
  const reloading = pages.reload();
  for (let change = 0; change < 20; change += 1) {
    void pages.reload();
  }
  await vi.waitFor(() => expect(held).toHaveLength(1));
  held.shift()?.let_go();
  await vi.waitFor(() => expect(held).toHaveLength(1));
  held.shift()?.let_go();
  await reloading;

  expect(desk.asks("order_count")).toBe(2);
});

test("changes of this environment are followed, a moment later and together", async () => {
  const pages = new OrderPages("sandbox");
  stop = pages.follow();
  await vi.waitFor(() => expect(pages.count).toBe(1_200_000));
  vi.useFakeTimers();

  desk.count += 3;
  for (let change = 0; change < 3; change += 1) {
    await desk.tell({ what: "order", orderId: "x", environment: "sandbox" });
  }
  await vi.advanceTimersByTimeAsync(CHANGES_WAIT_MS - 1);
  expect(desk.asks("order_count")).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  await vi.waitFor(() => expect(pages.count).toBe(1_200_003));
  expect(desk.asks("order_count")).toBe(2);

  await desk.tell({ what: "order", orderId: "x", environment: "live" });
  await desk.tell({ what: "accounts" });
  await vi.advanceTimersByTimeAsync(CHANGES_WAIT_MS);
  expect(desk.asks("order_count"), "nothing shown here changed").toBe(2);
});

test("what was read stays readable when it cannot be read again", async () => {
  const pages = new OrderPages("sandbox");
  await pages.reload();
  const before = ids(pages, 0);

  desk.faults.set("order_list", { code: "disk_full" });
  await pages.reload();
  expect(pages.fault).toEqual({ code: "disk_full" });
  expect(ids(pages, 0)).toEqual(before);

  desk.faults.clear();
  await pages.reload();
  expect(pages.fault).toBeUndefined();
});

test("a page that could not be read is told, and can be asked for again", async () => {
  const pages = new OrderPages("sandbox");
  await pages.reload();

  desk.faults.set("order_list", { code: "disk_full" });
  pages.need([9]);
  await vi.waitFor(() => expect(pages.fault).toEqual({ code: "disk_full" }));
  expect(pages.page(9)).toBeUndefined();

  desk.faults.clear();
  await pages.reload();
  expect(pages.page(9)).toHaveLength(PAGE_ROWS);
});
