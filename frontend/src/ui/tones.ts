/** Owns the icon that goes with a tone where no state names one. */
import type { IconName } from "./icons";
import type { Tone } from "./states";

/** Returns the icon; color alone must never say it. */
export function toneIcon(tone: Tone): IconName {
  switch (tone) {
    case "good":
      return "s-paid";
    case "busy":
      return "s-running";
    case "warn":
      return "s-alert";
    case "bad":
      return "s-failed";
    case "unknown":
      return "s-lock";
    case "quiet":
    case "accent":
      return "info";
  }
}
