import type { z } from "zod";
import { m } from "#messages";
import type {
  BulkAction,
  BulkResult,
} from "../../../../../../../engines/conversation/inbox/several/several-actions.ts";
import { api } from "../../../api/api.ts";
import { batchesOf } from "./bulk.ts";

interface Outcome {
  /** Ids of those with which it was done. */
  readonly done: ReadonlySet<string>;
  /** Why the others were refused, for people. */
  readonly problem: Error | undefined;
}

/** Does the same with several conversations, with few requests. */
export async function actOnSeveral(
  client: string,
  {
    ids,
    action,
    leaving = false,
  }: { readonly ids: readonly string[]; readonly action: BulkAction; readonly leaving?: boolean },
): Promise<Outcome> {
  const ask = async (conversations: readonly string[]) => {
    const body = { conversations: [...conversations], action };
    return (await api("POST", "/v1/inbox/bulk", { body, client, keepalive: leaving })).items;
  };
  const batches = batchesOf(ids);
  const results: z.infer<typeof BulkResult>[] = [];
  // A page that is being left has no second moment.
  if (leaving) results.push(...(await Promise.all(batches.map(ask))).flat());
  else for (const batch of batches) results.push(...(await ask(batch)));
  const refused = results.filter(({ code }) => code !== null);
  const why = [...new Set(refused.map(({ detail }) => detail))].join(" ");
  return {
    done: new Set(results.filter(({ code }) => code === null).map(({ conversation_id: id }) => id)),
    problem:
      refused.length === 0
        ? undefined
        : new Error(m.inbox_bulk_refused({ count: String(refused.length), all: String(ids.length), why })),
  };
}
