import { z } from "zod";
import { absent, type Collection, type Documents, put, remove, VersionConflict } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import { RetryableError, TerminalError } from "./failures/errors.ts";
import { deriveId } from "./ids.ts";
import type { Reconcile } from "./step.ts";

/** `subject` is the key of the event: the conversation, where a customer's message had the effect. */
const base = { key: z.string(), begunAt: z.string(), subject: z.string().optional(), eventId: z.string().optional() };
const Effect = z.discriminatedUnion("status", [
  z.object({ status: z.literal("begun"), ...base }),
  z.object({ status: z.literal("done"), ...base, result: z.unknown() }),
]);
type Effect = z.infer<typeof Effect>;

/** The key of a ledger entry. */
interface LedgerKey {
  readonly documents: Documents;
  readonly tenantId: TenantId;
  readonly eventId: string;
  /** The key of the event. */
  readonly subject: string;
  readonly key: string;
}

/** The ledger of intents and their results. Kept 30 days, longer than any redelivery. */
export const effects: Collection<Effect> = {
  name: "effects",
  schema: Effect,
  indexes: [["subject"]],
  confidential: true,
  personal: {
    fields: ["key", "result"],
    find: {
      by: "keys",
      keys: ({ customerIds, conversationIds }) =>
        [...customerIds, ...conversationIds].map((value) => ({ field: "subject", value })),
    },
  },
};
const retentionMs = 30 * 24 * 3_600_000;

/**
 * Runs the effect of this event and key once. It costs two writes and no read the first time. A repeat reads once and
 * returns the recorded result.
 * @throws TerminalError `effect-outcome-unknown` where only a person can determine whether it was done.
 */
export async function runEffect<R>(
  options: LedgerKey & {
    readonly now: Date;
    readonly reconcile: Reconcile<R>;
    run(idempotencyKey: string): Promise<R>;
  },
): Promise<R> {
  const { documents, tenantId, eventId, subject, key, now, reconcile } = options;
  const id = ledgerId(options);
  const expiresAt = new Date(now.getTime() + retentionMs);
  const intent = { status: "begun" as const, key, subject, eventId, begunAt: now.toISOString() };

  const finish = async (result: R): Promise<R> => {
    const kept = JSON.parse(JSON.stringify(result ?? null)) as R;
    await documents.commit(tenantId, [
      put(effects, id, { ...intent, status: "done" as const, result: kept }, { expiresAt }),
    ]);
    return kept;
  };
  const attempt = async (): Promise<R> => {
    const result = await options.run(id).catch(async (error: unknown) => {
      const nothingDone = error instanceof TerminalError || error instanceof RetryableError;
      if (nothingDone) await documents.commit(tenantId, [remove(effects, id)]);
      else if (reconcile.policy === "ask") throw outcomeUnknown(key, error);
      throw error;
    });
    return finish(result);
  };

  try {
    await documents.commit(tenantId, [put(effects, id, intent, { ifVersion: absent, expiresAt })]);
  } catch (error) {
    if (!(error instanceof VersionConflict)) throw error;
    const earlier = await documents.get(tenantId, effects, id);
    if (earlier?.data.status === "done") return earlier.data.result as R;
    if (earlier && reconcile.policy === "ask") throw outcomeUnknown(key, undefined);
    const found = earlier && reconcile.policy === "lookUp" ? await reconcile.find(id) : undefined;
    if (found !== undefined) return finish(found);
  }
  return attempt();
}

/** Stores a value of an event for `recall` by a repeat of the event: one write. */
export async function keep(entry: LedgerKey & { readonly now: Date; readonly value: unknown }): Promise<void> {
  const { documents, tenantId, eventId, subject, key, now, value } = entry;
  const at = now.toISOString();
  const expiresAt = new Date(now.getTime() + retentionMs);
  const result: unknown = JSON.parse(JSON.stringify(value ?? null));
  const kept: Effect = { status: "done", key, subject, eventId, begunAt: at, result };
  await documents.commit(tenantId, [put(effects, ledgerId(entry), kept, { expiresAt })]);
}

export async function recall(entry: LedgerKey): Promise<unknown> {
  const kept = await entry.documents.get(entry.tenantId, effects, ledgerId(entry));
  return kept?.data.status === "done" ? kept.data.result : undefined;
}

/** Removes what an event left in the ledger that is not to be handled any more. */
export async function forgetEffects(
  documents: Documents,
  { tenantId, id, key }: { readonly tenantId: TenantId; readonly id: string; readonly key: string },
): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await documents.query(tenantId, effects, { where: [["subject", "==", key]], limit: 100, cursor });
    const its = page.items.filter(({ data }) => data.eventId === id);
    if (its.length > 0)
      await documents.commit(
        tenantId,
        its.map((effect) => remove(effects, effect.id)),
      );
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

function ledgerId({ tenantId, eventId, key }: Pick<LedgerKey, "tenantId" | "eventId" | "key">): string {
  return deriveId("effect", tenantId, eventId, key);
}

function outcomeUnknown(key: string, cause: unknown): TerminalError {
  return new TerminalError(
    "effect-outcome-unknown",
    `The outcome of "${key}" is unknown, and the provider cannot be asked. A person must check before it is repeated.`,
    { cause },
  );
}
