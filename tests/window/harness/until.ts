/** Owns waiting: for a condition, with a bound, and saying what did not come. */

/** How long anything may take before a test says that it did not come, in milliseconds. */
export const WAIT_MS_MAX = 20_000;

/** Waits until a condition holds and returns what it gave. */
export async function until<T>(
  what: string,
  condition: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  wait_ms_max: number = WAIT_MS_MAX,
): Promise<T> {
  const end = Date.now() + wait_ms_max;
  for (;;) {
    const found = await condition();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > end) throw new Error(`${wait_ms_max} ms have passed, and not: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
