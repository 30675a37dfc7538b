import { type CountryCode, isSupportedCountry } from "libphonenumber-js/max";
import { z } from "zod";
import type { IdentitySection } from "../../../../../shared/config/sections/identity.ts";
import { ownerOf } from "../../../../../shared/customers/identity.ts";
import { readCustomerOf } from "../../../../../shared/customers/store.ts";
import type { TenantIds } from "../../../../../shared/platform/tenant-ids.ts";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import type { NewEvent } from "../../../../../shared/runtime/step.ts";
import { titleOf } from "../../../../../shared/schema/title-of.ts";
import type { Identity } from "../../../../../shared/tools/identity.ts";
import { countryOf } from "../data-collection/detect/region.ts";
import type { FeaturePorts, FeatureTurn } from "../turn-part.ts";
import type { AttemptLimit } from "./attempt-counts.ts";
import { lettersAndDigits, plainValue } from "./compare-fields.ts";
import type { PersonRow } from "./find-rows.ts";
import type { identityState, PendingCode, ProvenIdentity } from "./state.ts";

export type IdentityTurn = FeatureTurn<typeof identityState>;

/** What a turn knows and learns about the customer's identity. The turn's commit stores `proven` and `code`. */
export interface Verification {
  readonly turn: IdentityTurn;
  readonly ports: Pick<FeaturePorts, "documents" | "now" | "log">;
  readonly section: IdentitySection;
  readonly ids: TenantIds;
  /** The customer's own messages. */
  readonly customerTexts: readonly string[];
  proven: ProvenIdentity | null;
  code: PendingCode | null;
  /** The message with the code. It leaves with the commit that stores the code's hash. */
  request: NewEvent | null;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Records that the customer is the person of the row, and returns it for the tools of this turn. */
export async function prove(
  verification: Verification,
  { key, row }: PersonRow,
  by: ProvenIdentity["by"],
): Promise<Identity> {
  const { turn, ports, section, ids } = verification;
  const { tenantId, conversation } = turn;
  const customer = await readCustomerOf(ports.documents, tenantId, conversation, ports.now);
  verification.proven = {
    table: section.table,
    key,
    by,
    at: ports.now.toISOString(),
    until: new Date(ports.now.getTime() + section.valid_minutes * minuteMs).toISOString(),
    owner: ownerOf(ids, conversation),
    personId: customer.state.id,
  };
  verification.code = null;
  return { verified: true, table: section.table, key, fields: row };
}

/** Attempts of this conversation and of all conversations of the tenant. */
export function sharedLimits(verification: Verification, purpose: "fields" | "code"): readonly AttemptLimit[] {
  const { turn, section } = verification;
  const windowMs = section.lockout_minutes * minuteMs;
  return [
    { id: countId(verification, purpose, "conversation", turn.conversation.id), most: section.attempts, windowMs },
    { id: countId(verification, purpose, "tenant"), most: section.attempts_per_hour, windowMs: hourMs },
  ];
}

/** Attempts on what the customer named, whether a row has it or not: a lock must not tell that a row exists. */
export function valueLimit(
  verification: Verification,
  { purpose, column, value }: { readonly purpose: "fields" | "code"; readonly column: string; readonly value: string },
): AttemptLimit {
  const { section, turn } = verification;
  const plain = plainValue(column, value, countryIn(turn)) || lettersAndDigits(value);
  return {
    id: countId(verification, purpose, "value", section.table, column, plain),
    most: section.attempts_per_row,
    windowMs: section.lockout_minutes * minuteMs,
  };
}

/** Attempts on one row, by whichever value it was named. */
export function rowLimit(verification: Verification, key: string): AttemptLimit {
  const { section } = verification;
  return {
    id: countId(verification, "fields", "row", section.table, key),
    most: section.attempts_per_row,
    windowMs: section.lockout_minutes * minuteMs,
  };
}

export function countId({ ids, turn }: Verification, ...of: readonly string[]): string {
  return ids.of("identity-attempts", turn.tenantId, ...of);
}

/** Identifies an attempt by its turn and its values: the same after a crash, another one for other values. */
export function attemptId({ ids, turn }: Verification, tool: string, args: Readonly<Record<string, unknown>>): string {
  return ids.of("identity-attempt", deriveId(turn.turnId, tool), JSON.stringify(Object.entries(args).sort()));
}

/** Reports a reached limit, which may be an attack. */
export function reportLimit({ turn, ports }: Verification, tool: string): void {
  ports.log.warn({ conversation: turn.conversation.id, tool }, "the limit of attempts at an identity is reached");
}

/** What the model reads about an argument: the column's own description, or its name. */
export function describedValue({ turn, section }: Verification, column: string): z.ZodString {
  const described = turn.config.tables[section.table]?.columns[column]?.description;
  return z
    .string()
    .min(1)
    .max(200)
    .describe(described ?? titleOf(column));
}

export function countryIn({ config }: Pick<IdentityTurn, "config">): CountryCode | undefined {
  const chosen = config.data_collection?.country;
  if (chosen !== undefined && isSupportedCountry(chosen)) return chosen;
  return countryOf({ timezone: config.timezone, currency: config.payments.currency });
}
