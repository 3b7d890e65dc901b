/** Owns asking about operations nobody knows the end of. */
import { createInfiniteQuery, createQuery } from "@tanstack/svelte-query";
import { call, commands, type EnvironmentView, type UnresolvedPageView } from "./call";
import { client } from "./client";
import { keys } from "./keys";

/** The newest unresolved operations, and how many there are in all. */
export function operationListUnresolved(environment: () => EnvironmentView) {
  return createQuery(
    () => ({
      queryKey: keys.unresolved(environment()),
      queryFn: () => call(commands.operationListUnresolved(environment(), null)),
    }),
    () => client,
  );
}

/** All unresolved operations, newest first, as many pages as were asked for. */
export function operationPagesUnresolved(environment: () => EnvironmentView) {
  return createInfiniteQuery(
    () => ({
      queryKey: [...keys.unresolved(environment()), "pages"],
      queryFn: ({ pageParam }: { pageParam: string | null }) =>
        call(commands.operationListUnresolved(environment(), pageParam)),
      initialPageParam: null,
      getNextPageParam: ({ next }: UnresolvedPageView) => next,
    }),
    () => client,
  );
}

/** Sends what was prepared before the program ended. */
export const operationSend = (operationId: string) => call(commands.operationSend(operationId));

/** Withdraws what was prepared and never left. */
export const operationWithdraw = (operationId: string) =>
  call(commands.operationWithdraw(operationId));
