/** Owns asking about telling many customers at once, and saying how it goes on. */
import { createMutation, createQuery } from "@tanstack/svelte-query";
import { call, commands, type EnvironmentView, type MessageAskedView } from "./call";
import { client } from "./client";
import { keys } from "./keys";

/** The newest batches of an environment. */
export function batchList(environment: () => EnvironmentView) {
  return createQuery(
    () => ({
      queryKey: keys.batchList(environment()),
      queryFn: () => call(commands.batchList(environment())),
    }),
    () => client,
  );
}

/** At most `rows` orders of a batch from this place on. */
export const batchOrders = (batchId: string, index: number, rows: number) =>
  call(commands.batchOrders(batchId, index, rows));

const reread = () => client.invalidateQueries({ queryKey: keys.batches });

/** Begins to tell many customers. */
export function batchStart() {
  return createMutation(
    () => ({
      mutationFn: ({ orderIds, asked }: { orderIds: string[]; asked: MessageAskedView }) =>
        call(commands.batchStart(orderIds, asked)),
      onSettled: reread,
    }),
    () => client,
  );
}

/** How a batch may be steered. */
export type Steer = "pause" | "resume" | "end";

const STEERS = {
  pause: commands.batchPause,
  resume: commands.batchResume,
  end: commands.batchEnd,
} as const satisfies Record<Steer, unknown>;

/** Pauses a batch before its next order, lets it go on, or ends it where it is paused. */
export function batchSteer() {
  return createMutation(
    () => ({
      mutationFn: ({ batchId, steer }: { batchId: string; steer: Steer }) =>
        call<null>(STEERS[steer](batchId)),
      onSettled: reread,
    }),
    () => client,
  );
}
