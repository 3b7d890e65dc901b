/** Owns looking at the first start and the accounts without a desk: `?page=…&desk=…&theme=…`. */
import "../src/styles/index.css";
import { mockIPC } from "$ipc/mocks";
import { mount } from "svelte";
import Accounts from "./Accounts.svelte";
import {
  account,
  AccountsDesk,
  keyringFault,
  ownSandbox,
  testView,
  TOKEN_FAULT,
} from "./fixtures/accounts";

const asked = new URLSearchParams(location.search);
document.documentElement.dataset.theme = asked.get("theme") ?? "light";

/** The desks worth looking at, by the name in the address. */
const DESKS: Record<string, () => AccountsDesk> = {
  empty: () => new AccountsDesk(),
  one: () => new AccountsDesk([account(), ownSandbox()]),
  orders: () => new AccountsDesk([account({ hasOrders: true, hasUnresolved: true })]),
  many: () =>
    new AccountsDesk([
      account(),
      account({
        id: "b",
        name: "Nilgiri Pantry, wholesale and office orders",
        phoneNumberId: "107442000009917",
        accessTokenSetAtMs: null,
      }),
      ownSandbox(),
    ]),
  refused: () => Object.assign(new AccountsDesk([account()]), { test: testView("token") }),
  unreachable: () =>
    Object.assign(new AccountsDesk([account()]), {
      test: testView("reachable", {
        ...TOKEN_FAULT,
        code: null,
        words: null,
        what: "no connection to graph.facebook.com within 10 s",
        advice: "Check the network connection and try again.",
      }),
    }),
  number: () =>
    Object.assign(new AccountsDesk([account()]), {
      test: testView("phone_number", {
        code: "100",
        keyring: null,
        what: "The id is wrong, or the token cannot see it.",
        advice:
          "Copy the phone number id (not the number) from WhatsApp Manager and give the system user access to it.",
        words: "Unsupported get request. Object with ID '107442000002133' does not exist.",
        termsLink: null,
      }),
    }),
  terms: () =>
    Object.assign(new AccountsDesk([account()]), {
      test: testView("configurations", {
        code: "134011",
        keyring: null,
        what: "The payments terms are not accepted.",
        advice: "Open the link, accept the terms, and check again.",
        words: "WhatsApp Payments terms of service have not been accepted. https://fb.me/3kQ2vX",
        termsLink: "https://fb.me/3kQ2vX",
      }),
    }),
  "test-locked": () => Object.assign(new AccountsDesk([account()]), { test: testView("keyring") }),
  "test-none": () =>
    Object.assign(new AccountsDesk([account({ accessTokenSetAtMs: null }), ownSandbox()]), {
      test: testView("keyring", keyringFault({ code: "credential_missing", account: "" })),
    }),
  locked: () =>
    Object.assign(new AccountsDesk([account()]), { keyring: { code: "keyring_locked" } }),
  failed: () =>
    Object.assign(new AccountsDesk(), {
      sandbox: { code: "sandbox_failed", words: "port 0 could not be opened" },
    }),
  slow: () => Object.assign(new AccountsDesk([account()]), { delayMs: 60_000 }),
};

const desk = (DESKS[asked.get("desk") ?? "one"] ?? DESKS.one)();
Object.assign(window, { desk });
mockIPC(desk.answer, { shouldMockEvents: true });

mount(Accounts, {
  target: document.getElementById("app")!,
  props: { start: desk.start(), page: asked.get("page") ?? "list", isTested: asked.has("tested") },
});
