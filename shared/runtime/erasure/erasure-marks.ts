import { z } from "zod";
import { type Collection, type Documents, put, type Write } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import type { Event } from "../step.ts";

const ErasureMark = z.object({
  /** When the erasure began. What happened before is not handled any more. */
  at: z.string(),
  /** Events that the erased document had handled. A provider may deliver one again days later. */
  handled: z.array(z.string()),
});
type ErasureMark = z.infer<typeof ErasureMark>;

/**
 * Keyed by the id of an erased customer or conversation. Providers repeat a webhook for a week at most, and the bus an
 * event for an hour.
 */
export const erasureMarks: Collection<ErasureMark> = {
  name: "erasure-marks",
  schema: ErasureMark,
  indexes: [],
  confidential: true,
  // Times and ids of events.
  personal: "nothing",
};
const keptMs = 30 * 24 * 3_600_000;
const handledKept = 500;

/** Records that an erasure of this id begins, or with `handled` that its document is erased. */
export async function markWrite(
  documents: Documents,
  tenantId: TenantId,
  mark: { readonly id: string; readonly at: string; readonly handled: readonly string[]; readonly now: Date },
): Promise<Write> {
  const { id, at, now } = mark;
  const before = await documents.get(tenantId, erasureMarks, id);
  const handled = [...new Set([...(before?.data.handled ?? []), ...mark.handled])].slice(-handledKept);
  return put(erasureMarks, id, { at, handled }, { expiresAt: new Date(now.getTime() + keptMs) });
}

/** Whether the event tells of a person who was erased since: it would bring back what was erased. */
export async function predatesErasure(documents: Documents, event: Event<unknown>): Promise<boolean> {
  const marks = await Promise.all(idsIn(event).map((id) => documents.get(event.tenantId, erasureMarks, id)));
  return marks.some(
    (mark) =>
      mark !== undefined &&
      (Date.parse(event.occurredAt) <= Date.parse(mark.data.at) || mark.data.handled.includes(event.id)),
  );
}

/** The ids in an event that may be those of a customer or a conversation. */
function idsIn({ key, data }: Event<unknown>): readonly string[] {
  const named = data !== null && typeof data === "object" ? (data as Readonly<Record<string, unknown>>) : {};
  const ids = [key, named.conversationId, named.customerId, named.personId];
  return [...new Set(ids.filter((id) => typeof id === "string" && id !== ""))] as string[];
}
