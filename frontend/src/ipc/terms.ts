/** Owns opening Meta's payments terms in the browser. */
import { toast } from "../ui/toasts.svelte";
import { call, commands, reason } from "./call";
import { faultWords } from "./words";

/** Opens where the terms are accepted, or says why nothing opened. */
export async function openTerms(link: string): Promise<void> {
  try {
    await call(commands.termsOpen(link));
  } catch (thrown) {
    const { tone, title, meaning } = faultWords(reason(thrown));
    toast({ tone, title, consequence: meaning, about: link });
  }
}
