/** Owns the words of WhatsApp that a person chooses from: UPI apps and ways to pay. */
import { m } from "$messages";

/** A word that is sent, and how it is shown. */
export interface Word {
  value: string;
  label: string;
}

/** The UPI apps that can be offered first. */
export const apps = (): Word[] => [
  { value: "", label: m.compose_app_none() },
  { value: "gpay", label: m.compose_app_gpay() },
  { value: "phonepe", label: m.compose_app_phonepe() },
  { value: "paytm", label: m.compose_app_paytm() },
  { value: "bhim", label: m.compose_app_bhim() },
  { value: "amazonpay", label: m.compose_app_amazonpay() },
  { value: "cred", label: m.compose_app_cred() },
  { value: "mobikwik", label: m.compose_app_mobikwik() },
];

/** What the gateway can be held to. */
export const waysToPay = (): Word[] => [
  { value: "", label: m.compose_option_every() },
  { value: "upi", label: m.compose_option_upi() },
  { value: "web", label: m.compose_option_web() },
];

/** The choices, and the form's own word among them if it is another. */
export const withWord = (words: readonly Word[], value: string): Word[] =>
  words.some((word) => word.value === value) ? [...words] : [...words, { value, label: value }];

/** The app that is offered first, in a line of other words; nothing where there is none. */
export function appShown(value: string): string[] {
  const name = apps().find((app) => app.value === value)?.label ?? value;
  return value === "" ? [] : [m.compose_app_first({ name })];
}

/** The only way to pay, in a line of other words; nothing where there are several. */
export function wayShown(value: string): string[] {
  switch (value) {
    case "":
      return [];
    case "upi":
      return [m.compose_option_note_upi()];
    case "web":
      return [m.compose_option_note_web()];
    default:
      return [value];
  }
}
