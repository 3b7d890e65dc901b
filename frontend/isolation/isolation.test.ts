/** Owns the proof of what the isolation page lets pass. */
import source from "./isolation.js?raw";
import { describe, expect, it } from "vitest";

type Hook = (payload: unknown) => unknown;

const hook = loaded();
const MIB = 1024 * 1024;

describe("the isolation page", () => {
  it("passes a known command on unchanged", () => {
    const payload = { cmd: "order_show", callback: 1, error: 2, payload: { id: "o-1" } };

    expect(hook(payload)).toBe(payload);
  });

  it("passes a command without a payload on", () => {
    expect(() => hook({ cmd: "desk_start" })).not.toThrow();
  });

  it("lets the window listen to events", () => {
    expect(() => hook({ cmd: "plugin:event|listen", payload: {} })).not.toThrow();
    expect(() => hook({ cmd: "plugin:event|unlisten", payload: {} })).not.toThrow();
  });

  it.each(["", "order_refund", "plugin:shell|execute", "plugin:event|emit", "toString"])(
    "refuses the command %j",
    (cmd) => {
      expect(() => hook({ cmd, payload: {} })).toThrow("refused");
    },
  );

  it("refuses a payload beyond 1 MiB, counted in bytes", () => {
    const words = (bytes: number) => ({ cmd: "draft_keep", payload: "é".repeat(bytes / 2) });

    expect(() => hook(words(MIB - 2))).not.toThrow();
    expect(() => hook(words(MIB))).toThrow("1 MiB");
  });

  it("refuses what would not be counted", () => {
    for (const payload of [new Uint8Array(4), new ArrayBuffer(4), { a: new Map() }]) {
      expect(() => hook({ cmd: "draft_keep", payload })).toThrow("plain JSON");
    }
  });
});

/** Runs the classic script as the page does. */
function loaded(): Hook {
  const page: { __TAURI_ISOLATION_HOOK__?: Hook } = {};
  new Function("window", source)(page);
  if (page.__TAURI_ISOLATION_HOOK__ === undefined) {
    throw new Error("the page installed no hook");
  }
  return page.__TAURI_ISOLATION_HOOK__;
}
