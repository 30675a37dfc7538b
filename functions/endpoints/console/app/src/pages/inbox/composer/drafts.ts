/** What was written and not sent, by conversation, until the browser's tab is closed. */
const prefix = "console-inbox-draft:";

export function draftOf(conversationId: string): string {
  return sessionStorage.getItem(prefix + conversationId) ?? "";
}

export function keepDraft(conversationId: string, text: string): void {
  if (text === "") sessionStorage.removeItem(prefix + conversationId);
  else sessionStorage.setItem(prefix + conversationId, text);
}
