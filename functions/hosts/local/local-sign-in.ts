import { absent, type Documents, put } from "../../../shared/platform/documents.ts";
import { unlessConflict } from "../../../shared/platform/version-conflicts.ts";
import { agencyId } from "../../../shared/security/agency.ts";
import { clients } from "../../engines/accounts/client.ts";
import { people } from "../../engines/accounts/person.ts";
import { createSignInLink, personIdOf } from "../../engines/accounts/sessions.ts";
import type { LoadedTenant } from "./load-tenants.ts";

const email = "you@localhost";
const linkMinutes = 12 * 60;

/** Adds the loaded tenants to the clients, makes this machine's user an admin, and returns a link that signs them in once. */
export async function localSignInLink(
  documents: Documents,
  { url, tenants, now }: { readonly url: string; readonly tenants: readonly LoadedTenant[]; readonly now: Date },
): Promise<string> {
  const made = { createdAt: now.toISOString(), createdBy: "npm start" };
  const known = { ifVersion: absent };
  const personId = await personIdOf(documents, email);
  const person = {
    email,
    name: "You",
    nameKey: "you",
    clientId: agencyId,
    roles: ["admin" as const],
    ...made,
    removedAt: null,
  };
  const writes = [
    put(people, personId, person, known),
    ...tenants.map(({ id, name }) => {
      const usual = { stage: "live", website: null, approval: "one" } as const;
      return put(clients, id, { name, nameKey: name.toLowerCase(), ...usual, ...made }, known);
    }),
  ];
  // One by one: what an earlier start added, and somebody changed since, stays as it is.
  for (const write of writes) await unlessConflict(documents.commit(agencyId, [write]));
  return `${url}/console/sign-in#${await createSignInLink(documents, { personId, minutes: linkMinutes, now })}`;
}
