/** Owns where the repository is. */
import { fileURLToPath } from "node:url";

/** The folder that holds everything. */
export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
