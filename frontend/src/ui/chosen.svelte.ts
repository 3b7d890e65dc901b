/** Owns the orders a person has chosen in the lists, for what is done with several at once. */
import { SvelteSet } from "svelte/reactivity";

/** The chosen orders, by id. */
export class Chosen {
  readonly #ids = new SvelteSet<string>();

  get count(): number {
    return this.#ids.size;
  }

  get ids(): string[] {
    return [...this.#ids];
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  add(ids: readonly string[]): void {
    for (const id of ids) this.#ids.add(id);
  }

  toggle(id: string): void {
    if (!this.#ids.delete(id)) this.#ids.add(id);
  }

  clear(): void {
    this.#ids.clear();
  }
}
