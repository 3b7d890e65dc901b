/** Owns the payment configuration’s name in each mode that has one: the form has room for one. */
import type { PaymentModeView } from "$ipc/call";

/** Whether an order paid that way names a payment configuration. */
export const isNamed = (mode: PaymentModeView): boolean =>
  mode === "payment_gateway" || mode === "upi_configuration";

export class ModeNames {
  /** The mode that the name in the form is for; none until there was one that has a name. */
  #of: PaymentModeView | null;
  readonly #others = new Map<PaymentModeView, string>();

  constructor(mode: PaymentModeView) {
    this.#of = isNamed(mode) ? mode : null;
  }

  /** The name the form holds in another mode, given the one it holds now. */
  change(mode: PaymentModeView, name: string): string {
    if (!isNamed(mode) || mode === this.#of) {
      return name;
    }
    const before = this.#of;
    this.#of = mode;
    if (before === null) {
      return name;
    }
    this.#others.set(before, name);
    return this.#others.get(mode) ?? "";
  }
}
