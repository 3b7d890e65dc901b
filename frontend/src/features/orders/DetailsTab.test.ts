/** Owns the proof that the details say how an order is paid, also where nothing is configured. */
import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, expect, it } from "vitest";
import { line, view } from "../../../dev/fixtures/orders";
import DetailsTab from "./DetailsTab.svelte";

afterEach(cleanup);

/** What stands beside this word. */
const beside = (word: string): string =>
  screen.getByText(word).nextElementSibling?.textContent.trim() ?? "";

it("an order through a gateway names its configuration", () => {
  render(DetailsTab, { order: view(line(5, 100, { standing: "paid" })) });

  expect(beside("Paid by")).toBe("Payment gateway");
  expect(beside("Configuration")).toContain("nilgiri-razorpay-upi");
});

it("an order by a UPI link has none, not one that is still to come", () => {
  render(DetailsTab, { order: view(line(5, 100, { standing: "gateway_knows" })) });

  expect(beside("Paid by")).toBe("UPI link");
  expect(screen.queryByText("Configuration")).toBeNull();
});
