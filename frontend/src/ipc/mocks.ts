/** Owns a desk that tests make up: the only other way into the shell than the bindings. */
export { emit } from "@tauri-apps/api/event";
export { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
