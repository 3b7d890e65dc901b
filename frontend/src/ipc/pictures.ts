/** Owns asking about pictures above messages: choosing a file, uploading it, and what was uploaded. */
import { createQuery } from "@tanstack/svelte-query";
import { call, commands } from "./call";
import { client } from "./client";
import { keys } from "./keys";

/** Asks the system’s dialog for a picture and has it checked; nothing where that was left. */
export const pictureChoose = () => call(commands.pictureChoose());

/** Uploads the picture that was chosen last, unless WhatsApp has it already. */
export async function pictureUpload(accountId: string) {
  const uploaded = await call(commands.pictureUpload(accountId));
  void client.invalidateQueries({ queryKey: keys.pictures(accountId) });
  return uploaded;
}

/** Calls off the upload that is under way, which then ends with that as its reason. */
export const pictureStop = () => call(commands.pictureStop());

/** The pictures that can still be used, newest first; read anew each time, since they go with time. */
export function pictureList(accountId: () => string) {
  return createQuery(
    () => ({
      queryKey: keys.pictures(accountId()),
      queryFn: () => call(commands.pictureList(accountId())),
      staleTime: 0,
    }),
    () => client,
  );
}
