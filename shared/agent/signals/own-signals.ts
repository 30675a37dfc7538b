import type { TenantConfig } from "../../config/index.ts";
import { normalized } from "../../schema/bounded-text.ts";

/** The signals of the tenant's own (`signals`) whose words stand in one of the messages. Linear in the texts' length. */
export function ownSignals({ signals }: Pick<TenantConfig, "signals">, messages: readonly string[]): readonly string[] {
  const names = Object.entries(signals);
  if (names.length === 0) return [];
  const said = ` ${messages.map(plainWords).join("  ")} `;
  return names
    .filter(([, phrases]) => phrases.some((phrase) => said.includes(` ${plainWords(phrase)} `)))
    .map(([name]) => name);
}

/** Words in small letters with one space between them. Signs that are part of a word in Indian scripts stay. */
function plainWords(text: string): string {
  return normalized(text, "NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}
