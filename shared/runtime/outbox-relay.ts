import { put, type Stored, VersionConflict } from "../platform/documents.ts";
import type { Platform } from "../platform/platform.ts";
import type { TenantId } from "../platform/tenant.ts";
import { unlessConflict } from "../platform/version-conflicts.ts";
import type { Logger } from "../telemetry/log.ts";
import { RetryableError } from "./failures/errors.ts";
import { isNotedOnReturn, relay, type Sender } from "./outbox.ts";
import type { OutboxEntry, Owned, OwnedDocument, PendingOutboxSend } from "./owned-document.ts";

/** Conflicts in a row before the relayed entries stay for the sweeper. */
const settleAttempts = 8;

/** What a run leaves behind: the document with its outbox. */
export interface Committed<D> {
  readonly id: string;
  readonly stored: Stored<Owned<D>> | undefined;
  /** True when this run committed it, so its sends have not been attempted. */
  readonly new: boolean;
}

/** Sends what commits left in outboxes, and removes it there. */
export function outboxRelay(dependencies: {
  readonly platform: Platform;
  readonly senders: Readonly<Record<string, Sender>>;
  readonly now: () => Date;
}) {
  const { platform, senders, now } = dependencies;
  const { documents } = platform;

  /**
   * Relays the event's entries and removes them from the document: one write if there were entries, otherwise none.
   * @returns the document's state afterwards
   * @throws the failure of the first entry that could not be relayed; the relayed ones are removed before
   */
  async function relayEntries<D>(
    owned: OwnedDocument<D>,
    tenantId: TenantId,
    committed: Committed<D>,
    mine: (entry: OutboxEntry) => boolean,
    log: Logger,
  ): Promise<D | undefined> {
    const { stored } = committed;
    const entries = stored?.data.outbox.filter(mine) ?? [];
    if (!stored || entries.length === 0) return stored?.data.state;
    const repeated = !committed.new;
    const { state: current } = stored.data;
    // The state of a new commit is the one that the sends were decided with.
    const withheld = (send: PendingOutboxSend) => (repeated ? owned.withhold?.(current, send) : undefined);
    const result = await relay(entries, { platform, senders, tenantId, repeated, withheld, log });
    const state = await settle(owned, tenantId, stored, result);
    if (result.failure !== undefined) throw result.failure;
    return state;
  }

  /** Removes the relayed entries, also from a document that changed meanwhile. */
  async function settle<D>(
    owned: OwnedDocument<D>,
    tenantId: TenantId,
    stored: Stored<Owned<D>>,
    result: Awaited<ReturnType<typeof relay>>,
  ): Promise<D> {
    if (result.done.every(isNotedOnReturn)) return stored.data.state;
    const finished = new Set(result.done.map((entry) => entry.id));
    let current: Stored<Owned<D>> | undefined = stored;
    for (let attempt = 1; current && attempt <= settleAttempts; attempt += 1) {
      // A commit whose response was lost has already settled some entries. Folding those in again would duplicate them.
      const open = new Set(current.data.outbox.map((entry) => entry.id));
      if (!result.done.some(({ id }) => open.has(id))) return current.data.state;
      const settled = result.settled.filter(({ sendId }) => open.has(sendId));
      const outbox = current.data.outbox.filter((entry) => !finished.has(entry.id));
      const state = owned.settle(current.data.state, settled, now());
      const data = { ...current.data, state, outbox, outboxAt: sweepAt(outbox, current.data.outboxAt) };
      try {
        await documents.commit(tenantId, [put(owned.collection, stored.id, data, { ifVersion: current.version })]);
        return state;
      } catch (error) {
        if (!(error instanceof VersionConflict)) throw error;
        current = await documents.get(tenantId, owned.collection, stored.id);
      }
    }
    throw new RetryableError("contended", `The outbox of ${owned.collection.name} ${stored.id} could not be settled`);
  }

  /** Removes the entry of an event that changes nothing. False after a conflict. */
  async function noteReturn<D>(
    tenantId: TenantId,
    { collection }: OwnedDocument<D>,
    { id, version, data }: Stored<Owned<D>>,
    outbox: readonly OutboxEntry[],
  ): Promise<boolean> {
    return unlessConflict(
      documents.commit(tenantId, [put(collection, id, { ...data, outbox }, { ifVersion: version })]),
    );
  }

  return { relayEntries, noteReturn };
}

/** Since when the sweeper may take over a direct run's entries. Null: there are none. */
export function sweepAt(outbox: readonly OutboxEntry[], since: string | null): string | null {
  return outbox.some((entry) => entry.direct) ? since : null;
}
