/** Owns the proof that a dry run leaves no lookups running behind it, and asks for them once. */
import { clearMocks, mockIPC } from "$ipc/mocks";
import { afterEach, expect, test, vi } from "vitest";
import { plan } from "../../../../dev/fixtures/expired";
import { DryRun } from "./dryRun.svelte";

const asked: string[] = [];

afterEach(() => {
  asked.length = 0;
  clearMocks();
});

/** A desk that answers these commands so. */
function desk(answers: Record<string, () => unknown>): void {
  mockIPC((command) => {
    asked.push(command);
    return answers[command]?.() ?? null;
  });
}

test("given up while the desk is still taking it on, it is called off once it has", async () => {
  let accept: (value: null) => void = () => undefined;
  desk({ orders_look_up: () => new Promise((resolve) => (accept = resolve)) });
  const leave = new DryRun("sandbox", ["order-1"]).begin();
  await vi.waitFor(() => expect(asked).toEqual(["orders_look_up"]));

  leave();
  expect(asked).toEqual(["orders_look_up"]);
  accept(null);

  await vi.waitFor(() => expect(asked).toEqual(["orders_look_up", "look_up_cancel"]));
});

test("after a fault it goes on with the lookups that are under way", async () => {
  let isBroken = true;
  desk({
    polling_show: () => {
      if (isBroken) throw { code: "defect", words: "no" };
      return { job: null };
    },
    cancel_plan: plan,
  });
  const run = new DryRun("sandbox", ["order-1"]);
  run.begin();
  await vi.waitFor(() => expect(run.fault).toEqual({ code: "defect", words: "no" }));

  isBroken = false;
  run.again();

  await vi.waitFor(() => expect(run.plan?.cancelled.orders).toBe(1));
  expect(asked.filter((command) => command === "orders_look_up")).toHaveLength(1);
});
