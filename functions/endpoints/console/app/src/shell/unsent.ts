/** What a person has written in the inbox and not sent, as this browser keeps it. */
type Kept = Pick<Storage, "length" | "key" | "getItem" | "removeItem">;

const outboxPrefix = "console-inbox-outbox:";
/** What is being written, by conversation. The tab keeps it. */
export const draftPrefix = "console-inbox-draft:";
/** What was written where the draft is its translation. */
export const writtenPrefix = "console-inbox-written:";

/** Where a client's outbox of a person lies. */
export function outboxKey(client: string, personId: string): string {
  return `${outboxPrefix}${client}:${personId}`;
}

/** How many texts of a person wait in this browser, of all clients. */
export function countUnsent({ local, tab }: { readonly local: Kept; readonly tab: Kept }, personId: string): number {
  const waiting = outboxesOf(local, personId).map((key) => entriesIn(local.getItem(key)));
  const drafts = keysOf(tab).filter((key) => key.startsWith(draftPrefix) && (tab.getItem(key) ?? "").trim() !== "");
  return waiting.reduce((sum, count) => sum + count, 0) + drafts.length;
}

/** Forgets them. */
export function clearUnsent({ local, tab }: { readonly local: Kept; readonly tab: Kept }, personId: string): void {
  for (const key of outboxesOf(local, personId)) local.removeItem(key);
  for (const key of keysOf(tab)) if (key.startsWith(draftPrefix) || key.startsWith(writtenPrefix)) tab.removeItem(key);
}

function outboxesOf(local: Kept, personId: string): readonly string[] {
  return keysOf(local).filter((key) => key.startsWith(outboxPrefix) && key.endsWith(`:${personId}`));
}

function keysOf(kept: Kept): readonly string[] {
  return Array.from({ length: kept.length }, (_, index) => kept.key(index) ?? "");
}

/** What is kept wrongly counts as nothing: nobody can send it either. */
function entriesIn(stored: string | null): number {
  try {
    const entries: unknown = JSON.parse(stored ?? "[]");
    return Array.isArray(entries) ? entries.length : 0;
  } catch {
    return 0;
  }
}
