/** Owns how an amount is written; the only place that turns minor units into words. */

export type Currency = "INR" | "BRL";

const MINUS = "\u2212";

/** Writes an amount as its country does: ₹1,23,456.00 and R$ 1.234,56. */
export function formatMoney(minor: number, currency: Currency, signed = false): string {
  if (!Number.isSafeInteger(minor)) {
    throw new RangeError(`not a whole number of minor units: ${minor}`);
  }
  const sign = minor < 0 ? MINUS : signed && minor > 0 ? "+" : "";
  // Digits, not a division: a float may not hold the last one.
  const digits = Math.abs(minor).toString().padStart(3, "0");
  const whole = BigInt(digits.slice(0, -2));
  const parts = MONEY[currency].formatToParts(whole);
  return (
    sign + parts.map((part) => (part.type === "fraction" ? digits.slice(-2) : part.value)).join("")
  );
}

/** Returns the sign that stands before amounts of a currency. */
export function currencySign(currency: Currency): string {
  const parts = MONEY[currency].formatToParts(0);
  return parts.find(({ type }) => type === "currency")?.value ?? currency;
}

/** Writes a count of things, grouped as the currency's country groups. */
export function formatCount(count: number, currency: Currency = "INR"): string {
  return COUNT[currency].format(count);
}

const MONEY: Record<Currency, Intl.NumberFormat> = {
  INR: moneyOf("en-IN", "INR"),
  BRL: moneyOf("pt-BR", "BRL"),
};

const COUNT: Record<Currency, Intl.NumberFormat> = {
  INR: new Intl.NumberFormat("en-IN"),
  BRL: new Intl.NumberFormat("pt-BR"),
};

function moneyOf(locale: string, currency: Currency): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
}
