import { hashId } from "../../../../shared/platform/tenant-ids.ts";
import type { GenerationInput } from "../generate/input.ts";
import { type Missing, valueAt } from "../generate/placement.ts";

/** A gap as all tenants share it. */
export interface SharedGap {
  readonly id: string;
  readonly name: string;
}

/** What tells who the client is: its id, and its name as configured and as research found it. */
export function clientNamesOf({ clientId, base, fromTemplate, facts }: GenerationInput): readonly string[] {
  const configured = fromTemplate ? undefined : valueAt(base, ["client_name"]);
  const found = facts.filter(({ kind }) => kind === "name").map(({ value }) => value);
  return [clientId, ...[configured, ...found].filter((name) => typeof name === "string")];
}

/** Shorter words of a tenant's name are words of any language. */
const telling = 3;
/** The form of telephone, account and postal numbers. */
const longNumber = /^\d{4,}$/;

/**
 * The gap without what tells who needs it: words of the tenant's id and name, and long numbers. The issue has this name and
 * nothing else of the tenant.
 */
export function sharedGap({ kind, name }: Pick<Missing, "kind" | "name">, tenantNames: readonly string[]): SharedGap {
  const secret = new Set(tenantNames.flatMap(wordsOf).filter((word) => word.length >= telling));
  const kept = wordsOf(name).filter((word) => !secret.has(word) && !longNumber.test(word));
  const shared = kept.length > 0 ? kept.join("_") : `unnamed_${hashId([name]).slice(0, 6).toLowerCase()}`;
  return { id: hashId(["automation-gap", kind, shared]), name: shared };
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}
