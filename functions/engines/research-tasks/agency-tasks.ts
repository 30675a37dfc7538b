import { z } from "zod";
import { clientNames } from "../../../shared/contracts/accounts/account-names.ts";
import { readCursor, writeCursor } from "../../../shared/platform/cursor.ts";
import type { Documents, QueryCondition } from "../../../shared/platform/documents.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { agencyId } from "../../../shared/security/agency.ts";
import { type ResearchTask, researchTasks } from "./task.ts";

export interface ClientTask {
  readonly clientId: TenantId;
  readonly task: ResearchTask;
}

/** Where a page ended: when the last task is due, whose it is, and which. */
const Place = z.tuple([z.string(), z.string(), z.string()]);
type Place = z.infer<typeof Place>;

/** How many tasks of a client are read at once. Most pages need none of most clients. */
const readAtOnce = 10;
const mostClients = 200;

/**
 * Tasks of all the agency's clients, those due soonest first. Each client's tasks are a query of their own, because a client's data
 * is read in its own scope only, and the answers are merged.
 * @throws CursorInvalid
 */
export async function tasksOfAllClients(
  documents: Documents,
  query: { readonly where: readonly QueryCondition[]; readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ readonly items: readonly ClientTask[]; readonly nextCursor: string | undefined }> {
  const { where, limit, cursor } = query;
  const after = cursor === undefined ? undefined : readCursor(cursor, Place);
  const sources = (await clientsOf(documents)).map((clientId) => taskSource(documents, { clientId, where, after }));
  await Promise.all(sources.map((source) => source.fill()));
  const items: ClientTask[] = [];
  for (;;) {
    const [first] = sources.flatMap(({ next }) => next() ?? []).sort((a, b) => order(place(a.found), place(b.found)));
    const last = items.at(-1);
    if (first === undefined) return { items, nextCursor: undefined };
    if (last !== undefined && items.length === limit) return { items, nextCursor: writeCursor(place(last)) };
    items.push(first.found);
    await first.take();
  }
}

/** One client's tasks after a place, one after the other. */
function taskSource(
  documents: Documents,
  of: {
    readonly clientId: TenantId;
    readonly where: readonly QueryCondition[];
    readonly after: Place | undefined;
  },
) {
  const { clientId, after } = of;
  const where: readonly QueryCondition[] = after ? [...of.where, ["state.dueAt", ">=", after[0]]] : of.where;
  const orderBy = { field: "state.dueAt", direction: "asc" } as const;
  let waiting: readonly ClientTask[] = [];
  let cursor: string | undefined;
  let isOver = false;

  async function fill(): Promise<void> {
    while (waiting.length === 0 && !isOver) {
      const query = { where, orderBy, limit: readAtOnce, cursor };
      const page = await documents.query(clientId, researchTasks.collection, query);
      const found = page.items.map(({ data }): ClientTask => ({ clientId, task: data.state }));
      // Tasks that are due at the same moment as the last one of the page before may have been on it.
      waiting = after ? found.filter((each) => order(place(each), after) > 0) : found;
      cursor = page.nextCursor;
      isOver = cursor === undefined;
    }
  }
  return {
    fill,
    next() {
      const [found, ...rest] = waiting;
      if (found === undefined) return undefined;
      const take = async () => {
        waiting = rest;
        await fill();
      };
      return { found, take };
    },
  };
}

async function clientsOf(documents: Documents): Promise<readonly TenantId[]> {
  const ids: TenantId[] = [];
  let cursor: string | undefined;
  do {
    const page = await documents.query(agencyId, clientNames, { limit: mostClients, cursor });
    ids.push(...page.items.map(({ id }) => TenantId.parse(id)));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return ids;
}

function place({ clientId, task }: ClientTask): Place {
  return [task.dueAt, clientId, task.id];
}

function order(one: Place, other: Place): number {
  const at = one.findIndex((part, index) => part !== other[index]);
  if (at === -1) return 0;
  return (one[at] ?? "") < (other[at] ?? "") ? -1 : 1;
}
