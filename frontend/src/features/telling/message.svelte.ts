/** Owns a status message while a person writes it: its text, its note, and the template it goes by. */
import type {
  MessageAskedView,
  OrderStatusView,
  PhraseView,
  RouteView,
  StatusTemplateView,
} from "$ipc/call";

export const TEXT_MAX = 1_024;
export const NOTE_MAX = 120;
/** As in the desk. */
export const GATEWAY_MAX = 500;

/** A message that is being written. */
export class Message {
  text = $state("");
  note = $state("");
  by = $state<"message" | "template">("message");
  /** It goes by template where the customer wrote too long ago. */
  hasFallback = $state(false);
  /** The template, by its name and language. */
  templateKey = $state("");
  /** What stands for each of its variables. */
  variables = $state<string[]>([]);
  /** What the gateway shows of an order that WhatsApp cannot look up. */
  gatewaySays = $state("");
  #isBegun = false;

  /** Begins with what was said last; what a person has written since stays. */
  begin(phrase: PhraseView): void {
    if (this.#isBegun) return;
    this.#isBegun = true;
    this.text = phrase.text;
    this.note = phrase.note;
    if (phrase.templateName !== null) {
      this.templateKey = keyOf(phrase.templateName, phrase.templateLanguage ?? "");
    }
  }

  /** Says it otherwise, because another status is told. */
  restart(): void {
    this.#isBegun = false;
  }

  /** It goes by template, always or where it must. */
  get needsTemplate(): boolean {
    return this.by === "template" || this.hasFallback;
  }

  /** The template that is chosen. */
  template(all: readonly StatusTemplateView[] | undefined): StatusTemplateView | undefined {
    return all?.find(({ name, language }) => keyOf(name, language) === this.templateKey);
  }

  /** What keeps it from being sent; nothing where it may be. */
  lacks(all: readonly StatusTemplateView[] | undefined): "text" | "note" | "template" | undefined {
    if (this.note.length > NOTE_MAX) return "note";
    if (this.by === "message") {
      if (this.text.trim() === "" || this.text.length > TEXT_MAX) return "text";
      if (!this.hasFallback) return undefined;
    }
    const chosen = this.template(all);
    if (chosen === undefined) return "template";
    const given = this.variables.slice(0, chosen.variables).filter((one) => one.trim() !== "");
    return given.length === chosen.variables ? undefined : "template";
  }

  /** What is asked for. */
  asked(status: OrderStatusView, all: readonly StatusTemplateView[] | undefined): MessageAskedView {
    const chosen = this.template(all);
    const byTemplate: RouteView | null =
      chosen === undefined
        ? null
        : {
            by: "template",
            name: chosen.name,
            language: chosen.language,
            variables: this.variables.slice(0, chosen.variables),
          };
    const byMessage: RouteView = { by: "message", text: this.text };
    const isByTemplate = this.by === "template" && byTemplate !== null;
    return {
      status,
      note: this.note,
      route: isByTemplate ? byTemplate : byMessage,
      fallback: !isByTemplate && this.hasFallback ? byTemplate : null,
      gatewaySays: this.gatewaySays.trim() === "" ? null : this.gatewaySays,
    };
  }
}

/** A template among others. */
export function keyOf(name: string, language: string): string {
  return `${name}/${language}`;
}
