/** Owns handing webhooks to the desk that somebody saved. */
import { call, commands } from "./call";

/** Takes in the text of a webhook; `signature` is what its header said, where it was kept. */
export const webhookTake = (accountId: string, body: string, signature: string | null) =>
  call(commands.webhookTake(accountId, body, signature));
