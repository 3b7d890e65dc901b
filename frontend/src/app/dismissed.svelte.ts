/** Owns which notices of this start were closed; the next start may have something new to say. */
import { SvelteSet } from "svelte/reactivity";

export const dismissed = new SvelteSet<"unknown" | "withdrawn">();
