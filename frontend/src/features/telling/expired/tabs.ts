/** Owns the names of the parts of Expired & cancel. */

/** Its parts: expired and unpaid, paid after all, a cancel was sent, nothing contradicts the cancel. */
export const EXPIRED_TABS = ["expired", "late", "sent", "cancelled"] as const;

/** One of its parts. */
export type ExpiredTabName = (typeof EXPIRED_TABS)[number];
