/** Owns asking about exports, making and checking them, and following what each comes to. */
import { createInfiniteQuery, createMutation, createQuery } from "@tanstack/svelte-query";
import {
  call,
  commands,
  type ActivityLineView,
  type EnvironmentView,
  type ExportInput,
} from "./call";
import { client } from "./client";
import { keys } from "./keys";

/** How often it is asked how far an export is, in milliseconds. */
export const PROGRESS_MS = 250;
/** Lines of earlier exports that are read at once. */
export const EARLIER_ROWS = 20;

/** What can be exported, and how it was done last; read anew each time. */
export function exportStart() {
  return createQuery(
    () => ({
      queryKey: keys.exportStart,
      queryFn: () => call(commands.exportStart()),
      gcTime: 0,
    }),
    () => client,
  );
}

/** What an export would come to; a new question ends the one before. */
export const exportPreview = (input: ExportInput) => call(commands.exportPreview(input));

/** Asks the system's dialog where the file goes and makes it; nothing where that was left. */
export function exportMake() {
  return createMutation(
    () => ({
      mutationFn: (input: ExportInput) => call(commands.exportMake(input)),
      // The next one begins like it; of one that failed the activity may have something to say too.
      onSettled: () =>
        Promise.all([
          client.invalidateQueries({ queryKey: keys.exportStart }),
          client.invalidateQueries({ queryKey: keys.exported }),
        ]),
    }),
    () => client,
  );
}

/** How far the export is that is being made, the `turn`-th of this dialog. */
export function exportProgress(turn: () => number, isMaking: () => boolean) {
  return createQuery(
    () => ({
      queryKey: keys.exportProgress(turn()),
      queryFn: () => call(commands.exportProgress()),
      enabled: isMaking(),
      refetchInterval: PROGRESS_MS,
      staleTime: 0,
      gcTime: 0,
    }),
    () => client,
  );
}

/** Calls off the export that is being made. */
export function exportStop() {
  return createMutation(
    () => ({ mutationFn: () => call(commands.exportStop()) }),
    () => client,
  );
}

/** Shows the file that was made last in its folder. */
export function exportReveal() {
  return createMutation(
    () => ({ mutationFn: () => call(commands.exportReveal()) }),
    () => client,
  );
}

/** Asks for a file and checks it; nothing where the system's dialog was left. */
export function exportVerify() {
  return createMutation(
    () => ({ mutationFn: () => call(commands.exportVerify()) }),
    () => client,
  );
}

/** What was exported before, newest first, as many pages as were asked for. */
export function exportedPages(environment: () => EnvironmentView) {
  return createInfiniteQuery(
    () => ({
      queryKey: [...keys.exported, environment()],
      queryFn: ({ pageParam }: { pageParam: number | null }) =>
        call(commands.activityList(environment(), "export", null, pageParam, EARLIER_ROWS)),
      initialPageParam: null,
      getNextPageParam: (page: ActivityLineView[]) =>
        page.length < EARLIER_ROWS ? undefined : page.at(-1)?.number,
    }),
    () => client,
  );
}
