import type { SessionConfig } from "../../contracts/session-config.ts";
import type { ActiveConfig } from "../version-documents.ts";
import type { RolloutPointer } from "./pointer.ts";

const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/** FNV-1a with 32 bits over UTF-16 code units, as GrowthBook's SDK for JavaScript hashes. */
function fnv32a(text: string): number {
  let value = offsetBasis;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), prime);
  return value >>> 0;
}

/** The customer's place in a rollout, in [0, 1). Source: GrowthBook, "Build your own SDK", hash version 2. */
export function placeOf(rolloutId: string, customerId: string): number {
  return (fnv32a(String(fnv32a(rolloutId + customerId))) % 10_000) / 10_000;
}

/**
 * The version with which a customer's session begins. A larger share keeps everybody who had the candidate before.
 * Without a customer, or without a rollout, it is the active version.
 */
export function chooseVersion(
  { version, rollout }: Pick<ActiveConfig, "version"> & { readonly rollout?: RolloutPointer | undefined },
  customerId: string | undefined,
): Omit<SessionConfig, "name"> {
  if (rollout === undefined || customerId === undefined) return { version };
  const { id: rolloutId, stage, share } = rollout;
  const arm = placeOf(rolloutId, customerId) < share ? "candidate" : "current";
  return { version: arm === "candidate" ? rollout.version : version, exposure: { rolloutId, stage, arm } };
}
