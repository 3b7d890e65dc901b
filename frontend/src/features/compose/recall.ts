/** Owns what earlier orders offer a new one: what each suggestion says, and what choosing it fills. */
import type { ItemForm, OriginForm, RecalledItemView } from "$ipc/call";
import { customerRecall, importerRecall, itemRecall } from "$ipc/compose";
import { brief, formatMoney, formatPhone, isolated, type Suggestion, type TakeBack } from "$ui";
import type { Composer } from "./compose.svelte";
import { filledAgain, givesWay } from "./rows";

/** A part of the form that a choice fills as one. */
export interface Place<Value> {
  get: () => Value;
  set: (value: Value) => void;
}

/** Customers by number or name; choosing one fills the number. */
export async function recalledCustomers(
  { accountId, form }: Composer,
  typed: string,
): Promise<Suggestion[]> {
  const place = {
    get: () => form.customerPhone,
    set: (phone: string) => (form.customerPhone = phone),
  };
  return (await customerRecall(accountId, typed)).map((known) => ({
    label: formatPhone(known.phone),
    note: known.name === null ? undefined : inLine(known.name),
    choose: () => put(place, known.typed),
  }));
}

/** Items by name; choosing one fills its row, but for how many there are. */
export async function recalledItems(
  { accountId, form }: Composer,
  typed: string,
  { place, onReplaced }: { place: Place<ItemForm>; onReplaced: () => void },
): Promise<Suggestion[]> {
  return (await itemRecall(accountId, typed)).map((known) => ({
    label: inLine(known.row.name),
    note: noteOf(known),
    choose: () => {
      const next = filledAgain(place.get(), known.row, form.origin);
      const isReplaced = givesWay(place.get(), next);
      const takeBack = put(place, next);
      if (isReplaced) onReplaced();
      return takeBack;
    },
  }));
}

/** Importers by name; choosing one fills their address too. What was made where stays, if it is said. */
export async function recalledImporters(
  { accountId }: Composer,
  typed: string,
  place: Place<OriginForm>,
): Promise<Suggestion[]> {
  return (await importerRecall(accountId, typed)).map((known) => ({
    label: inLine(known.importerName),
    note: inLine([known.addressLine1, known.city].filter(Boolean).join(", ")),
    choose: () => {
      const { countryOfOrigin } = place.get();
      const isSaid = countryOfOrigin.trim() !== "";
      return put(place, isSaid ? { ...known, countryOfOrigin } : known);
    },
  }));
}

/** The price, which is never shortened, and what tells two items of one name apart. */
function noteOf({ row, billed }: RecalledItemView): string | undefined {
  const price = billed === null ? "" : formatMoney(billed.minor, billed.currency);
  const parts = [price, inLine(row.retailerId)].filter((part) => part.trim() !== "");
  return parts.length === 0 ? undefined : parts.join(", ");
}

const inLine = (text: string): string => isolated(brief(text));

/** Fills a place as one step, which can be taken back as one while nothing in it was typed over. */
function put<Value>({ get, set }: Place<Value>, next: Value): TakeBack {
  // Replaced as a whole, so nothing is typed into it any more.
  const before = get();
  const filled = JSON.stringify(next);
  set(next);
  return () => {
    const isAsFilled = JSON.stringify(get()) === filled;
    if (isAsFilled) set(before);
    return isAsFilled;
  };
}
