/** Owns what nobody caught: it is shown, never swallowed. */
import { reason } from "$ipc/call";
import { faultWords } from "$ipc/words";
import { m } from "$messages";
import { toast } from "$ui";

/** The same fault again within this time says nothing new, in milliseconds. */
const REPEAT_MS = 10_000;
/** Words beyond this help nobody in a toast. */
const WORDS_MAX = 300;
/** Not a fault: sizes that changed while they were being told are told again with the next frame. */
const TOLD_LATER = /^ResizeObserver loop /u;

/** Shows whatever reaches the window uncaught. Returns how to stop. */
export function showUncaught(): () => void {
  let last = { words: "", atMs: -REPEAT_MS };

  function show(words: string): void {
    const nowMs = performance.now();
    if (words === last.words && nowMs - last.atMs < REPEAT_MS) return;
    last = { words, atMs: nowMs };
    toast({ tone: "bad", title: m.app_window_fault(), consequence: words.slice(0, WORDS_MAX) });
  }

  const onError = (event: ErrorEvent): void => {
    if (!TOLD_LATER.test(event.message)) show(event.message);
  };
  const onRejection = (event: PromiseRejectionEvent): void => show(wordsOf(event.reason));
  window.addEventListener("error", onError);
  window.addEventListener("unhandledrejection", onRejection);
  return () => {
    window.removeEventListener("error", onError);
    window.removeEventListener("unhandledrejection", onRejection);
  };
}

/** What the desk said has its own words; anything else is the window's own fault. */
function wordsOf(thrown: unknown): string {
  const error = reason(thrown);
  return error.code === "defect" ? error.words : faultWords(error).title;
}
