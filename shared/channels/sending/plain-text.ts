import type { Attachment, Choice, Content } from "../../events/index.ts";

/** Numbered choices for channels without buttons. The customer answers with the number or the label. */
export function withNumberedChoices(text: string, choices: readonly Choice[]): string {
  const lines = choices.map(({ label }, index) => `${index + 1}. ${label}`);
  return [text.trim(), lines.join("\n")].filter((block) => block !== "").join("\n\n");
}

export function withLinks(text: string, media: readonly Attachment[]): string {
  return [text.trim(), ...media.map(({ url }) => url)].filter((block) => block !== "").join("\n");
}

/** A message's text, files and choices as one text. */
export function asText({ text, choices, media }: Content): string {
  return withNumberedChoices(withLinks(text, media), choices);
}
