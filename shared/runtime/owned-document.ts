import { z } from "zod";
import type { Collection } from "../platform/documents.ts";
import type { PersonalData } from "../platform/personal-data.ts";
import { platformScope, TenantId } from "../platform/tenant.ts";

const StoredEvent = z.object({
  v: z.number().int().optional(),
  id: z.string(),
  type: z.string(),
  tenantId: z.union([TenantId, z.literal(platformScope)]),
  key: z.string(),
  causationId: z.string().nullable(),
  occurredAt: z.string(),
  trace: z.string().optional().catch(undefined),
  data: z.unknown(),
});

/** `direct` is true when the step ran in this process (`Runner.run`), so that no bus redelivers the event. */
const base = { id: z.string(), eventId: z.string(), direct: z.boolean() };
const OutboxEntry = z.discriminatedUnion("type", [
  z.object({ type: z.literal("publish"), ...base, envelope: StoredEvent }),
  z.object({
    type: z.literal("schedule"),
    ...base,
    name: z.string(),
    at: z.string(),
    envelope: StoredEvent,
    returns: z.literal(true).optional(),
  }),
  z.object({ type: z.literal("cancel"), ...base, name: z.string() }),
  /**
   * `at` is the time of the decision. A provider that is asked about the send need not search further back. `trace` is
   * the deciding step's span.
   */
  z.object({
    type: z.literal("send"),
    ...base,
    kind: z.string(),
    payload: z.unknown(),
    at: z.string(),
    trace: z.string().optional().catch(undefined),
  }),
]);
/** Remaining work of a committed decision, and the event it belongs to. */
export type OutboxEntry = z.infer<typeof OutboxEntry>;

/** The stored form of a step's document: the state, and the runner's own fields. */
export interface Owned<D> {
  readonly state: D;
  /** The last handled events, newest last. */
  readonly handled: readonly string[];
  readonly outbox: readonly OutboxEntry[];
  /**
   * When the sweeper takes over the outbox. Set while it holds entries of a direct run; an event from the bus is
   * redelivered instead.
   */
  readonly outboxAt: string | null;
}

/** The outcome of a send, as its sender reports it. `settle` folds it into the state. */
export interface SettledSend {
  readonly sendId: string;
  readonly result: unknown;
}

/** A send that was decided and has not left, at the time of its decision. */
export type PendingOutboxSend = Pick<Extract<OutboxEntry, { type: "send" }>, "kind" | "payload" | "at">;

/** A kind of document that steps own. `settle` and `withhold` are pure. */
export interface OwnedDocument<D> {
  readonly collection: Collection<Owned<D>>;
  settle(state: D, settled: readonly SettledSend[], now: Date): D;
  /**
   * The outcome of a send that must not leave any more, because the document changed since it was decided. Undefined: it
   * leaves. Asked with the state that a redelivery has read anyway, so it costs no read.
   */
  withhold?(state: D, send: PendingOutboxSend): unknown;
}

export function ownedDocument<D>(definition: {
  readonly name: string;
  readonly state: z.ZodType<D>;
  /** Field paths within the state. */
  readonly indexes: readonly (readonly string[])[];
  readonly confidential: boolean;
  /** Field paths as stored: those of the state begin with `state.`. */
  readonly personal: PersonalData<Owned<D>>;
  /** Times of the state that many writes of one tenant set as they pass: see `Collection`. */
  readonly spread?: readonly string[];
  /** When it expires. Undefined: never. It must outlast the outbox and every redelivery of its events. */
  expiry?(state: D): Date | undefined;
  settle?(state: D, settled: readonly SettledSend[], now: Date): D;
  withhold?(state: D, send: PendingOutboxSend): unknown;
}): OwnedDocument<D> {
  const schema = z.object({
    state: definition.state,
    handled: z.array(z.string()),
    outbox: z.array(OutboxEntry),
    outboxAt: z.string().nullable(),
  });
  const { expiry } = definition;
  return {
    collection: {
      name: definition.name,
      schema: schema as unknown as z.ZodType<Owned<D>>,
      indexes: [["outboxAt"], ...definition.indexes.map((index) => index.map((field) => `state.${field}`))],
      spread: ["outboxAt", ...(definition.spread ?? []).map((field) => `state.${field}`)],
      confidential: definition.confidential,
      personal: definition.personal,
      ...(expiry === undefined ? {} : { expiry: ({ state }: Owned<D>) => expiry(state) }),
    },
    settle: definition.settle ?? ((state) => state),
    ...(definition.withhold ? { withhold: definition.withhold } : {}),
  };
}

/** A document that no event has reached yet. Used for records that one step writes and another will own. */
export function newOwned<D>(state: D): Owned<D> {
  return { state, handled: [], outbox: [], outboxAt: null };
}
