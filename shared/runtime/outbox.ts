import type { Envelope } from "../platform/bus.ts";
import type { Platform } from "../platform/platform.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { Logger } from "../telemetry/log.ts";
import { activeTraceparent } from "../telemetry/trace.ts";
import { envelopeFrom } from "./envelope.ts";
import { deriveId } from "./ids.ts";
import type { OutboxEntry, PendingOutboxSend, SettledSend } from "./owned-document.ts";
import type { Decision, Event, NewEvent } from "./step.ts";
import { inSendSpan } from "./tracing/spans.ts";

/**
 * Passes one kind of payload to a provider. With `repeated`, an earlier attempt's outcome is unknown, so the provider
 * is asked first or given the same idempotency key. Returns what `settle` folds into the document, including a
 * rejection by the provider. Throws RetryableError when nothing is known to have been done.
 */
export type Sender = (send: {
  readonly id: string;
  readonly tenantId: TenantId;
  readonly payload: unknown;
  readonly decidedAt: Date;
  readonly repeated: boolean;
  readonly log: Logger;
}) => Promise<unknown>;

/** The outbox entries of a decision. Their ids are the same when the event is repeated. */
export function outboxOf(
  decision: Decision<unknown>,
  origin: { readonly event: Event<unknown>; readonly stepName: string; readonly at: Date; readonly direct: boolean },
): OutboxEntry[] {
  const { event, stepName, direct } = origin;
  const at = origin.at.toISOString();
  const trace = activeTraceparent();
  const traced = trace === undefined ? {} : { trace };
  const entry = (kind: string, index: number) => ({
    id: deriveId(event.id, stepName, kind, String(index)),
    eventId: event.id,
    direct,
  });
  const envelope = (id: string, next: NewEvent): Envelope =>
    envelopeFrom(next, { id, tenantId: event.tenantId, causationId: event.id, at: origin.at, trace });
  const publishes = (decision.publish ?? []).map((next, index) => {
    const its = entry("publish", index);
    return { type: "publish" as const, ...its, envelope: envelope(its.id, next) };
  });
  const cancels = (decision.cancel ?? []).map((name, index) => ({
    type: "cancel" as const,
    ...entry("cancel", index),
    name,
  }));
  const schedules = (decision.schedule ?? []).map((task, index) => {
    const its = entry("schedule", index);
    return {
      type: "schedule" as const,
      ...its,
      name: task.name,
      at: task.at.toISOString(),
      envelope: envelope(its.id, task),
      ...(task.returns ? { returns: true as const } : {}),
    };
  });
  const sends = (decision.send ?? []).map((send) => ({
    type: "send" as const,
    ...entry("send", 0),
    id: send.id,
    kind: send.kind,
    payload: send.payload,
    at,
    ...traced,
  }));
  return [...publishes, ...cancels, ...schedules, ...sends];
}

export interface RelayResult {
  readonly done: readonly OutboxEntry[];
  readonly settled: readonly SettledSend[];
  /** The first failure. Later entries of the same conversation of sends were not attempted. */
  readonly failure: unknown;
}

/**
 * Executes the entries: events in one publish, then the scheduler, then sends in order. Stops at the first failure, so
 * that a customer never gets the second half of an answer before the first.
 */
export async function relay(
  entries: readonly OutboxEntry[],
  context: {
    readonly platform: Platform;
    readonly senders: Readonly<Record<string, Sender>>;
    readonly tenantId: TenantId;
    readonly repeated: boolean;
    /** The outcome of a send that must not leave any more; undefined for one that leaves. */
    withheld(send: PendingOutboxSend): unknown;
    readonly log: Logger;
  },
): Promise<RelayResult> {
  const done: OutboxEntry[] = [];
  const settled: SettledSend[] = [];
  try {
    const publishes = entries.filter((entry) => entry.type === "publish");
    if (publishes.length > 0) await context.platform.bus.publish(publishes.map((entry) => entry.envelope));
    done.push(...publishes);
    for (const entry of entries) {
      if (entry.type === "publish") continue;
      if (entry.type === "cancel") await context.platform.scheduler.cancel(entry.name);
      if (entry.type === "schedule")
        await context.platform.scheduler.schedule({
          name: entry.name,
          at: new Date(entry.at),
          envelope: entry.envelope,
        });
      if (entry.type === "send") settled.push({ sendId: entry.id, result: await send(entry, context) });
      done.push(entry);
    }
    return { done, settled, failure: undefined };
  } catch (failure) {
    return { done, settled, failure };
  }
}

/** The bus and its dead letters have done with the event that decided it long before. */
const longReturnedMs = 24 * 3_600_000;

/**
 * The entries without the one that scheduled this event. It has arrived, so it was scheduled. An entry has the id of its
 * event. An older revision leaves entries behind, because it does not know that they return.
 */
export function withoutArrived(
  outbox: readonly OutboxEntry[],
  event: Pick<Event<unknown>, "id">,
  now: Date,
): OutboxEntry[] {
  const isLongDue = (at: string) => now.getTime() - Date.parse(at) > longReturnedMs;
  return outbox.filter(
    (entry) => !(entry.type === "schedule" && isNotedOnReturn(entry) && (entry.id === event.id || isLongDue(entry.at))),
  );
}

/** The commit of the event that returns removes it. The sweeper takes over what a direct run left, so it is noted. */
export function isNotedOnReturn(entry: OutboxEntry): boolean {
  return entry.type === "schedule" && entry.returns === true && !entry.direct;
}

async function send(entry: OutboxEntry & { type: "send" }, context: Parameters<typeof relay>[1]): Promise<unknown> {
  const withheld = context.withheld(entry);
  if (withheld !== undefined) {
    context.log.info({ send: entry.id, kind: entry.kind }, "a send is withheld, the document changed since");
    return withheld;
  }
  const sender = context.senders[entry.kind];
  if (!sender) throw new Error(`No sender is composed for "${entry.kind}": add it in functions/app/compose.ts.`);
  return inSendSpan(entry, () =>
    sender({
      id: entry.id,
      tenantId: context.tenantId,
      payload: entry.payload,
      decidedAt: new Date(entry.at),
      repeated: context.repeated,
      log: context.log,
    }),
  );
}
