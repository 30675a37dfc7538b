import type { Choice, Content } from "../events/index.ts";
import { type ChannelFormat, defineChannel, hourMs, phoneIdentity, type Shaping } from "./definition.ts";
import type { SectionConfig } from "./sections/section.ts";
import type { whatsappSections } from "./sections/whatsapp-sections.ts";
import { withLinks, withNumberedChoices } from "./sending/plain-text.ts";
import type { ShapedContent } from "./sending/shaped-content.ts";
import { splitText } from "./sending/split-text.ts";

/** Meta docs, "Customer service windows"; Twilio docs, error 63016. */
const windowMs = () => 24 * hourMs;

/** Twilio error 21617. */
const twilioBodyLength = 1_600;

/** WhatsApp through Twilio: choices are numbered, because its buttons need a template each. */
export const twilioWhatsapp: ChannelFormat = {
  windowMs,
  shape(content, { media }) {
    const [files, text] = filesAndText(content, media, twilioBodyLength);
    const numbered = withNumberedChoices(text, content.choices);
    return [...files, ...splitText(numbered, twilioBodyLength).map((part) => ({ type: "text" as const, text: part }))];
  },
};

/** Meta docs, "Cloud API: text messages", "Interactive reply buttons messages", "Interactive list messages". */
const cloud = {
  text: 4_096,
  caption: 1_024,
  buttons: 3,
  buttonText: 1_024,
  buttonLabel: 20,
  rows: 10,
  rowTitle: 24,
  rowDescription: 72,
} as const;

/** WhatsApp through Meta's Cloud API: up to three buttons, up to ten rows of a list, numbered text beyond. */
export const cloudWhatsapp: ChannelFormat = {
  windowMs,
  shape(content, shaping) {
    const [files, text] = filesAndText(content, shaping.media, cloud.caption);
    const { choices } = content;
    const asList = fitsButtons(choices) || fitsList(choices);
    const said = asList ? text : withNumberedChoices(text, choices);
    const texts = splitText(said, fitsButtons(choices) ? cloud.buttonText : cloud.text);
    const parts = texts.map((part): ShapedContent => ({ type: "text", text: part }));
    if (!asList) return [...files, ...parts];
    return [...files, ...parts.slice(0, -1), interactive(texts.at(-1) ?? promptIn(shaping), choices, shaping)];
  },
};

function interactive(text: string, choices: readonly Choice[], shaping: Shaping): ShapedContent {
  if (fitsButtons(choices)) return { type: "buttons", text, choices: [...choices] };
  const rows = choices.map(({ id, label }) => {
    const fits = length(label) <= cloud.rowTitle;
    return { id, title: fits ? label : clipped(label, cloud.rowTitle), description: fits ? null : label };
  });
  return { type: "list", text, button: promptIn(shaping), rows };
}

function fitsButtons(choices: readonly Choice[]): boolean {
  const short = choices.every(({ label }) => length(label) <= cloud.buttonLabel);
  return choices.length > 0 && choices.length <= cloud.buttons && short && areDistinct(choices);
}

function fitsList(choices: readonly Choice[]): boolean {
  const short = choices.every(({ label }) => length(label) <= cloud.rowDescription);
  return choices.length > 0 && choices.length <= cloud.rows && short && areDistinct(choices);
}

/** Meta refuses two buttons with the same label or the same id. */
function areDistinct(choices: readonly Choice[]): boolean {
  const distinct = (key: "id" | "label") => new Set(choices.map((choice) => choice[key])).size === choices.length;
  return distinct("id") && distinct("label");
}

/** The text becomes the caption of a single file. Audio has no captions. */
function filesAndText(
  { text, choices, media }: Content,
  asFiles: boolean,
  captionLength: number,
): readonly [files: readonly ShapedContent[], text: string] {
  if (!asFiles) return [[], withLinks(text, media)];
  const [only] = media.length === 1 ? media : [];
  const captioned = only && choices.length === 0 && text.length <= captionLength && !/^audio\//.test(only.contentType);
  const files = media.map((file): ShapedContent => ({ type: "media", ...file, caption: captioned ? text : "" }));
  return [files, captioned ? "" : text];
}

/** Length in characters, as Meta counts, not in UTF-16 units. */
function length(text: string): number {
  return [...text].length;
}

function clipped(text: string, limit: number): string {
  return `${[...text].slice(0, limit - 1).join("")}…`;
}

/** The prompt of a list without a text. */
function promptIn({ language }: Shaping): string {
  return prompts[language.slice(0, 2)] ?? "Options";
}

const prompts: Readonly<Record<string, string>> = { hi: "विकल्प", es: "Opciones", fr: "Choix", de: "Auswahl" };

/** WhatsApp, through Twilio or through Meta's Cloud API. */
export const whatsapp = defineChannel({
  identity: phoneIdentity,
  spoken: false,
  burstWindowMs: 1_500,
  builtInProviders: ["twilio_whatsapp", "meta_whatsapp"],
  sections: async () => (await import("./sections/whatsapp-sections.ts")).whatsappSections,
  addresses: ({ phone_number, phone_number_id }: SectionConfig<(typeof whatsappSections)["input"]>) => [
    [phone_number, "phone_number"] as const,
    ...(phone_number_id === undefined ? [] : [[phone_number_id, "phone_number_id"] as const]),
  ],
  carrier: {
    provider: "twilio",
    account: "twilio_whatsapp",
    format: (provider) => (provider === "meta" ? cloudWhatsapp : twilioWhatsapp),
    templates: "approved",
    stopIsFinal: false,
    recipientColumns: ["phone", "whatsapp", "mobile", "phone_number", "number"],
    toolProvider: /whatsapp/i,
  },
});
