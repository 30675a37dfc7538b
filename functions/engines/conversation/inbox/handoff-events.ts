import type { z } from "zod";
import type { ApiRequest, ServerSentEvent } from "../../../../shared/http/route.ts";
import { changes } from "../../../../shared/platform/caching/changes.ts";
import { type Watched, watchedPage } from "../../../../shared/platform/caching/shared-watches.ts";
import type { Documents, Stored, WatchedQuery } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { mayDo } from "../../../../shared/security/permissions.ts";
import type { Caller } from "../../../../shared/security/tokens/identity.ts";
import { type HandoffLogEntry, handoffLog, isForOperators } from "../handoff/log.ts";
import { attentionPage, attentionTeller } from "./attention.ts";
import { attentionEventView, type HandoffEventView, handoffEventView } from "./handoff-views.ts";

/** Entries that a late one may stand behind: its time is taken before its commit is visible. */
const newestEntries: WatchedQuery = { orderBy: { field: "at", direction: "desc" }, limit: 20 };
/**
 * A commit's time is taken before the commit is visible. So entries up to this much older than the newest are read
 * again: a late one is not missed.
 */
const lateMs = 5_000;

/**
 * Streams a `handoff` event for each log entry, from now on or after `Last-Event-ID`. Never repeats an entry. Reads only
 * after a change; the streams of a tenant share one watch.
 */
export async function* handoffEvents(
  { documents, now }: { readonly documents: Documents; readonly now: () => Date },
  { identity, lastEventId, signal }: ApiRequest<unknown, unknown, unknown>,
): AsyncGenerator<ServerSentEvent & { readonly data: z.infer<typeof HandoffEventView> }> {
  const seen = seenUntil(lastEventId, now());
  const { tenantId } = identity;
  const log = watchedPage(tenantId, handoffLog, newestEntries);
  const newAttention = attentionTeller(documents, tenantId, now);
  for await (const _ of changes(documents, [log, attentionPage(tenantId)], signal)) {
    for (const { id, data } of await entriesAfter(documents, tenantId, seen.from())) {
      if (!seen.isNew(id, data.at)) continue;
      yield { event: "handoff", id: `${data.at} ${id}`, data: handoffEventView(data) };
    }
    // Without an id: nobody needs to hear again who looked at what.
    for (const sign of await newAttention()) yield { event: "handoff", data: attentionEventView(sign) };
  }
}

/** The page of a conversation's newest log entries. */
export function logOfConversation(tenantId: TenantId, conversationId: string): Watched {
  return watchedPage(tenantId, handoffLog, { ...newestEntries, where: [["conversationId", "==", conversationId]] });
}

/** The log entries of one conversation after a time, and whether there are more. */
export async function handoffEntriesAfter(
  documents: Documents,
  tenantId: TenantId,
  { conversationId, after }: { readonly conversationId: string; readonly after: string },
): Promise<{ readonly entries: readonly HandoffLogEntry[]; readonly more: boolean }> {
  const { items, nextCursor } = await documents.query(tenantId, handoffLog, {
    where: [
      ["conversationId", "==", conversationId],
      ["at", ">", after],
    ],
    orderBy: { field: "at", direction: "asc" },
    limit: 50,
  });
  return { entries: items.map(({ data }) => data), more: nextCursor !== undefined };
}

/** Entries to show beside a conversation's turns, because turns do not show them. Notes and whispers are for operators only. */
export function isShownBesideTurns({ kind }: HandoffLogEntry, identity: Caller): boolean {
  if (kind === "customer-wrote" || kind === "reply") return false;
  return !isForOperators(kind) || mayDo(identity, "conversations:operate");
}

async function entriesAfter(
  documents: Documents,
  tenantId: TenantId,
  from: string,
): Promise<readonly Stored<HandoffLogEntry>[]> {
  const found: Stored<HandoffLogEntry>[] = [];
  let cursor: string | undefined;
  do {
    const page = await documents.query(tenantId, handoffLog, {
      where: [["at", ">=", from]],
      orderBy: { field: "at", direction: "asc" },
      limit: 200,
      cursor,
    });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

/** Tracks which entries a watcher has received. Keeps only the newest few seconds. */
function seenUntil(lastEventId: string | undefined, now: Date) {
  const [given = "", lastId = ""] = (lastEventId ?? "").split(" ");
  const resumed = !Number.isNaN(Date.parse(given));
  const begin = resumed ? given : now.toISOString();
  let newest = begin;
  const had = new Map<string, string>();
  const lookBack = () => new Date(Date.parse(newest) - lateMs).toISOString();
  return {
    /** A watcher who resumes has already received everything before its start. */
    from(): string {
      const earliest = lookBack();
      if (earliest < begin) return begin;
      return earliest;
    },
    isNew(id: string, at: string): boolean {
      if (had.has(id) || (resumed && at === begin && id <= lastId)) return false;
      had.set(id, at);
      if (at > newest) newest = at;
      const oldest = lookBack();
      for (const [old, when] of had) if (when < oldest) had.delete(old);
      return true;
    },
  };
}
