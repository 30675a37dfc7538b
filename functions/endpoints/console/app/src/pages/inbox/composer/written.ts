/** What an operator wrote in their own language, while the field has its translation. Pure but for the tab's storage. */
import { writtenPrefix } from "../../../shell/unsent.ts";

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

/** Kept like the draft, until the browser's tab is closed. What is kept wrongly counts as nothing. */
export function writtenIn(stored: string | null): Written | undefined {
  if (stored === null) return undefined;
  try {
    const { text, language } = JSON.parse(stored) as Partial<Record<keyof Written, unknown>>;
    return typeof text === "string" && typeof language === "string" ? { text, language } : undefined;
  } catch {
    return undefined;
  }
}

export function keptWritten(conversationId: string): Written | undefined {
  return writtenIn(sessionStorage.getItem(writtenPrefix + conversationId));
}

export function keepWritten(conversationId: string, written: Written | undefined): void {
  if (written === undefined) sessionStorage.removeItem(writtenPrefix + conversationId);
  else sessionStorage.setItem(writtenPrefix + conversationId, JSON.stringify(written));
}
