/** Owns asking for the first picture, and the choices the window remembers. */
import { createMutation, createQuery } from "@tanstack/svelte-query";
import {
  call,
  commands,
  type EnvironmentView,
  type NotificationsView,
  type ThemeView,
} from "./call";
import { client } from "./client";
import { keys } from "./keys";

/** Everything for the first picture; asking again opens a book that could not be opened before. */
export function deskStart() {
  return createQuery(
    () => ({ queryKey: keys.start, queryFn: () => call(commands.deskStart()) }),
    () => client,
  );
}

/** Shows another environment from now on. */
export function environmentChoose() {
  return createMutation(
    () => ({
      mutationFn: (environment: EnvironmentView) => call(commands.environmentChoose(environment)),
      onSuccess: () => client.invalidateQueries({ queryKey: keys.start }),
    }),
    () => client,
  );
}

/** Changes the colors from now on. */
export function themeChoose() {
  return createMutation(
    () => ({
      mutationFn: (theme: ThemeView) => call(commands.themeChoose(theme)),
      onSuccess: () => client.invalidateQueries({ queryKey: keys.start }),
    }),
    () => client,
  );
}

/** Tells this while the window is not in sight from now on. */
export function notificationsChoose() {
  return createMutation(
    () => ({
      mutationFn: (choice: NotificationsView) => call(commands.notificationsChoose(choice)),
      onSuccess: () => client.invalidateQueries({ queryKey: keys.start }),
    }),
    () => client,
  );
}

/** Starts the simulator and makes its account, or takes the one there is. */
export function sandboxStart() {
  return createMutation(
    () => ({
      mutationFn: () => call(commands.sandboxStart()),
      onSuccess: () => client.invalidateQueries({ queryKey: keys.start }),
    }),
    () => client,
  );
}

/** Leaves the program, after the answers to what is on its way. */
export const windowClose = () => call(commands.windowClose());

/** Stays, after the window was asked to close. */
export const windowStay = () => call(commands.windowStay());
