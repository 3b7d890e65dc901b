/** Proves that the sum says when lookups of an account show no refunds. */
import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { line, refunding, view } from "../../../dev/fixtures/orders";
import TimelineTab from "./TimelineTab.svelte";

afterEach(cleanup);

const WORDS = /list no refunds, so refunds made elsewhere are not visible here/u;
const paid = line(1, 2, { standing: "paid" });

test.each([true, false])("a lookup that lists refunds: %s", (listsRefunds) => {
  const order = view(paid, { refunding: { ...refunding(paid.total), listsRefunds } });
  render(TimelineTab, { order });

  expect(screen.queryByText(WORDS) === null).toBe(listsRefunds);
});
