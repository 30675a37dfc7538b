import { z } from "zod";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { route } from "../../../shared/http/route.ts";
import { type Documents, put, type Stored } from "../../../shared/platform/documents.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { agencyId } from "../../../shared/security/agency.ts";
import { type Caller, roles } from "../../../shared/security/tokens/identity.ts";
import { requireOwnClient } from "../../../shared/security/tokens/own-client.ts";
import { accountAudit } from "./account-audit.ts";
import { type Person, people } from "./person.ts";
import { createSignInLink, personIdOf } from "./sessions.ts";

export const PersonView = z
  .object({
    person_id: z.string().describe("Identifies the person in the other routes."),
    name: z.string().describe("How the person is called."),
    email: z.string().describe("The address that the person signs in with."),
    client_id: z.string().describe("The client that the person works for; `agency` for the agency's own."),
    roles: z.array(z.enum(roles)).describe("What the person may do."),
    created_at: z.string().describe("When the person was added."),
    removed_at: z.string().nullable().describe("Since when the person may not sign in. Null while they may."),
  })
  .meta({ id: "Person" });
export type PersonView = z.infer<typeof PersonView>;

export const InvitedPerson = PersonView.extend({
  sign_in_url: z.string().describe("Signs the person in once."),
}).meta({ id: "InvitedPerson" });

const Roles = z.array(z.enum(roles)).min(1).max(roles.length);
const ById = z.object({ id: z.string().min(1).max(64).describe("The person's id.") });
const tag = "Accounts";
const linkMinutes = 24 * 60;

interface Dependencies {
  readonly documents: Documents;
  readonly publicUrl: string;
  readonly now: () => Date;
}

/** The people who sign in. The agency's admins see all, those of a client their own. */
export function peopleRoutes({ documents, publicUrl, now }: Dependencies) {
  return [
    route({
      method: "GET",
      path: "/v1/people",
      operationId: "listPeople",
      summary: "List people by name",
      description: "Admins of the agency see all people, those of a client the client's.",
      tag,
      permission: "people:manage",
      query: Paging.extend({
        search: z.string().trim().min(1).max(100).optional().describe("Only people whose name begins with this."),
      }),
      reply: pageOf(PersonView),
      async handle({ identity: { tenantId }, query: { search, ...paging } }) {
        const key = search?.toLowerCase();
        const page = await documents.query(agencyId, people, {
          where: [
            ...(tenantId === agencyId ? [] : [["clientId", "==", tenantId] as const]),
            ...(key === undefined ? [] : [["nameKey", ">=", key] as const, ["nameKey", "<", `${key}\uf8ff`] as const]),
          ],
          orderBy: { field: "nameKey", direction: "asc" },
          ...paging,
        });
        return { status: 200, body: toPage(page, personView) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/people",
      operationId: "invitePerson",
      summary: "Add a person, and get a link that signs them in once",
      description:
        "The link works once within a day. It is in this answer and nowhere else: whoever has it is signed in as the person. A person who was removed may sign in again afterwards.",
      problems: { 404: ["client-not-found"], 409: ["person-exists"] },
      example: { name: "Asha Rao", email: "asha@agency.example", roles: ["operator"] },
      tag,
      permission: "people:manage",
      status: 201,
      body: z.object({
        name: z.string().trim().min(1).max(100).describe("How the person is called."),
        email: z.email().max(254).describe("The address that the person signs in with."),
        client_id: TenantId.optional().describe("The client that the person works for. The default is your own."),
        roles: Roles.describe("What the person may do."),
      }),
      reply: InvitedPerson,
      async handle({ identity, body }) {
        const clientId = body.client_id ?? identity.tenantId;
        if (identity.tenantId !== agencyId) requireOwnClient(identity, clientId);
        const id = await personIdOf(documents, body.email);
        const before = await documents.get(agencyId, people, id);
        if (before !== undefined && before.data.removedAt === null) throw personExists();
        const data: Person = {
          name: body.name,
          nameKey: body.name.toLowerCase(),
          email: body.email.toLowerCase(),
          clientId,
          roles: body.roles,
          createdAt: now().toISOString(),
          createdBy: identity.subject,
          removedAt: null,
        };
        if (before && identity.tenantId !== agencyId && before.data.clientId !== clientId) throw personExists();
        const detail = { client: clientId, roles: body.roles.join(", ") };
        const entry = { actor: identity.subject, target: id, now: now(), detail };
        await documents.commit(agencyId, [
          put(people, id, data, { ifVersion: before?.version ?? "absent" }),
          accountAudit("person-invited", entry),
        ]);
        const secret = await createSignInLink(documents, { personId: id, minutes: linkMinutes, now: now() });
        const url = `${publicUrl}/console/sign-in#${secret}`;
        return { status: 201, body: { ...personView({ id, data }), sign_in_url: url } };
      },
    }),
    route({
      method: "PATCH",
      path: "/v1/people/:id",
      operationId: "changePerson",
      summary: "Change a person's roles, or remove them",
      description: "A removed person is signed out at their next request. You cannot change yourself.",
      problems: { 404: ["person-not-found"], 409: ["person-is-you"] },
      example: { roles: ["viewer"] },
      tag,
      permission: "people:manage",
      params: ById,
      body: z.object({
        roles: Roles.optional().describe("What the person may do from now on."),
        removed: z.boolean().optional().describe("Whether the person may no longer sign in."),
      }),
      reply: PersonView,
      async handle({ identity, params: { id }, body }) {
        const { data, version } = await requirePerson(documents, identity, id);
        if (identity.subject === `person:${id}`)
          throw new Problem(409, "person-is-you", "Ask another admin to change your own roles.");
        const removedAt = body.removed === undefined ? data.removedAt : body.removed ? now().toISOString() : null;
        const next: Person = { ...data, roles: body.roles ?? data.roles, removedAt };
        const detail = { roles: next.roles.join(", "), removed: String(removedAt !== null) };
        const entry = { actor: identity.subject, target: id, now: now(), detail };
        const writes = [put(people, id, next, { ifVersion: version }), accountAudit("person-changed", entry)];
        await documents.commit(agencyId, writes);
        return { status: 200, body: personView({ id, data: next }) };
      },
    }),
  ];
}

function personExists(): Problem {
  return new Problem(409, "person-exists", "Somebody with this address can sign in already.");
}

/** @throws Problem 404 `person-not-found`, also for a person of another client */
async function requirePerson(documents: Documents, { tenantId }: Caller, id: string): Promise<Stored<Person>> {
  const stored = await documents.get(agencyId, people, id);
  if (stored && (tenantId === agencyId || stored.data.clientId === tenantId)) return stored;
  throw new Problem(404, "person-not-found", `There is no person ${id}.`);
}

function personView({ id, data }: Pick<Stored<Person>, "id" | "data">): PersonView {
  const { name, email, clientId, roles: granted, createdAt, removedAt } = data;
  return {
    person_id: id,
    name,
    email,
    client_id: clientId,
    roles: granted,
    created_at: createdAt,
    removed_at: removedAt,
  };
}
