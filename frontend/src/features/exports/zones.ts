/** Owns the time zones that can be chosen: the two of the merchants first, by their own names. */
import { m } from "$messages";

interface ZoneOption {
  value: string;
  label: string;
  note?: string;
}

const INDIA = "Asia/Kolkata";
const BRASILIA = "America/Sao_Paulo";

/** All zones of these IANA names. */
export function zoneOptions(names: readonly string[]): ZoneOption[] {
  const own = [
    { value: INDIA, label: m.exports_zone_india(), note: INDIA },
    { value: BRASILIA, label: m.exports_zone_brasilia(), note: BRASILIA },
  ];
  const others = names.filter((name) => name !== INDIA && name !== BRASILIA);
  return [...own, ...others.map((name) => ({ value: name, label: name }))];
}
