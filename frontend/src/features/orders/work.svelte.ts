/** Owns what a person has asked for and waits for: lookups, and what to do with a prepared send. */
import { reason, type IpcError } from "$ipc/call";
import { operationSend, operationWithdraw } from "$ipc/operations";
import { orderLookUp, orderNow } from "$ipc/orders";
import { alarmsAcknowledge } from "$ipc/refunds";
import { faultWords } from "$ipc/words";
import { m } from "$messages";
import { toast } from "$ui";
import { SvelteMap } from "svelte/reactivity";
import { blockedWords } from "$ipc/blocked";
import { lookedUpWords } from "./lookedUp";
import { sentWords } from "./sentWords";

/** What is being done about an order. */
export type Deed = "look_up" | "send" | "withdraw" | "seen";

/** An order and its name. */
export interface Named {
  id: string;
  referenceId: string;
}

/** One deed at a time for an order; how it ended is told in a toast, also after leaving it. */
export class OrderWork {
  readonly #running = new SvelteMap<string, { deed: Deed; reference: string }>();

  /** What is being done about this order. */
  deed(orderId: string): Deed | undefined {
    return this.#running.get(orderId)?.deed;
  }

  /** The orders that are being looked up, by name. */
  get lookingUp(): string[] {
    const running = [...this.#running.values()];
    return running.filter(({ deed }) => deed === "look_up").map(({ reference }) => reference);
  }

  /** Asks the provider for the payment, if the book allows it now. */
  lookUp(order: Named): Promise<void> {
    return this.#run(order, "look_up", async () => {
      const before = await orderNow(order.id);
      const consequence = blockedWords(before.actions.lookUp);
      if (consequence !== undefined) {
        const title = m.orders_look_up_refused({ reference: order.referenceId });
        toast({ tone: "warn", title, consequence, about: order.id });
        return;
      }
      toast({ ...lookedUpWords(before, await orderLookUp(order.id)), about: order.id });
    });
  }

  /** Sends what is prepared. */
  send(order: Named, operationId: string): Promise<void> {
    return this.#run(order, "send", async () => {
      toast({ ...sentWords(await operationSend(operationId)), about: order.id });
    });
  }

  /** Withdraws what is prepared. */
  withdraw(order: Named, operationId: string): Promise<void> {
    return this.#run(order, "withdraw", async () => {
      await operationWithdraw(operationId);
      toast({
        tone: "quiet",
        title: m.operations_withdrawn_title({ reference: order.referenceId }),
        consequence: m.operations_withdrawn_text(),
        about: order.id,
      });
    });
  }

  /** Notes that a person has seen what turned out otherwise. */
  seen(order: Named): Promise<void> {
    return this.#run(order, "seen", async () => {
      await alarmsAcknowledge(order.id);
      toast({
        tone: "quiet",
        title: m.refunds_seen_title({ reference: order.referenceId }),
        consequence: m.refunds_seen_text(),
        about: order.id,
      });
    });
  }

  async #run(order: Named, deed: Deed, run: () => Promise<void>): Promise<void> {
    if (this.#running.has(order.id)) {
      return;
    }
    this.#running.set(order.id, { deed, reference: order.referenceId });
    try {
      await run();
    } catch (thrown) {
      tellFault(order, reason(thrown));
    } finally {
      this.#running.delete(order.id);
    }
  }
}

function tellFault(order: Named, error: IpcError): void {
  const { tone, title, meaning, small } = faultWords(error);
  const consequence = small === null ? meaning : `${meaning} ${m.orders_quote({ words: small })}`;
  toast({ tone, title, consequence, about: order.id });
}
