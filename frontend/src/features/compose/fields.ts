/** Owns the fields of the form: what each is called in a sentence, where it stands, its id. */
import { m } from "$messages";

/** The columns of the items, from left to right. */
export const COLUMNS = ["name", "quantity", "price", "salePrice"] as const;
export type Column = (typeof COLUMNS)[number];

/** What is folded away, and opens by itself when something inside is to be fixed. */
export type Fold = "small" | "goods" | "origin";

const ID_PREFIX = "compose-";
const ROW_FIELD = /^items\[(\d+)\]\.(\w+)$/;

const NAMES: Record<string, () => string> = {
  customerPhone: m.compose_the_phone,
  referenceId: m.compose_the_reference,
  configurationName: m.compose_the_configuration,
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
  total: m.compose_the_total,
  bodyText: m.compose_the_text,
  footerText: m.compose_the_footer,
  goods: m.compose_the_goods,
  address: m.compose_the_address,
  "address.name": m.compose_the_address_name,
  "address.addressLine1": m.compose_the_address_line1,
  "address.addressLine2": m.compose_the_address_line2,
  "address.city": m.compose_the_address_city,
  "address.state": m.compose_the_address_state,
  "address.postalCode": m.compose_the_address_postal_code,
  "origin.countryOfOrigin": m.compose_the_country,
  "origin.importerName": m.compose_the_importer,
  "origin.addressLine1": m.compose_the_importer_line1,
  "origin.addressLine2": m.compose_the_importer_line2,
  "origin.city": m.compose_the_importer_city,
  "origin.zoneCode": m.compose_the_importer_zone_code,
  "origin.postalCode": m.compose_the_importer_postal_code,
};

const COLUMN_NAMES: Record<Column, (row: { row: number }) => string> = {
  name: m.compose_the_item_name,
  quantity: m.compose_the_item_quantity,
  price: m.compose_the_item_price,
  salePrice: m.compose_the_item_sale_price,
};

/** What is shown and not typed leads to what it is made of. */
const LEADS_TO: Record<string, string> = {
  "": "customerPhone",
  items: "items[0].name",
  subtotal: "items[0].price",
  total: "items[0].price",
  address: "address.name",
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

/** The row and column of a field, if it is a cell of the items. */
export function cellOf(field: string): { row: number; column: Column } | null {
  const [, row, word] = ROW_FIELD.exec(field) ?? [];
  const column = COLUMNS.find((one) => one === word);
  return row === undefined || column === undefined ? null : { row: Number(row), column };
}

/** What a field is called in the middle of a sentence: “item 2, sale price”. */
export function fieldName(field: string): string {
  const cell = cellOf(field);
  if (cell !== null) {
    return COLUMN_NAMES[cell.column]({ row: cell.row + 1 });
  }
  return (NAMES[field] ?? m.compose_the_order)();
}

/** The same, in as few words as name the place: “item 2”. */
export function placeName(field: string): string {
  const cell = cellOf(field);
  return cell === null ? fieldName(field) : m.compose_the_item({ row: cell.row + 1 });
}

/** The field whose control takes the focus for a finding at another. */
export const leadsTo = (field: string): string => LEADS_TO[field] ?? field;

/** The fold a field is in, if it is folded away. */
export function foldOf(field: string): Fold | null {
  if (field === "footerText" || field === "expiryText") {
    return "small";
  }
  if (field === "goods" || field === "address" || field.startsWith("address.")) {
    return "goods";
  }
  return field.startsWith("origin.") ? "origin" : null;
}
