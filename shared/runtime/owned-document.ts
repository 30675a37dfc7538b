import { z } from "zod";
import type { Collection } from "../platform/documents.ts";
import { TenantId } from "../platform/tenant.ts";

const StoredEvent = z.object({
  id: z.string(),
  type: z.string(),
  tenantId: TenantId,
  key: z.string(),
  causationId: z.string().nullable(),
  occurredAt: z.string(),
  data: z.unknown(),
});

/** `direct`: the event came through a door of this process, so no bus delivers it again. */
const base = { id: z.string(), eventId: z.string(), direct: z.boolean() };
const OutboxEntry = z.discriminatedUnion("type", [
  z.object({ type: z.literal("publish"), ...base, envelope: StoredEvent }),
  z.object({ type: z.literal("schedule"), ...base, name: z.string(), at: z.string(), envelope: StoredEvent }),
  z.object({ type: z.literal("cancel"), ...base, name: z.string() }),
  /** `at`: when it was decided; a provider asked about it need not look further back. */
  z.object({ type: z.literal("send"), ...base, kind: z.string(), payload: z.unknown(), at: z.string() }),
]);
/** What is still to be done about a committed decision, and for which event. */
export type OutboxEntry = z.infer<typeof OutboxEntry>;

/** A step's document as it is stored: the state, and what the runner keeps beside it. */
export interface Owned<D> {
  readonly state: D;
  /** The last events handled, newest last. */
  readonly handled: readonly string[];
  readonly outbox: readonly OutboxEntry[];
  /**
   * When to look after the outbox if nobody did: set while it holds entries of an event that came through a
   * direct door; an event from the bus is delivered again instead.
   */
  readonly outboxAt: string | null;
}

/** What became of a send, as its sender reports it; folded into the state by `settle`. */
export interface Settled {
  readonly sendId: string;
  readonly result: unknown;
}

/** A kind of document that steps own. `settle` is pure. */
export interface OwnedDocument<D> {
  readonly collection: Collection<Owned<D>>;
  settle(state: D, settled: readonly Settled[], now: Date): D;
}

export function ownedDocument<D>(definition: {
  readonly name: string;
  readonly state: z.ZodType<D>;
  /** Field paths within the state. */
  readonly indexes: readonly (readonly string[])[];
  readonly confidential: boolean;
  settle?(state: D, settled: readonly Settled[], now: Date): D;
}): OwnedDocument<D> {
  const schema = z.object({
    state: definition.state,
    handled: z.array(z.string()),
    outbox: z.array(OutboxEntry),
    outboxAt: z.string().nullable(),
  });
  return {
    collection: {
      name: definition.name,
      schema: schema as unknown as z.ZodType<Owned<D>>,
      indexes: [["outboxAt"], ...definition.indexes.map((index) => index.map((field) => `state.${field}`))],
      confidential: definition.confidential,
    },
    settle: definition.settle ?? ((state) => state),
  };
}

/** A document that no event has reached yet: for records one step writes and another will own. */
export function fresh<D>(state: D): Owned<D> {
  return { state, handled: [], outbox: [], outboxAt: null };
}
