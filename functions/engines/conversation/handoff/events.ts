import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import type { ApiRequest, ServerSentEvent } from "../../../../shared/http/route.ts";
import type { Documents, Stored } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { Caller } from "../../../../shared/security/identity.ts";
import { mayDo } from "../../../../shared/security/permissions.ts";
import { type HandoffLogEntry, handoffLog } from "./log.ts";
import { type HandoffEventView, handoffEventView } from "./views.ts";

/** One query each time, and none while nobody watches. */
const watchEveryMs = 500;
/**
 * A commit's time is taken before it is visible: entries this much older than the newest seen are looked at again, so
 * that one that came late is not missed.
 */
const lateMs = 5_000;

/** `handoff` for each thing that happens, from now on or from the `Last-Event-ID` on; none twice. */
export async function* handoffEvents(
  { documents, now }: { readonly documents: Documents; readonly now: () => Date },
  { identity, lastEventId, signal }: ApiRequest<unknown, unknown, unknown>,
): AsyncGenerator<ServerSentEvent & { readonly data: z.infer<typeof HandoffEventView> }> {
  const seen = seenUntil(lastEventId, now());
  while (!signal.aborted) {
    for (const { id, data } of await entriesAfter(documents, identity.tenantId, seen.from())) {
      if (!seen.isNew(id, data.at)) continue;
      yield { event: "handoff", id: `${data.at} ${id}`, data: handoffEventView(data) };
    }
    await sleep(watchEveryMs, undefined, { signal }).catch(stopWhenAborted);
  }
}

/** What happened to one conversation after a time. */
export async function actsAfter(
  documents: Documents,
  tenantId: TenantId,
  { conversationId, after }: { readonly conversationId: string; readonly after: string },
): Promise<readonly HandoffLogEntry[]> {
  const { items } = await documents.query(tenantId, handoffLog, {
    where: [
      ["conversationId", "==", conversationId],
      ["at", ">", after],
    ],
    orderBy: { field: "at", direction: "asc" },
    limit: 50,
  });
  return items.map(({ data }) => data);
}

/** Beside a conversation's turns, what those do not show. Notes are for operators. */
export function isShownBesideTurns({ kind }: HandoffLogEntry, identity: Caller): boolean {
  if (kind === "customer-wrote" || kind === "reply") return false;
  return kind !== "note" || mayDo(identity, "conversations:operate");
}

export function stopWhenAborted(error: unknown): void {
  if (!(error instanceof Error) || error.name !== "AbortError") throw error;
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

/** What a watcher has had; only the newest few seconds are kept. */
function seenUntil(lastEventId: string | undefined, now: Date) {
  const [given = "", lastId = ""] = (lastEventId ?? "").split(" ");
  const resumed = !Number.isNaN(Date.parse(given));
  const begin = resumed ? given : now.toISOString();
  let newest = begin;
  const had = new Map<string, string>();
  const lookBack = () => new Date(Date.parse(newest) - lateMs).toISOString();
  return {
    /** Nothing from before the beginning is shown: a watcher who resumes has had it. */
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
