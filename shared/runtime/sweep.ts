import type { Collection, DocumentRef, Documents } from "../platform/documents.ts";
import type { OwnedDocument } from "./owned-document.ts";

/** Documents relayed at once. Each waits for the database and the bus, so one instance relays hundreds a second. */
const atOnce = 20;
/** No page is begun after this. The next sweep begins a minute after this one. */
const budgetMs = 45_000;

/**
 * Relays every outbox that is overdue when this is called, in pages, until none is left or the time is over. One that
 * fails stays for the next sweep, and does not keep others waiting. Returns the number of documents relayed.
 */
export async function sweepOverdue(settings: {
  readonly documents: Pick<Documents, "overdue">;
  readonly owned: readonly OwnedDocument<unknown>[];
  /** An outbox is overdue when it was left at or before this time. */
  readonly until: Date;
  readonly pageSize: number;
  now(): Date;
  /** Returns whether this sweeper relayed the document. Never throws. */
  relay(owned: OwnedDocument<unknown>, ref: DocumentRef): Promise<boolean>;
}): Promise<number> {
  const { documents, pageSize, now } = settings;
  const endsAt = now().getTime() + budgetMs;
  let relayed = 0;
  for (const owned of settings.owned) {
    const collection = owned.collection as unknown as Collection<unknown>;
    const tried = new Set<string>();
    while (now().getTime() <= endsAt) {
      const page = await documents.overdue(collection, "outboxAt", settings.until.toISOString(), pageSize);
      const untried = page.filter(({ tenantId, id }) => !tried.has(`${tenantId}/${id}`));
      if (untried.length === 0) break;
      for (const { tenantId, id } of untried) tried.add(`${tenantId}/${id}`);
      const rest = untried.values();
      const worker = async () => {
        for (const ref of rest) if (await settings.relay(owned, ref)) relayed += 1;
      };
      await Promise.all(Array.from({ length: Math.min(atOnce, untried.length) }, worker));
      if (page.length < pageSize) break;
    }
  }
  return relayed;
}
