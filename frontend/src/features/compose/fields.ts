/** Owns the fields of the form: what each is called in a sentence, where it stands, its id. */
import type { OrderForm } from "$ipc/call";
import { m } from "$messages";
import { namesOfNotes } from "./notes";

/** The columns of the items, from left to right. */
export const COLUMNS = ["name", "quantity", "price", "salePrice"] as const;
export type Column = (typeof COLUMNS)[number];

/** The details of a row of the items. */
export type RowFold = `items[${number}]`;

/** What is folded away, and opens by itself when something inside is to be fixed. */
export type Fold = "small" | "payment" | "goods" | "origin" | "program" | RowFold;

const ID_PREFIX = "compose-";
const ROW_FIELD = /^items\[(\d+)\](?:\.([\w.]+))?$/;
const NOTE_FIELD = /^payment\.notes\[(\d+)\]\.(name|text)$/;

const NAMES: Record<string, () => string> = {
  customerPhone: m.compose_the_phone,
  referenceId: m.compose_the_reference,
  "payment.configurationName": m.compose_the_configuration,
  "payment.upiConfigurationName": m.compose_the_configuration,
  "payment.upiLink": m.compose_the_upi_link,
  "payment.paymentLink": m.compose_the_payment_link,
  expiresInMinutes: m.compose_the_expiry,
  expiryText: m.compose_the_expiry_text,
  items: m.compose_the_items,
  subtotal: m.compose_the_subtotal,
  "tax.amount": m.compose_the_tax,
  "tax.description": m.compose_the_tax_name,
  "shipping.amount": m.compose_the_shipping,
  "shipping.description": m.compose_the_shipping_name,
  "discount.amount": m.compose_the_discount,
  "discount.description": m.compose_the_discount_name,
  discountProgram: m.compose_the_discount_program,
  total: m.compose_the_total,
  bodyText: m.compose_the_text,
  footerText: m.compose_the_footer,
  headerLink: m.compose_the_header_link,
  headerMediaId: m.compose_the_header_media_id,
  callbackData: m.compose_the_callback_data,
  "payment.successUrl": m.compose_the_success_url,
  "payment.cancelUrl": m.compose_the_cancel_url,
  "payment.receipt": m.compose_the_receipt,
  "payment.notes": m.compose_the_notes,
  "payment.preferredApp": m.compose_the_preferred_app,
  "payment.enabledOption": m.compose_the_enabled_option,
  goods: m.compose_the_goods,
  address: m.compose_the_address,
  "address.name": m.compose_the_address_name,
  "address.addressLine1": m.compose_the_address_line1,
  "address.addressLine2": m.compose_the_address_line2,
  "address.city": m.compose_the_address_city,
  "address.state": m.compose_the_address_state,
  "address.postalCode": m.compose_the_address_postal_code,
  catalogId: m.compose_the_catalog,
  "origin.countryOfOrigin": m.compose_the_country,
  "origin.importerName": m.compose_the_importer,
  "origin.addressLine1": m.compose_the_importer_line1,
  "origin.addressLine2": m.compose_the_importer_line2,
  "origin.city": m.compose_the_importer_city,
  "origin.zoneCode": m.compose_the_importer_zone_code,
  "origin.postalCode": m.compose_the_importer_postal_code,
};

/** What belongs to a row of the items. What is not among them is a part of its own origin. */
const ROW_NAMES: Record<string, (row: { row: number }) => string> = {
  name: m.compose_the_item_name,
  quantity: m.compose_the_item_quantity,
  price: m.compose_the_item_price,
  salePrice: m.compose_the_item_sale_price,
  retailerId: m.compose_the_item_retailer_id,
  imageLink: m.compose_the_item_image,
};

/** What is shown and not typed leads to what it is made of. */
const LEADS_TO: Record<string, string> = {
  "": "customerPhone",
  items: "items[0].name",
  subtotal: "items[0].price",
  total: "items[0].price",
  "payment.notes": "payment.notes[0].name",
  address: "address.name",
};

const FOLDS: Record<string, Fold> = {
  footerText: "small",
  expiryText: "small",
  headerLink: "small",
  headerMediaId: "small",
  callbackData: "small",
  "payment.successUrl": "payment",
  "payment.cancelUrl": "payment",
  "payment.receipt": "payment",
  "payment.notes": "payment",
  "payment.preferredApp": "payment",
  "payment.enabledOption": "payment",
  goods: "goods",
  address: "goods",
  catalogId: "origin",
  discountProgram: "program",
};

/** The id of the control of a field. */
export const fieldId = (field: string): string => `${ID_PREFIX}${field}`;

/** The field that a control or something inside it belongs to. */
export function fieldOf(target: EventTarget | null): string | null {
  const control = target instanceof Element ? target.closest(`[id^="${ID_PREFIX}"]`) : null;
  return control === null ? null : control.id.slice(ID_PREFIX.length);
}

/** The field of a cell of the items. */
export const cellField = (row: number, column: Column): string => `items[${row}].${column}`;

/** The details of a row. */
export const rowFold = (row: number): RowFold => `items[${row}]`;

/** The row and column of a field, if it is a cell of the items. */
export function cellOf(field: string): { row: number; column: Column } | null {
  const [row, word] = partOfRow(field);
  const column = COLUMNS.find((one) => one === word);
  return row === null || column === undefined ? null : { row, column };
}

/** The row of the items that a field belongs to, cell or detail. */
export const rowOf = (field: string): number | null => partOfRow(field)[0];

/** What a field is called in the middle of a sentence: “item 2, sale price”. */
export function fieldName(field: string, form: OrderForm): string {
  const [row, part] = partOfRow(field);
  if (row !== null) {
    return nameInRow(row + 1, part);
  }
  return nameOfNote(field, form) ?? (NAMES[field] ?? m.compose_the_order)();
}

/** The same, in as few words as name the place: “item 2”. */
export function placeName(field: string, form: OrderForm): string {
  const row = rowOf(field);
  return row === null ? fieldName(field, form) : m.compose_the_item({ row: row + 1 });
}

/** The field whose control takes the focus for a finding at another. */
export const leadsTo = (field: string): string => LEADS_TO[field] ?? field;

/** The fold a field is in, if it is folded away. */
export function foldOf(field: string): Fold | null {
  const row = rowOf(field);
  if (row !== null) {
    return cellOf(field) === null ? rowFold(row) : null;
  }
  if (field.startsWith("payment.notes[")) {
    return "payment";
  }
  const [part = ""] = field.split(".");
  return FOLDS[field] ?? (part === "address" ? "goods" : part === "origin" ? "origin" : null);
}

function partOfRow(field: string): [row: number, part: string] | [row: null, part: ""] {
  const [, row, part = ""] = ROW_FIELD.exec(field) ?? [];
  return row === undefined ? [null, ""] : [Number(row), part];
}

function nameInRow(row: number, part: string): string {
  const name = ROW_NAMES[part];
  if (name !== undefined) {
    return name({ row });
  }
  return m.compose_the_item_part({ row, part: (NAMES[part] ?? m.compose_the_order)() });
}

/** A gateway that names its texts knows them by these names, any other by their rows. */
function nameOfNote(field: string, { payment }: OrderForm): string | null {
  const [, index, part] = NOTE_FIELD.exec(field) ?? [];
  if (index === undefined) {
    return null;
  }
  const name = payment.notes[Number(index)]?.name ?? "";
  if (namesOfNotes(payment.gateway)?.includes(name) === true) {
    return m.compose_the_named_note({ name });
  }
  const row = Number(index) + 1;
  return part === "name" ? m.compose_the_note_name({ row }) : m.compose_the_note_text({ row });
}
