/** Owns asking how looking payments up by itself goes, and telling it what to do. */
import { createMutation, createQuery } from "@tanstack/svelte-query";
import { call, commands, type EnvironmentView, type JobView, type ListSpanView } from "./call";
import { client } from "./client";
import { keys } from "./keys";

/** How often the queue is read while somebody looks at it, and while it is one line of the rail. */
export const LOOKED_AT_MS = 2_000;
export const GLANCED_AT_MS = 10_000;

/** How looking payments up goes. */
export function pollingShow(environment: () => EnvironmentView, everyMs: number) {
  return createQuery(
    () => ({
      queryKey: keys.polling(environment()),
      queryFn: () => call(commands.pollingShow(environment())),
      refetchInterval: everyMs,
    }),
    () => client,
  );
}

const reread = () => client.invalidateQueries({ queryKey: ["polling"] });

/** Pauses looking payments up by itself, or goes on. */
export function pollingPause() {
  return createMutation(
    () => ({
      mutationFn: (pauses: boolean) => call(commands.pollingPause(pauses)),
      onSettled: reread,
    }),
    () => client,
  );
}

/** Lets each business account make so many calls an hour. */
export function pollingAllow() {
  return createMutation(
    () => ({
      mutationFn: (callsPerHour: number) => call(commands.pollingAllow(callsPerHour)),
      onSuccess: () => client.invalidateQueries({ queryKey: keys.start }),
      onSettled: reread,
    }),
    () => client,
  );
}

/** Tries again now what was left alone because it failed. */
export function pollingRetry() {
  return createMutation(
    () => ({ mutationFn: () => call(commands.pollingRetry()), onSettled: reread }),
    () => client,
  );
}

/** Looks up no more of what a person asked for. */
export function lookUpCancel() {
  return createMutation(
    () => ({ mutationFn: jobCancel, onSettled: reread }),
    () => client,
  );
}

/** How far the lookups are that a person asked for last. */
export async function jobNow(environment: EnvironmentView): Promise<JobView | null> {
  return (await call(commands.pollingShow(environment))).job;
}

/** Looks up no more of what a person asked for. */
export const jobCancel = () => call(commands.lookUpCancel());

/** Looks these orders up before everything that is due. */
export async function ordersLookUp(orderIds: string[]): Promise<void> {
  await call(commands.ordersLookUp(orderIds));
  await reread();
}

/** Looks up everything in a part of a list before everything that is due. */
export async function listLookUp(environment: EnvironmentView, span: ListSpanView): Promise<void> {
  await call(commands.listLookUp(environment, span));
  await reread();
}
