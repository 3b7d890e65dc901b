/** Owns when pages are asked for: at once while scrolling on, after a pause while leaping. */

/** A drag of the scrollbar passes hundreds of pages; only where it rests is worth asking. */
const REST_MS = 80;

export interface PageNeeds {
  /** Takes the pages in view and asks for them when it is time. */
  see: (pages: readonly number[]) => void;
  stop: () => void;
}

/** Returns what stands between the view and whoever loads pages. */
export function pageNeeds(ask: (pages: number[]) => void): PageNeeds {
  let asked: readonly number[] | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function askNow(pages: readonly number[]): void {
    asked = pages;
    ask([...pages]);
  }

  return {
    see(pages) {
      clearTimeout(timer);
      if (asked !== undefined && isSame(pages, asked)) {
        return;
      }
      if (asked === undefined || isBeside(pages, asked)) {
        askNow(pages);
      } else {
        timer = setTimeout(() => askNow(pages), REST_MS);
      }
    },
    stop() {
      clearTimeout(timer);
    },
  };
}

function isSame(some: readonly number[], others: readonly number[]): boolean {
  return some.length === others.length && some.every((one, at) => one === others[at]);
}

function isBeside(some: readonly number[], others: readonly number[]): boolean {
  return some.some((one) => others.some((other) => Math.abs(one - other) <= 1));
}
