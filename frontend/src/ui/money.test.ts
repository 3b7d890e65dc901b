/** Owns the proof that amounts are written exactly, and as their country writes them. */
import { render } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { currencySign, formatCount, formatMoney, type Currency } from "./money";
import Money from "./Money.svelte";

/** Between the sign and the figure, so that they never part. */
const HARD_SPACE = "\u00a0";

describe("an amount", () => {
  it("is grouped and pointed as its country does", () => {
    check(0, "INR", "₹0.00");
    check(5, "INR", "₹0.05");
    check(50, "INR", "₹0.50");
    check(100, "INR", "₹1.00");
    check(64_500, "INR", "₹645.00");
    check(12_345_600, "INR", "₹1,23,456.00");
    check(1_234_567_890, "INR", "₹1,23,45,678.90");
    check(0, "BRL", `R$${HARD_SPACE}0,00`);
    check(123_456, "BRL", `R$${HARD_SPACE}1.234,56`);
    check(1_234_567_890, "BRL", `R$${HARD_SPACE}12.345.678,90`);
  });

  it("has a true minus before everything else", () => {
    check(-24_000, "INR", "−₹240.00");
    check(-1, "BRL", `−R$${HARD_SPACE}0,01`);
  });

  it("shows every digit of the largest number that is exact", () => {
    check(Number.MAX_SAFE_INTEGER, "INR", "₹9,00,71,99,25,47,409.91");
    check(-Number.MAX_SAFE_INTEGER, "INR", "−₹9,00,71,99,25,47,409.91");
    check(900_719_925_474_098_7, "BRL", `R$${HARD_SPACE}90.071.992.547.409,87`);
  });

  it("has a plus where that is asked for, and none at zero", () => {
    expect(formatMoney(24_000, "INR", true)).toBe("+₹240.00");
    expect(formatMoney(0, "INR", true)).toBe("₹0.00");
    expect(formatMoney(-24_000, "INR", true)).toBe("−₹240.00");
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1])(
    "is not made from %d",
    (minor) => {
      expect(() => formatMoney(minor, "INR")).toThrow(RangeError);
    },
  );

  function check(minor: number, currency: Currency, expected: string): void {
    expect(formatMoney(minor, currency), `${minor} ${currency}`).toBe(expected);
  }
});

it("counts are grouped as the country groups", () => {
  expect(formatCount(104_218)).toBe("1,04,218");
  expect(formatCount(104_218, "BRL")).toBe("104.218");
});

it("a currency has its sign", () => {
  expect(currencySign("INR")).toBe("₹");
  expect(currencySign("BRL")).toBe("R$");
});

describe("Money", () => {
  it("shows the amount and nothing else", () => {
    const { container } = render(Money, { minor: 200_645, currency: "INR" });

    expect(container.textContent).toBe("₹2,006.45");
  });

  it("strikes what no longer holds, in a way that is read aloud", () => {
    const { container } = render(Money, { minor: 50_000, currency: "INR", strike: true });

    expect(container.querySelector("s")).toHaveTextContent("₹500.00");
  });
});
