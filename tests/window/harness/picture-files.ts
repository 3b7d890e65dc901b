/** Owns pictures as files, for the system's dialog to choose. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Its path is on some pictures of the screen, and the same in every run. */
const FOLDER = join(tmpdir(), "Pictures");

/** A file that begins as a JPEG does, about this large; nobody looks further into it. */
const jpeg = (bytes: number, mark: string): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(mark), Buffer.alloc(bytes)]);

/** Makes a folder with three pictures and a page that calls itself one; their paths. */
export function pictureFiles(): Record<"diwali" | "pongal" | "large" | "page", string> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  const made = (name: string, bytes: Buffer): string => {
    const path = join(FOLDER, name);
    writeFileSync(path, bytes);
    return path;
  };
  return {
    diwali: made("diwali.jpg", jpeg(245_000, "diwali")),
    pongal: made("pongal sweets.jpg", jpeg(2_300_000, "pongal")),
    large: made("shop front.jpg", jpeg(6_000_000, "shop")),
    page: made("menu.png", Buffer.from("%PDF-1.7")),
  };
}
