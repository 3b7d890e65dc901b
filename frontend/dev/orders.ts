/** Owns looking at the orders without a desk: `?desk=…&open=…&tab=…&part=…&press=End,l&theme=…`. */
import "../src/styles/index.css";
import { mount } from "svelte";
import Orders from "./Orders.svelte";
import { inr, NOW_MS, STANDINGS, unresolvedRow } from "./fixtures/orders";
import { OrdersDesk } from "./fixtures/ordersDesk";

const asked = new URLSearchParams(location.search);
document.documentElement.dataset.theme = asked.get("theme") ?? "light";
// The clock of the pictures, which goes on from there.
const started = Date.now();
const realNow = Date.now;
Date.now = () => NOW_MS + (realNow() - started);

const READY = { isAllowed: true, blockedBecause: null } as const;
const NOT_SENT = { isAllowed: false, blockedBecause: "nothing_sent" } as const;

/** The desks worth looking at, by the name in the address. */
const DESKS: Record<string, () => OrdersDesk> = {
  full: () => new OrdersDesk(),
  million: () => new OrdersDesk(1_200_000),
  few: () => new OrdersDesk(7),
  empty: () => new OrdersDesk(0),
  loading: () =>
    Object.assign(new OrdersDesk(), {
      silent: new Set(["order_count", "order_show", "operation_list_unresolved"]),
    }),
  old: () => {
    const old = new OrdersDesk();
    old.differs.set("order-104214", { createdAtMs: NOW_MS - 3 * 86_400_000 });
    return old;
  },
  fault: () =>
    Object.assign(new OrdersDesk(), {
      faults: new Map([
        ["order_count", { code: "disk_full" }],
        ["order_show", { code: "defect", words: "x" }],
        ["operation_list_unresolved", { code: "disk_full" }],
      ]),
    }),
};

const desk = (DESKS[asked.get("desk") ?? "full"] ?? DESKS.full)();
if (asked.has("unresolved")) {
  desk.unresolved = [
    unresolvedRow(),
    unresolvedRow({
      id: "op-2",
      state: "in_flight",
      referenceId: "NILGIRI-2026-DIWALI-HAMPER-0024832",
      customerName: "عائشة منون",
      total: inr(1_23_456_00),
      inFlightAtMs: NOW_MS - 4_000,
      actions: {
        lookUp: { isAllowed: false, blockedBecause: "on_its_way" },
        send: NOT_SENT,
        withdraw: NOT_SENT,
        preparedId: null,
      },
    }),
    unresolvedRow({
      id: "op-3",
      state: "prepared",
      orderId: "order-9",
      referenceId: "NP-24824",
      customerName: null,
      words: null,
      actions: { lookUp: NOT_SENT, send: READY, withdraw: READY, preparedId: "op-3" },
    }),
    unresolvedRow({
      id: "op-4",
      state: "prepared",
      orderId: "order-8",
      referenceId: "NP-24822",
      words: null,
      actions: {
        lookUp: NOT_SENT,
        send: { isAllowed: false, blockedBecause: "expired" },
        withdraw: READY,
        preparedId: "op-4",
      },
    }),
    unresolvedRow({
      id: "op-5",
      orderId: "order-7",
      referenceId: "NP-24819",
      lookedUpAtMs: NOW_MS - 60_000,
      actions: {
        lookUp: { isAllowed: false, blockedBecause: "no_credential" },
        send: NOT_SENT,
        withdraw: NOT_SENT,
        preparedId: null,
      },
    }),
  ];
}
Object.assign(window, { desk });
desk.attach();

const standing = STANDINGS.findIndex((one) => one === asked.get("open"));
const target = document.getElementById("app");
if (target !== null) {
  mount(Orders, {
    target,
    props: {
      environment: asked.get("environment") ?? "sandbox",
      open: standing < 0 ? asked.get("open") : desk.row(standing).id,
      first: asked.get("tab") ?? "all",
    },
  });
}
const part = asked.get("part");
if (part !== null)
  setTimeout(
    () => document.querySelectorAll<HTMLElement>('aside [role="tab"]')[Number(part)]?.click(),
    300,
  );
if (asked.has("unfold"))
  setTimeout(() => document.querySelectorAll<HTMLElement>("summary")[0]?.click(), 600);

const press = (key: string) => {
  const row = document.querySelector<HTMLElement>('[role="row"][tabindex="0"]');
  row?.focus();
  row?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
};
const presses = asked.get("press")?.split(",") ?? [];
presses.forEach((key, at) => setTimeout(() => press(key), 400 + at * 400));
if (asked.has("breaks")) {
  setTimeout(() => {
    desk.faults.set("order_count", { code: "disk_full" });
    void desk.tell({ what: "anything" });
  }, 500);
}
