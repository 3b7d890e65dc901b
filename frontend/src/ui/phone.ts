/** Owns how a phone number is written: grouped as its country does, whole, never masked. */

/** India: five and five. Brazil: area code, then five or four and four. */
const GROUPS: readonly (readonly [RegExp, string])[] = [
  [/^\+91(\d{5})(\d{5})$/, "+91 $1 $2"],
  [/^\+55(\d{2})(\d{4,5})(\d{4})$/, "+55 $1 $2-$3"],
];

/** Groups a number given as `+` and digits; a number of another shape stays as it is. */
export function formatPhone(number: string): string {
  for (const [shape, written] of GROUPS) {
    if (shape.test(number)) {
      return number.replace(shape, written).replaceAll(" ", "\u00a0");
    }
  }
  return number;
}
