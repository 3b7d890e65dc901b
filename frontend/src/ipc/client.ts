/** Owns what the window remembers of the desk's answers, and forgetting it when the book changes. */
import { QueryClient } from "@tanstack/svelte-query";
import { events, type CloseAsked, type NewsOpened } from "./bindings";
import { staleKeys } from "./keys";

/** The desk decides about retries; it is never offline, since it is this program. */
export const client = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: "always",
      retry: false,
      staleTime: Infinity,
      refetchOnWindowFocus: false,
    },
    mutations: { networkMode: "always", retry: false },
  },
});

/** Asks again for whatever a change of the book makes stale. Returns how to stop. */
export async function followBook(): Promise<() => void> {
  return events.bookChanged.listen(({ payload }) => {
    for (const queryKey of staleKeys(payload)) void client.invalidateQueries({ queryKey });
  });
}

/** Hears that the window was asked to close while something is on its way. */
export async function onCloseAsked(tell: (asked: CloseAsked) => void): Promise<() => void> {
  return events.closeAsked.listen(({ payload }) => tell(payload));
}

/** Hears that somebody clicked on news that the system showed. */
export async function onNewsOpened(show: (news: NewsOpened) => void): Promise<() => void> {
  return events.newsOpened.listen(({ payload }) => show(payload));
}
