import { activeConfigs } from "../../../../shared/config/versions/version-documents.ts";
import type { DeadLetter } from "../../../../shared/platform/bus.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { platformScope, type TenantId } from "../../../../shared/platform/tenant.ts";
import { collect, tenantOf, withPlatform } from "../data.ts";
import { Failure } from "../failure.ts";
import type { DataOptions, ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable, shortenLine } from "../output.ts";

interface EventOptions extends DataOptions {
  readonly client?: string;
}

export async function listDead(options: EventOptions & ListOptions): Promise<void> {
  const { items, more } = await withPlatform(options, (platform) => dead(platform, options.client, options.limit));
  // An event's data holds customers' messages, so it is never printed.
  const shown = items.map(({ envelope: { data: _, ...event }, ...rest }) => ({ ...rest, event }));
  if (options.json) return printJson(shown);
  if (items.length === 0) return print("No dead letters: every event was handled or is still being retried.");
  printTable(
    ["id", "client", "event", "step", "died", "tries", "cause"],
    shown.map(({ id, event, subscription, diedAt, attempts, cause }) => [
      id,
      event.tenantId,
      event.type,
      subscription,
      localTime(diedAt),
      String(attempts),
      shortenLine(cause, 80),
    ]),
  );
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}

export async function replay(options: EventOptions & { readonly id?: string; readonly all?: boolean }): Promise<void> {
  if ((options.id === undefined) === (options.all !== true))
    throw new Failure("Pass one id or --all. See `events list`.", { exitCode: 2 });
  const replayed = await withPlatform(options, async (platform) => {
    if (options.id !== undefined) return replayOne(platform, options.client, options.id);
    const { items } = await dead(platform, options.client, Number.MAX_SAFE_INTEGER);
    // Oldest first, to keep the order of events with the same key.
    for (const letter of items.toReversed()) await platform.bus.deadLetters.replay(letter.envelope.tenantId, letter.id);
    return items.length;
  });
  if (replayed === 0 && options.id !== undefined)
    throw new Failure(`There is no dead letter ${options.id}. See \`events list\`.`);
  print(
    replayed === 0
      ? "There are no dead letters to replay."
      : `${replayed} ${replayed === 1 ? "event" : "events"} replayed. A running product handles them now, otherwise the next one to start.`,
  );
}

async function replayOne(platform: Platform, client: string | undefined, id: string): Promise<number> {
  for (const tenantId of await tenantsOf(platform, client))
    if (await platform.bus.deadLetters.replay(tenantId, id)) return 1;
  return 0;
}

async function dead(
  platform: Platform,
  client: string | undefined,
  limit: number,
): Promise<{ readonly items: readonly DeadLetter[]; readonly more: boolean }> {
  const lists = await Promise.all(
    (await tenantsOf(platform, client)).map((tenantId) =>
      collect(limit, (paging) => platform.bus.deadLetters.list(tenantId, paging)),
    ),
  );
  const newestFirst = lists.flatMap(({ items }) => items).sort((a, b) => b.diedAt.localeCompare(a.diedAt));
  return {
    items: newestFirst.slice(0, limit),
    more: newestFirst.length > limit || lists.some(({ more }) => more),
  };
}

/** All clients with an active configuration, and the platform scope for events that belong to no client. */
async function tenantsOf({ documents }: Platform, client: string | undefined): Promise<readonly TenantId[]> {
  if (client !== undefined) return [tenantOf(client)];
  const { items } = await collect(Number.MAX_SAFE_INTEGER, (paging) =>
    documents.query(platformScope, activeConfigs, paging),
  );
  return [platformScope, ...items.map(({ id }) => tenantOf(id))];
}
