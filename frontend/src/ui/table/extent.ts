/** Owns where the rows of a long list are. Rows have one height, so arithmetic is all it takes. */

/**
 * The height beyond which scrolling is scaled. WebKitGTK's floats hold no half pixels below 2^23 px,
 * where it blurs, and not every whole one below 2^24 px, where it paints nothing.
 */
export const HEIGHT_MAX = 8_000_000;
/** More rows than this are never in the document, unless that many are in sight. */
export const ROWS_MAX = 60;
const OVERSCAN = 8;

export interface Extent {
  readonly count: number;
  readonly rowHeight: number;
  /** The height in which rows are seen. */
  readonly viewport: number;
}

/** A run of row indices; `end` is not part of it. */
export interface Run {
  readonly first: number;
  readonly end: number;
}

/** Returns the height that the scrolled element is given. */
export function shownHeight(extent: Extent): number {
  return Math.min(fullHeight(extent), HEIGHT_MAX);
}

/** Returns how far down the whole list the top of the view is. */
export function offsetAt(extent: Extent, scrollTop: number): number {
  return clamp(scrollTop, 0, shownTravel(extent)) * scale(extent);
}

/** Returns where to scroll for the top of the view to be at this offset. */
export function scrollTopFor(extent: Extent, offset: number): number {
  return clamp(offset, 0, fullTravel(extent)) / scale(extent);
}

/** Returns where a row's top is inside the scrolled element, while it is scrolled to `scrollTop`. */
export function rowTop(extent: Extent, scrollTop: number, index: number): number {
  // Whole pixels: so far down, the engines round each row as they like.
  const inView = Math.round(index * extent.rowHeight - offsetAt(extent, scrollTop));
  return clamp(scrollTop, 0, shownTravel(extent)) + inView;
}

/** Returns the rows to put in the document: those in sight and a few on either side. */
export function rowsAround(extent: Extent, scrollTop: number): Run {
  const { count, rowHeight, viewport } = extent;
  if (count === 0 || viewport <= 0) {
    return { first: 0, end: 0 };
  }
  const offset = offsetAt(extent, scrollTop);
  const firstSeen = Math.min(Math.floor(offset / rowHeight), count - 1);
  const endSeen = Math.min(Math.ceil((offset + viewport) / rowHeight), count);
  const spare = Math.floor((ROWS_MAX - (endSeen - firstSeen)) / 2);
  const overscan = clamp(spare, 0, OVERSCAN);
  return {
    first: Math.max(firstSeen - overscan, 0),
    end: Math.min(endSeen + overscan, count),
  };
}

/** Returns where to scroll so that the whole row is in sight, moving no further than it takes. */
export function scrollTopShowing(extent: Extent, scrollTop: number, index: number): number {
  const { rowHeight, viewport } = extent;
  const from = clamp(scrollTop, 0, shownTravel(extent));
  const offset = offsetAt(extent, from);
  const top = index * rowHeight;
  if (top < offset) {
    return scrollTopFor(extent, top);
  }
  if (top + rowHeight > offset + viewport) {
    return scrollTopFor(extent, top + rowHeight - viewport);
  }
  return from;
}

/** Returns the pages that hold these rows, in order. */
export function pagesOf(run: Run, pageSize: number): number[] {
  if (run.end <= run.first) {
    return [];
  }
  const first = Math.floor(run.first / pageSize);
  const last = Math.floor((run.end - 1) / pageSize);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** Returns the row a key leads to, or nothing for a key that does not move. */
export function rowAfterKey(extent: Extent, index: number, key: string): number | undefined {
  const last = extent.count - 1;
  const leap = Math.max(Math.floor(extent.viewport / extent.rowHeight) - 1, 1);
  switch (key) {
    case "ArrowUp":
      return clamp(index - 1, 0, last);
    case "ArrowDown":
      return clamp(index + 1, 0, last);
    case "PageUp":
      return clamp(index - leap, 0, last);
    case "PageDown":
      return clamp(index + leap, 0, last);
    case "Home":
      return 0;
    case "End":
      return Math.max(last, 0);
    default:
      return undefined;
  }
}

function fullHeight({ count, rowHeight }: Extent): number {
  return count * rowHeight;
}

function fullTravel(extent: Extent): number {
  return Math.max(fullHeight(extent) - extent.viewport, 0);
}

function shownTravel(extent: Extent): number {
  return Math.max(shownHeight(extent) - extent.viewport, 0);
}

/** How many pixels of the list one scrolled pixel stands for. */
function scale(extent: Extent): number {
  const shown = shownTravel(extent);
  return shown === 0 ? 1 : fullTravel(extent) / shown;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
