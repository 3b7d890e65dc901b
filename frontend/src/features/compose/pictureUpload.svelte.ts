/** Owns a picture from the moment somebody wants to choose a file until WhatsApp has it. */
import {
  reason,
  type ChosenPictureView,
  type IpcError,
  type PictureView,
  type UploadedPictureView,
} from "$ipc/call";
import { pictureChoose, pictureStop, pictureUpload } from "$ipc/pictures";

/** Where it stands. */
export type Stage =
  | { at: "rest" }
  | { at: "asked" }
  | { at: "uploading"; file: ChosenPictureView }
  | { at: "done"; uploaded: UploadedPictureView }
  | { at: "failed"; error: IpcError; file: ChosenPictureView | null };

export class PictureUpload {
  #stage = $state.raw<Stage>({ at: "rest" });
  readonly #accountId: string;
  readonly #take: (mediaId: string) => void;
  /** Counts what was begun: what comes back to an earlier one is no longer wanted. */
  #turn = 0;

  constructor(accountId: string, take: (mediaId: string) => void) {
    this.#accountId = accountId;
    this.#take = take;
  }

  get stage(): Stage {
    return this.#stage;
  }

  /** A picture is on its way into the order, which must not leave without it. */
  get isBusy(): boolean {
    return this.#stage.at === "asked" || this.#stage.at === "uploading";
  }

  /** The picture as it was just uploaded, if it was. */
  get uploaded(): PictureView | null {
    return this.#stage.at === "done" ? this.#stage.uploaded.picture : null;
  }

  /** Asks for a file, and uploads it. */
  async choose(): Promise<void> {
    if (this.isBusy) {
      return;
    }
    const before = this.#stage;
    const isWanted = this.#begin({ at: "asked" });
    try {
      const file = await pictureChoose();
      if (isWanted() && file !== null) {
        await this.#upload(file);
      } else if (isWanted()) {
        this.#stage = before;
      }
    } catch (thrown) {
      if (isWanted()) {
        this.#stage = { at: "failed", error: reason(thrown), file: null };
      }
    }
  }

  /** Uploads the file once more that could not be. */
  async again(): Promise<void> {
    if (this.#stage.at === "failed" && this.#stage.file !== null) {
      await this.#upload(this.#stage.file);
    }
  }

  /** Calls an upload off; it then ends with that as its reason. */
  stop(): void {
    if (this.#stage.at === "uploading") {
      // Where it cannot be called off, it ends by itself.
      void pictureStop().catch(() => undefined);
    }
  }

  /** Nobody wants it any more. */
  leave(): void {
    this.stop();
    this.#begin({ at: "rest" });
  }

  async #upload(file: ChosenPictureView): Promise<void> {
    const isWanted = this.#begin({ at: "uploading", file });
    try {
      const uploaded = await pictureUpload(this.#accountId);
      if (isWanted()) {
        this.#stage = { at: "done", uploaded };
        this.#take(uploaded.picture.mediaId);
      }
    } catch (thrown) {
      if (isWanted()) {
        this.#stage = { at: "failed", error: reason(thrown), file };
      }
    }
  }

  /** Begins something, and says later whether it is still wanted. */
  #begin(stage: Stage): () => boolean {
    this.#stage = stage;
    this.#turn += 1;
    const mine = this.#turn;
    return () => mine === this.#turn;
  }
}
