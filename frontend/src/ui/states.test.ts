/** Owns the proof that every state has an icon, a tone and a word, and that loud means loud. */
import { render } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { drawing } from "./icons";
import { statusLook, STATUSES, type Status } from "./states";
import StatusBadge from "./StatusBadge.svelte";

describe.each(STATUSES.map((status) => [status.vocabulary, status.state, status] as const))(
  "%s %s",
  (_, __, status) => {
    it("has an icon that is drawn, a tone and a word", () => {
      const look = statusLook(status);
      const parts = Object.values(drawing(look.icon)).filter((part) => part.length > 0);

      expect(parts.length).toBeGreaterThan(0);
      expect(look.tone).toMatch(/^(good|busy|warn|bad|unknown|quiet)$/);
      expect(look.word()).toMatch(/^\p{Lu}/u);
      expect(look.word()).not.toContain("_");
    });

    it("shows its word and its icon together", () => {
      const { container } = render(StatusBadge, status);
      const isNothing = status.vocabulary === "refund" && status.state === "none";

      expect(container).toHaveTextContent(statusLook(status).word());
      expect(container.querySelector("svg") === null).toBe(isNothing);
    });
  },
);

it("every vocabulary has all of its states", () => {
  const counts = new Map<string, number>();
  for (const { vocabulary } of STATUSES) {
    counts.set(vocabulary, (counts.get(vocabulary) ?? 0) + 1);
  }

  expect(Object.fromEntries(counts)).toEqual({
    payment: 22,
    refund: 17,
    order: 7,
    operation: 10,
    message: 4,
  });
});

it("only what a person must act on is loud", () => {
  const loud = STATUSES.filter((status) => statusLook(status).loud === true);

  expect(loud.map(({ vocabulary, state }) => `${vocabulary} ${state}`)).toEqual([
    "payment send_unknown",
    "payment cannot_tell",
    "payment amount_differs",
    "payment paid_after_expiry",
    "payment paid_after_cancel",
    "refund unknown",
    "refund probably_not",
    "operation unknown",
  ]);
});

it("what nobody answered looks unknown, and nothing else does", () => {
  const unknown = STATUSES.filter((status) => statusLook(status).tone === "unknown");

  for (const status of unknown) {
    expect(statusLook(status).icon).toBe("s-lock");
  }
  expect(unknown.map(({ state }) => state)).toEqual([
    "send_unknown",
    "unknown",
    "probably_not",
    "unknown",
  ]);
});

it("the provider's word is in the tooltip and not on the screen", () => {
  const paid: Status = { vocabulary: "payment", state: "paid" };
  const { container } = render(StatusBadge, { ...paid, raw: "captured" });

  expect(container).not.toHaveTextContent("captured");
  expect(container.querySelector("[title]")).toHaveAttribute("title", "Provider’s word: captured");
});
