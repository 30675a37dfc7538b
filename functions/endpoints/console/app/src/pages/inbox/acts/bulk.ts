/** The same action on several conversations, as `POST /v1/inbox/bulk` takes it. Pure. */
import type { BulkAction } from "../../../../../../../engines/conversation/inbox/several/several-actions.ts";
import type { Item } from "../item.ts";
import type { PendingAct } from "./acts.ts";

/** Conversations of one request, as the API takes them. */
const mostAtOnce = 100;

export function bulkActionOf({ action, to = {}, until = "" }: PendingAct): BulkAction {
  if (action === "snooze") return { type: "snooze", until };
  if (action === "transfer") return { type: "transfer", ...to };
  return { type: action };
}

export function batchesOf(ids: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(ids.length / mostAtOnce);
  return Array.from({ length: count }, (_, index) => ids.slice(index * mostAtOnce, (index + 1) * mostAtOnce));
}

/** Whether the customer has written nothing since: what was not read must not be closed with the others. */
export function isAsRead(read: Item, now: Item | undefined): boolean {
  return now === undefined || (now.last_customer_message?.at ?? "") <= (read.last_customer_message?.at ?? "");
}
