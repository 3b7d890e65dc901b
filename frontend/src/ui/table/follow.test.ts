/** Owns the proof that the mark stays on the row that was marked. */
import { expect, it } from "vitest";
import { Follower, rowAt, type Loaded } from "./follow";

it("finds a row on its page", () => {
  const rows = loaded(["a", "b", "c", "d", "e"]);

  expect(rowAt(rows, 3)).toBe("d");
  expect(rowAt(rows, 5)).toBeUndefined();
  expect(rowAt(rows, 99)).toBeUndefined();
});

it("follows the marked row when one comes above it", () => {
  const follower = new Follower();
  follower.settle(loaded(["a", "b", "c"]), 1);

  expect(follower.settle(loaded(["new", "a", "b", "c"]), 1)).toBe(2);
});

it("follows it over the edge of a page and back", () => {
  const follower = new Follower();
  follower.settle(loaded(["a", "b", "c", "d"]), 1);

  expect(follower.settle(loaded(["x", "a", "b", "c", "d"]), 1)).toBe(2);
  expect(follower.settle(loaded(["a", "b", "c", "d"]), 2)).toBe(1);
});

it("waits while the page is on its way", () => {
  const follower = new Follower();
  follower.settle(loaded(["a", "b"]), 1);

  expect(follower.settle(loaded([]), 1)).toBe(1);
  expect(follower.settle(loaded(["new", "a", "b"]), 1)).toBe(2);
});

it("stays where it is when the marked row is gone", () => {
  const follower = new Follower();
  follower.settle(loaded(["a", "b", "c"]), 1);

  expect(follower.settle(loaded(["a", "c", "d"]), 1)).toBe(1);
  expect(follower.settle(loaded(["new", "a", "c"]), 1), "now it is on c").toBe(2);
});

it("marks another row when a person moves on", () => {
  const follower = new Follower();
  follower.settle(loaded(["a", "b", "c"]), 0);

  expect(follower.settle(loaded(["a", "b", "c"]), 2)).toBe(2);
  expect(follower.settle(loaded(["new", "a", "b", "c"]), 2)).toBe(3);
});

/** Pages of two rows. */
function loaded(rows: string[]): Loaded<string> {
  return {
    pageSize: 2,
    page: (index) => {
      const page = rows.slice(index * 2, index * 2 + 2);
      return page.length === 0 ? undefined : page;
    },
    rowKey: (row) => row,
  };
}
