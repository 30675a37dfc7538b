/** What was written and not sent, by conversation, until the browser's tab is closed or the person signs out. */
import { draftPrefix } from "../../../shell/unsent.ts";

export function draftOf(conversationId: string): string {
  return sessionStorage.getItem(draftPrefix + conversationId) ?? "";
}

export function keepDraft(conversationId: string, text: string): void {
  if (text === "") sessionStorage.removeItem(draftPrefix + conversationId);
  else sessionStorage.setItem(draftPrefix + conversationId, text);
}
