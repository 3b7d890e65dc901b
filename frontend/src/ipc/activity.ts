/** Owns verifying the activity, and going on with a book in doubt. */
import { createMutation, createQuery } from "@tanstack/svelte-query";
import { call, commands } from "./call";
import { client } from "./client";
import { keys } from "./keys";

/** Whether every line holds and the keyring knows the book; computed anew when asked again. */
export function activityVerify() {
  return createQuery(
    () => ({ queryKey: keys.activity, queryFn: () => call(commands.activityVerify()) }),
    () => client,
  );
}

/** Lets effects leave from a book in doubt again. */
export function bookGoOn() {
  return createMutation(
    () => ({
      mutationFn: (why: string) => call(commands.bookGoOn(why)),
      onSuccess: () => client.invalidateQueries(),
    }),
    () => client,
  );
}
