/** Owns asking about a new order: drafts, checks and the send. */
import { call, commands, type MoneyView, type OrderForm } from "./call";

/** What a new order of this account begins with. */
export const composeStart = (accountId: string) => call(commands.composeStart(accountId));

/** What asking for the same order once more begins with. */
export const composeAgain = (orderId: string) => call(commands.composeAgain(orderId));

/** Keeps a draft; says when, in milliseconds UTC. */
export const draftKeep = (accountId: string, form: OrderForm) =>
  call(commands.draftKeep(accountId, form));

/** Forgets the draft of an account. */
export const draftDiscard = (accountId: string) => call(commands.draftDiscard(accountId));

/** Says what a form adds up to and what is wrong with it. Changes nothing. */
export const orderCheck = (accountId: string, form: OrderForm) =>
  call(commands.orderCheck(accountId, form));

/** The customers of earlier orders that fit what was typed of a number or a name. */
export const customerRecall = (accountId: string, typed: string) =>
  call(commands.customerRecall(accountId, typed));

/** The items of earlier orders that fit what was typed of a name. */
export const itemRecall = (accountId: string, typed: string) =>
  call(commands.itemRecall(accountId, typed));

/** The importers of earlier orders that fit what was typed of a name. */
export const importerRecall = (accountId: string, typed: string) =>
  call(commands.importerRecall(accountId, typed));

/** Turns a pasted request into a form. */
export const requestRead = (text: string) => call(commands.requestRead(text));

/**
 * Sends an order, once. The desk refuses when the total is not the one that was shown. What the
 * book then holds is told by its events, so nothing is asked again here.
 */
export const orderSend = (
  accountId: string,
  form: OrderForm,
  shownTotal: MoneyView,
  gatewaySays: string | null,
) => call(commands.orderSend(accountId, form, shownTotal, gatewaySays));
