import type { Attachment, Choice, Content } from "../events/index.ts";

/** Choices where a channel has no buttons: the customer answers with the number or the words. */
export function withNumberedChoices(text: string, choices: readonly Choice[]): string {
  const lines = choices.map(({ label }, index) => `${index + 1}. ${label}`);
  return [text.trim(), lines.join("\n")].filter((block) => block !== "").join("\n\n");
}

export function withLinks(text: string, media: readonly Attachment[]): string {
  return [text.trim(), ...media.map(({ url }) => url)].filter((block) => block !== "").join("\n");
}

/** Everything a message has, as text. */
export function asText({ text, choices, media }: Content): string {
  return withNumberedChoices(withLinks(text, media), choices);
}
