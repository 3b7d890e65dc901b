/** Owns asking for the figures of the day. */
import { createQuery } from "@tanstack/svelte-query";
import { call, commands, type EnvironmentView } from "./call";
import { client } from "./client";
import { keys } from "./keys";
import { TIME_PASSES_MS } from "./orders";

/** The money at risk and what the business day has come to. */
export function todayShow(environment: () => EnvironmentView) {
  return createQuery(
    () => ({
      queryKey: keys.today(environment()),
      queryFn: () => call(commands.todayShow(environment())),
      // Orders expire, and days end, without anybody writing it down.
      refetchInterval: TIME_PASSES_MS,
    }),
    () => client,
  );
}
