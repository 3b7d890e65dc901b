/** Owns what a field tells the control inside it: its id, description and faults. */
import { getContext, hasContext, setContext } from "svelte";

/** What validation says about a field. Errors block; warnings do not. */
export interface Finding {
  severity: "error" | "warning";
  text: string;
}

/** Read, never kept: each member follows the field. */
export interface FieldLink {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly worst: Finding["severity"] | undefined;
  readonly required: boolean;
}

const KEY = Symbol("field");

/** Offers a field to the controls below the calling component. */
export function offerField(link: FieldLink): void {
  setContext(KEY, link);
}

/** Returns the field around the calling control, if there is one. */
export function fieldAround(): FieldLink | undefined {
  return hasContext(KEY) ? getContext<FieldLink>(KEY) : undefined;
}

/** Returns the attributes that tie a control to its field, or name it where it stands alone. */
export function controlAttributes(link: FieldLink | undefined, label: string | undefined) {
  return {
    id: link?.id,
    "aria-label": label,
    "aria-describedby": link?.describedBy,
    "aria-invalid": link?.worst === "error" ? ("true" as const) : undefined,
    "aria-required": link?.required === true ? ("true" as const) : undefined,
  };
}

/** Returns the class of the frame around a control. */
export function frameClass(link: FieldLink | undefined): string | undefined {
  switch (link?.worst) {
    case "error":
      return "has-error";
    case "warning":
      return "has-warn";
    case undefined:
      return undefined;
  }
}
