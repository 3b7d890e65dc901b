/** Owns which batches this window has begun or seen under way: their end is said until it is read. */
import { SvelteSet } from "svelte/reactivity";

export const seen = new SvelteSet<string>();
