import type { SessionConfig } from "../../contracts/conversation/session-config.ts";
import { hashUnit } from "../../statistics/hash.ts";
import type { ActiveConfig } from "../versions/version-documents.ts";
import type { RolloutPointer } from "./pointer.ts";

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
  const arm = hashUnit(rolloutId, customerId) < share ? "candidate" : "current";
  return { version: arm === "candidate" ? rollout.version : version, exposure: { rolloutId, stage, arm } };
}
