import { z } from "zod";
import type { Collection, Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";

const Named = z.object({ name: z.string() });

/** What the people who sign in are called, by their id, in the agency's scope. The accounts engine owns them. */
export const personNames: Collection<z.infer<typeof Named>> = {
  name: "people",
  schema: Named,
  indexes: [],
  confidential: false,
  personal: "declared-by-owner",
};

/** What the agency's clients are called, by their id, in the agency's scope. The accounts engine owns them. */
export const clientNames: Collection<z.infer<typeof Named>> = {
  name: "clients",
  schema: Named,
  indexes: [],
  confidential: false,
  personal: "declared-by-owner",
};

/**
 * What people are called who are named by the subject of their session. Each is read once; null for a token or a key.
 * @param agency the agency's scope
 */
export function namesOfPeople(
  documents: Pick<Documents, "get">,
  agency: TenantId,
): (subject: string) => Promise<string | null> {
  const known = new Map<string, Promise<string | null>>();
  return async (subject) => {
    const [, id] = /^person:(.+)$/.exec(subject) ?? [];
    if (id === undefined) return null;
    const read = async () => (await documents.get(agency, personNames, id))?.data.name ?? null;
    const name = known.get(id) ?? read();
    known.set(id, name);
    return name;
  };
}
