import type { Documents } from "../platform/documents.ts";
import { platformScope } from "../platform/tenant.ts";
import { apiKeysCollection } from "./tokens/api-keys.ts";

/**
 * The subject that stands behind another: of an API key, the one who made it, through keys that keys have made. Others stand
 * for themselves. Revoked keys still tell. A key is older than those it makes, so this ends.
 */
export async function personBehind(documents: Pick<Documents, "get">, subject: string): Promise<string> {
  const [, keyId] = /^api-key:(.+)$/.exec(subject) ?? [];
  if (keyId === undefined) return subject;
  const maker = (await documents.get(platformScope, apiKeysCollection, keyId))?.data.createdBy;
  return maker === undefined ? subject : personBehind(documents, maker);
}
