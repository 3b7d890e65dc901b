/** Owns a new order while it is made: the form, and the order in which it is checked, kept, sent. */
import type {
  ComposeStartView,
  ConfigurationView,
  MoneyView,
  OrderCheckView,
  OrderForm,
  PaymentForm,
} from "$ipc/call";
import { draftDiscard, draftKeep, orderCheck, orderSend } from "$ipc/compose";
import { untrack } from "svelte";
import { Attention } from "./attention.svelte";
import { Checker } from "./checker.svelte";
import { nameField, nameOf } from "./configurations";
import { Findings } from "./findings.svelte";
import { Keeper } from "./keeper.svelte";
import { PictureUpload } from "./pictureUpload.svelte";
import { withBlankEnd, withoutBlankEnd } from "./rows";
import { Sending, type Ended, type Ending } from "./sending.svelte";

/** What is told to whoever shows the form. */
export interface Tell {
  /** A send ended, also if nobody looks at the form any more. */
  ended: (ending: Ended) => void;
  /** The control of this field should take the focus. */
  focus: (field: string) => void;
}

export class Composer {
  readonly accountId: string;
  readonly attention = new Attention();
  readonly sending = new Sending();
  readonly checker: Checker;
  readonly keeper: Keeper;
  readonly findings: Findings;
  readonly picture: PictureUpload;
  form: OrderForm;

  /** What a person read at the gateway of this order, if they were asked. */
  gatewaySays = $state("");

  /** Counts the orders that were begun in this form: what a part of it remembers ends with one. */
  begun = $state(0);

  #fresh: OrderForm;
  readonly #tell: Tell;
  /** The form as it was written when last looked at, to tell a change from a new blank row. */
  #known: string;
  #restoredAtMs: number | null;
  /** The order that a word of a person about the gateway would be about. */
  #wordAbout: string;

  constructor(accountId: string, start: ComposeStartView, tell: Tell) {
    this.accountId = accountId;
    this.#fresh = start.fresh;
    this.#tell = tell;
    this.form = $state(editable(start.form));
    this.#known = written(start.form);
    this.#wordAbout = whichOrder(start.form);
    this.#restoredAtMs = $state(start.draftSavedAtMs);
    this.checker = new Checker((form) => orderCheck(accountId, form));
    this.keeper = new Keeper((form) => draftKeep(accountId, form), start.draftSavedAtMs);
    this.findings = new Findings(this.checker, this.attention);
    this.picture = new PictureUpload(accountId, (mediaId) => (this.form.headerMediaId = mediaId));
    void this.checker.now(start.form);
  }

  /** When the draft found at the start was kept; none for a fresh form. */
  get restoredAtMs(): number | null {
    return this.#restoredAtMs;
  }

  /** Whether anything would be lost by starting over. */
  get isBegun(): boolean {
    return written(this.form) !== written(this.#fresh);
  }

  /** Whether this is the reference the desk proposed. */
  isProposed(reference: string): boolean {
    return reference === this.#fresh.referenceId;
  }

  /** Nothing may be typed: a send is under way, or this order must not be sent again. */
  get isLocked(): boolean {
    return this.sending.isBusy || this.sending.isSettled;
  }

  /** Follows what is typed; called where an effect may run, and stops with it. */
  follow(): void {
    $effect(() => {
      const now = written(this.form);
      untrack(() => this.#changed(now));
    });
  }

  /** Asks again: how long the customer may pay is counted from the send. */
  again(): void {
    if (this.checker.isCurrent && !this.isLocked) {
      void this.checker.now(this.#plain());
    }
  }

  /** Asks again after a fault, at once. */
  askAgain(): void {
    void this.checker.now(this.#plain());
  }

  /** Chooses a payment configuration of the mode, and with it the gateway behind it. */
  choose(chosen: Pick<ConfigurationView, "name" | "gateway">): void {
    Object.assign(this.form.payment, chosenIn(this.form.payment, chosen));
  }

  /** The only configuration there is to choose belongs to the fresh form: nobody typed it. */
  propose(only: ConfigurationView): void {
    if (nameOf(this.form.payment) === "" && !this.isLocked) {
      const isKnown = this.#known === written(this.form);
      const { mode } = this.form.payment;
      this.choose(only);
      const fresh = this.#fresh.payment;
      const named = { ...fresh, ...chosenIn({ ...fresh, mode }, only) };
      this.#fresh = { ...this.#fresh, payment: named };
      this.#known = isKnown ? written(this.form) : this.#known;
      this.checker.soon(() => this.#plain());
    }
  }

  /** Takes over a request that somebody pasted; all that is wrong with it may be said. */
  take(form: OrderForm): void {
    this.#begin(form);
    this.attention.wantAll();
  }

  /** Throws away what was typed, and the draft of it. */
  startOver(): void {
    this.#begin(this.#fresh);
    this.#known = written(this.#fresh);
    this.#restoredAtMs = null;
    void this.checker.now(this.#fresh);
    void this.keeper.discard(() => draftDiscard(this.accountId));
    this.#tell.focus("customerPhone");
  }

  /**
   * Sends what is on the screen, once: the form is checked a last time, and the total that was in
   * sight when this was called must be the one that leaves.
   */
  async send(): Promise<void> {
    const seen = this.checker.answer;
    this.#changed(written(this.form));
    if (this.picture.isBusy || !this.sending.begin()) {
      return;
    }
    const form = this.#plain();
    this.attention.wantAll();
    // The desk forgets the draft when the order is on its way, so it is kept before and not after.
    await Promise.all([this.checker.now(form), this.keeper.flush()]);

    const total = this.#totalIfReady();
    if (total === null) {
      this.sending.stop(null);
      this.#focusFirst();
      return;
    }
    if (!isSame(seen?.bill.total, total)) {
      this.sending.stop(unseen(seen, total));
      return;
    }
    const says = this.gatewaySays.trim() === "" ? null : this.gatewaySays;
    const ending = await this.sending.carryOut(() => orderSend(this.accountId, form, total, says));
    if (ending.what !== "stopped") {
      this.gatewaySays = "";
    }
    if (ending.what === "stopped" || ending.what === "lost") {
      await this.checker.now(form);
      this.#proveNotSent(ending);
    }
    this.#tell.ended(ending);
  }

  /** Nobody looks at the form any more. What is on its way goes on in the desk. */
  leave(): void {
    this.attention.stop();
    this.picture.leave();
    if (!this.isLocked) {
      this.checker.stop();
      void this.keeper.flush();
    }
  }

  #begin(form: OrderForm): void {
    this.form = editable(form);
    this.begun += 1;
    this.gatewaySays = "";
    this.attention.forget();
    this.picture.leave();
  }

  #changed(now: string): void {
    if (now === this.#known || this.isLocked) {
      return;
    }
    this.#known = now;
    this.#forgetWord();
    this.attention.typed();
    this.checker.soon(() => this.#plain());
    this.keeper.soon(() => this.#plain());
  }

  /** Whatever leaves is in the book before it does; what the book does not know has not left. */
  #proveNotSent(ending: Ended): void {
    const isKnown = this.checker.fault !== null || this.findings.blockedBy !== null;
    if (ending.what === "lost" && !isKnown) {
      this.sending.stop({ what: "stopped", error: ending.error });
    }
  }

  /** What a person read at the gateway is about one order, to one customer. */
  #forgetWord(): void {
    const about = whichOrder(this.form);
    if (about !== this.#wordAbout) {
      this.#wordAbout = about;
      this.gatewaySays = "";
    }
  }

  #totalIfReady(): MoneyView | null {
    const { answer, fault } = this.checker;
    return fault === null && answer?.mayBeSent === true ? answer.bill.total : null;
  }

  #focusFirst(): void {
    const [first] = this.findings.errors;
    if (first !== undefined) {
      this.#tell.focus(first.field);
    }
  }

  #plain(): OrderForm {
    return $state.snapshot(this.form);
  }
}

/** What a choice changes in the payment of a form. */
function chosenIn(
  payment: PaymentForm,
  { name, gateway }: Pick<ConfigurationView, "name" | "gateway">,
): Partial<PaymentForm> {
  const field = nameField(payment.mode);
  return field === null ? {} : { [field]: name, gateway: gateway ?? payment.gateway };
}

const isSame = (seen: MoneyView | null | undefined, total: MoneyView): boolean =>
  seen?.minor === total.minor && seen.currency === total.currency;

/** Whether the person meant another total, or had none before them that could be sent. */
function unseen(seen: OrderCheckView | null, total: MoneyView): Ending {
  const shown = seen?.mayBeSent === true ? seen.bill.total : null;
  return shown === null
    ? { what: "unseen", total }
    : { what: "stopped", error: { code: "total_changed", shown, now: total } };
}

function editable(form: OrderForm): OrderForm {
  return { ...form, items: withBlankEnd(form.items) };
}

/** The form as text; the blank row at the end is furniture. */
function written(form: OrderForm): string {
  return JSON.stringify({ ...form, items: withoutBlankEnd(form.items) });
}

/** What tells one order from another before it is sent. */
function whichOrder({ referenceId, customerPhone, payment }: OrderForm): string {
  return [referenceId, customerPhone, payment.mode].join(" ");
}
