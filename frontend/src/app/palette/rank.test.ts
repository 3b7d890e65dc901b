/** Proves that the palette puts first what was meant. */
import { describe, expect, test } from "vitest";
import { live, sandbox, startView } from "../../../dev/fixtures/shell";
import { Route } from "../route.svelte";
import { actionsOf, type Reach } from "./actions";
import { ranked } from "./rank";

const nothing = (): void => undefined;

function reach(differs: Partial<Reach> = {}): Reach {
  return {
    start: startView(),
    environment: "live",
    route: new Route(),
    openOrder: undefined,
    unresolved: 0,
    lookUp: nothing,
    onEnvironment: nothing,
    onSandbox: nothing,
    onTheme: nothing,
    ...differs,
  };
}

const ids = (typed: string, differs?: Partial<Reach>): string[] =>
  ranked(actionsOf(reach(differs)), typed).map(({ id }) => id);

describe("what was typed brings up what was meant", () => {
  test.each([
    ["new", "compose"],
    ["neword", "compose"],
    ["send", "compose"],
    ["dark", "theme-dark"],
    ["sandbox", "switch"],
    ["orders", "go-orders"],
    ["unres", "go-unresolved"],
    ["locked", "go-unresolved"],
    ["setti", "go-settings"],
    ["token", "connect"],
    ["exports", "go-exports"],
    ["xlsx", "export"],
  ])("%s → %s", (typed, id) => {
    expect(ids(typed)[0]).toBe(id);
  });
});

test("an id or a phone brings up no action by accident", () => {
  for (const typed of ["NP-24829", "+91 99000 00142", "pay_RkW4tZ8nLq2YbD", "wamid.HBgM"]) {
    expect(ids(typed), typed).toEqual([]);
  }
});

test("with nothing typed everything is offered, in its own order", () => {
  expect(ids("")).toEqual([
    "compose",
    "export",
    "webhooks",
    "switch",
    "connect",
    "theme-light",
    "theme-dark",
    "theme-system",
    "go-today",
    "go-orders",
    "go-unresolved",
    "go-refunds",
    "go-expired",
    "go-exports",
    "go-activity",
    "go-lookups",
    "go-settings",
  ]);
});

test("the sandbox is offered where there is none or it is down", () => {
  expect(ids("", { start: startView({ accounts: [live] }) })).toContain("sandbox");
  expect(ids("", { start: startView({ accounts: [live] }) })).not.toContain("switch");
  const down = startView({ accounts: [live, sandbox], sandbox: { state: "failed", words: "" } });
  expect(ids("", { start: down })).toContain("sandbox");
});

test("a row that cannot run says why", () => {
  const actions = actionsOf(reach({ start: startView({ theme: "dark" }) }));

  expect(actions.find(({ id }) => id === "theme-dark")?.why).toBe("(in use)");
  expect(actions.find(({ id }) => id === "theme-light")?.why).toBeUndefined();
});
