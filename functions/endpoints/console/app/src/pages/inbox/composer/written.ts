/** What an operator wrote in their own language, while the field has its translation. */
import { writtenName } from "../../../shell/vault/text-names.ts";
import type { Vault } from "../../../shell/vault/vault.ts";

export interface Written {
  readonly text: string;
  readonly language: string;
}

/** As the API takes them. */
export const longestTranslated = 4_000;

/** What goes with a reply: nothing where it is sent in the words that were written. */
export function writtenOf(written: Written | undefined, said: string): Written | undefined {
  return written === undefined || said === "" || said === written.text ? undefined : written;
}

/** Kept like the draft. What is kept wrongly counts as nothing. */
export function writtenIn(stored: string | undefined): Written | undefined {
  if (stored === undefined) return undefined;
  try {
    const { text, language } = JSON.parse(stored) as Partial<Record<keyof Written, unknown>>;
    return typeof text === "string" && typeof language === "string" ? { text, language } : undefined;
  } catch {
    return undefined;
  }
}

export function keptWritten(vault: Vault, conversationId: string): Written | undefined {
  return writtenIn(vault.get(writtenName(conversationId)));
}

export function keepWritten(vault: Vault, conversationId: string, written: Written | undefined): void {
  vault.set(writtenName(conversationId), written && JSON.stringify(written));
}
