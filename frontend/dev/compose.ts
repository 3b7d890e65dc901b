/** Owns looking at New order without a desk: `?desk=…&tab=json&open=…&theme=…&send`. */
import "../src/styles/index.css";
import { mount } from "svelte";
import Compose from "./Compose.svelte";
import { SCENES } from "./fixtures/composeModes";
import {
  account,
  ComposeDesk,
  filledForm,
  finding,
  freshForm,
  item,
  NOW_MS,
  play,
  sent,
} from "./fixtures/compose";

const asked = new URLSearchParams(location.search);
document.documentElement.dataset.theme = asked.get("theme") ?? "light";
// The clock of the pictures, which goes on from there.
const started = Date.now();
const realNow = Date.now;
Date.now = () => NOW_MS + (realNow() - started);

const desk = new ComposeDesk();
const draft = (changes: Parameters<typeof filledForm>[0] = {}): void => {
  desk.draft = { form: filledForm(changes), savedAtMs: NOW_MS - 40_000 };
};
const LONG =
  "Extra long name of a thing that nobody could ever want to fit into a narrow column, 500 g";

/** The desks worth looking at, by the name in the address. */
const DESKS: Record<string, () => void> = {
  fresh: () => undefined,
  ready: () => draft(),
  finding: () => {
    draft({
      items: filledForm().items.map((row, at) =>
        at === 1 ? { ...row, salePrice: "425.00" } : row,
      ),
    });
    desk.more = [finding("customerPhone", "not_mobile", { severity: "warning" })];
  },
  many: () =>
    draft({
      ...freshForm(),
      items: [item("Filter coffee", "1", "4x20")],
      footerText: "x".repeat(70),
    }),
  sending: () => {
    draft();
    desk.silent.add("order_send");
  },
  refused: () => {
    draft();
    desk.outcome = sent({
      state: "refused",
      code: "131009",
      words: "(#131009) Parameter value is not valid",
      advice: "Compare the order with docs/limits.md and send it again.",
    });
  },
  not_sent: () => {
    draft();
    desk.outcome = sent({
      state: "not_sent",
      words: "no connection to graph.facebook.com within 10 s",
    });
  },
  unknown: () => {
    draft();
    desk.outcome = sent({ state: "unknown", words: "no answer within 30 s" });
  },
  locked: () => {
    draft();
    desk.faults.set("order_send", { code: "keyring_locked" });
  },
  used: () => {
    draft();
    desk.more = [finding("referenceId", "duplicate_reference")];
    desk.blockedBy = { orderId: "order-9", why: "sent" };
  },
  unlisted: () => {
    draft();
    desk.faults.set("configuration_list", { code: "keyring_locked" });
  },
  unkept: () => {
    draft();
    desk.faults.set("draft_keep", { code: "disk_full" });
  },
  unchecked: () => {
    draft();
    desk.faults.set("order_check", { code: "disk_full" });
  },
  loading: () => void desk.silent.add("compose_start"),
  broken: () =>
    void desk.faults.set("compose_start", { code: "book_damaged", words: "page 7 is not a page" }),
  long: () =>
    draft({
      referenceId: "NILGIRI-2026-DIWALI-HAMPER-0024832",
      bodyText: `${LONG}. `.repeat(11),
      footerText: LONG.slice(0, 60),
      items: Array.from({ length: 14 }, (_, at) =>
        item(`${at} ${LONG}`, "100", "12,34,567.89", "1,23,456.78"),
      ),
      tax: { amount: "12,34,567.00", description: LONG.slice(0, 60) },
    }),
  hundred: () =>
    draft({ items: Array.from({ length: 100 }, (_, at) => item(`Thing ${at}`, "2", "10.00")) }),
};
const name = asked.get("desk") ?? "fresh";
const scene = SCENES[name]?.();
if (scene !== undefined) {
  draft(scene.form);
  desk.more = scene.more ?? [];
}
DESKS[name]?.();
Object.assign(window, { desk });
play(desk);

const environment = asked.get("environment") === "sandbox" ? "sandbox" : "live";
const mine = account({ environment, isOwnSandbox: environment === "sandbox" });
const other = account({ id: "account-2", name: "Nilgiri Pantry, wholesale and office orders" });
const target = document.getElementById("app");
if (target !== null) {
  mount(Compose, {
    target,
    props: { account: mine, accounts: asked.has("two") ? [mine, other] : [mine] },
  });
}

const press = (selector: string, at = 0): void =>
  document.querySelectorAll<HTMLElement>(selector)[at]?.click();
setTimeout(() => {
  if (asked.has("send")) press(".sendbar button");
  if (asked.get("tab") === "json") press('aside [role="tab"]', 1);
  if (asked.has("open"))
    document.querySelectorAll<HTMLElement>("summary").forEach((one) => one.click());
  if (asked.has("paste")) press(".header .btn", Number(asked.get("paste")));
  const page = document.querySelector(".page");
  setTimeout(() => page?.scrollTo(0, Number(asked.get("scroll") ?? 0)), 200);
}, 500);
