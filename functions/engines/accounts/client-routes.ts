import { randomBytes } from "node:crypto";
import { z } from "zod";
import { namesOfPeople } from "../../../shared/contracts/accounts/account-names.ts";
import { ActivationApproval } from "../../../shared/contracts/accounts/client-approval.ts";
import { Paging, pageOf } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { route } from "../../../shared/http/route.ts";
import {
  absent,
  CursorInvalid,
  type Documents,
  put,
  type Stored,
  VersionConflict,
} from "../../../shared/platform/documents.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { normalized } from "../../../shared/schema/bounded-text.ts";
import { agencyId, requireAgency } from "../../../shared/security/agency.ts";
import type { Caller } from "../../../shared/security/tokens/identity.ts";
import { requireOwnClient } from "../../../shared/security/tokens/own-client.ts";
import { accountAudit } from "./account-audit.ts";
import { type Client, clientStages, clients } from "./client.ts";

const Name = z.string().trim().min(1).max(100);
const Website = z.url({ protocol: /^https?$/ }).max(500);
const Stage = z.enum(clientStages);

export const ClientView = z
  .object({
    client_id: z.string().describe("The client, in every other route."),
    name: z.string().describe("The company's name."),
    stage: Stage.describe("How far the work for the client has come."),
    stage_since: z.string().describe("Since when it is in this stage; when it was added, if that is not known."),
    owner: z.string().nullable().describe("Who works on the client: who took it on last, or who added it."),
    owner_name: z.string().nullable().describe("How the owner is called. Null for an API key and for nobody."),
    website: z.string().nullable().describe("The company's site. Null when it is not known."),
    approval: ActivationApproval.describe("How many people must agree before a written configuration is activated."),
    created_at: z.string().describe("When the client was added."),
    created_by: z.string().describe("Who added the client."),
  })
  .meta({ id: "Client" });
export type ClientView = z.infer<typeof ClientView>;

const ById = z.object({ id: TenantId.describe("The client's `client_id`.") });
const tag = "Accounts";

/** The agency's clients, prospects included. A caller of one client sees that client. */
export function clientRoutes({ documents, now }: { readonly documents: Documents; readonly now: () => Date }) {
  return [
    route({
      method: "GET",
      path: "/v1/clients",
      operationId: "listClients",
      summary: "List clients, newest first",
      description:
        "People of the agency see all clients and prospects. With `search`, by name. Others see their own, whatever is asked for.",
      tag,
      permission: "clients:read",
      query: Paging.extend({
        search: z.string().trim().min(1).max(100).optional().describe("Only clients whose name begins with this."),
        stage: Stage.optional().describe("Only clients in this stage."),
      }),
      reply: pageOf(ClientView),
      async handle({ identity, query: { search, stage, ...paging } }) {
        if (identity.tenantId !== agencyId) {
          if (paging.cursor !== undefined) throw new CursorInvalid("There is one page only. Leave the cursor out.");
          const own = await documents.get(agencyId, clients, identity.tenantId);
          return { status: 200, body: { items: own ? [await viewOf(own)] : [], next_cursor: null } };
        }
        const key = search?.toLowerCase();
        const inStage = stage === undefined ? [] : [["stage", "==", stage] as const];
        const page = await documents.query(agencyId, clients, {
          ...(key === undefined
            ? { where: inStage, orderBy: { field: "createdAt", direction: "desc" as const } }
            : {
                where: [...inStage, ["nameKey", ">=", key] as const, ["nameKey", "<", `${key}\uf8ff`] as const],
                orderBy: { field: "nameKey", direction: "asc" as const },
              }),
          ...paging,
        });
        const nameOf = namesOfPeople(documents, agencyId);
        const items = await Promise.all(page.items.map((client) => clientView(client, nameOf)));
        return { status: 200, body: { items, next_cursor: page.nextCursor ?? null } };
      },
    }),
    route({
      method: "POST",
      path: "/v1/clients",
      operationId: "createClient",
      summary: "Add a client or a prospect",
      description:
        "A prospect is a client without an active configuration. Without `client_id`, one is made of the name.",
      problems: { 403: ["agency-only"], 409: ["client-exists"] },
      example: { name: "Sharma Dental Care", website: "https://sharma.example" },
      tag,
      permission: "clients:write",
      status: 201,
      body: z.object({
        client_id: TenantId.optional().describe("Its id, in lower case. Cannot be changed later."),
        name: Name.describe("The company's name."),
        website: Website.optional().describe("The company's site."),
        stage: Stage.default("prospect").describe("How far the work has come."),
      }),
      reply: ClientView,
      async handle({ identity, body }) {
        requireAgency(identity);
        const id = body.client_id ?? prospectId(body.name);
        if (id === agencyId) throw exists(id);
        const at = now().toISOString();
        const data: Client = {
          name: body.name,
          nameKey: body.name.toLowerCase(),
          stage: body.stage,
          stageSince: at,
          website: body.website ?? null,
          approval: "one",
          createdAt: at,
          createdBy: identity.subject,
        };
        const entry = { actor: identity.subject, target: id, now: now(), detail: { stage: body.stage } };
        const writes = [put(clients, id, data, { ifVersion: absent }), accountAudit("client-added", entry)];
        await documents.commit(agencyId, writes).catch((error: unknown) => {
          throw error instanceof VersionConflict ? exists(id) : error;
        });
        return { status: 201, body: await viewOf({ id, data }) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/clients/:id",
      operationId: "getClient",
      summary: "Get a client",
      description: "Another client is reported like one that does not exist.",
      problems: { 404: ["client-not-found"] },
      tag,
      permission: "clients:read",
      params: ById,
      reply: ClientView,
      async handle({ identity, params: { id } }) {
        return { status: 200, body: await viewOf(await requireClient(documents, identity, id)) };
      },
    }),
    route({
      method: "PATCH",
      path: "/v1/clients/:id",
      operationId: "changeClient",
      summary: "Change a client's name, site, stage, approval or owner",
      description: "What is left out stays as it is.",
      problems: { 403: ["agency-only"], 404: ["client-not-found"] },
      example: { stage: "demo" },
      tag,
      permission: "clients:write",
      params: ById,
      body: z.object({
        name: Name.optional().describe("The company's name."),
        website: Website.nullable().optional().describe("The company's site. Null removes it."),
        stage: Stage.optional().describe("How far the work has come."),
        approval: ActivationApproval.optional().describe(
          "`two`: a written configuration is activated only after somebody else has approved it.",
        ),
        owner: z.literal("me").optional().describe("`me`: from now on you are the one who works on the client."),
      }),
      reply: ClientView,
      async handle({ identity, params: { id }, body }) {
        const { data, version } = await requireClient(documents, identity, id);
        requireAgency(identity);
        const { name = data.name, website = data.website, stage = data.stage, approval = data.approval } = body;
        const since = stage === data.stage ? {} : { stageSince: now().toISOString() };
        const owner = body.owner === undefined ? {} : { owner: identity.subject };
        const named = { name, nameKey: name.toLowerCase() };
        const next: Client = { ...data, ...named, website, stage, approval, ...since, ...owner };
        const detail = { changed: Object.keys(body).join(", "), stage, approval };
        const entry = { actor: identity.subject, target: id, now: now(), detail };
        const writes = [put(clients, id, next, { ifVersion: version }), accountAudit("client-changed", entry)];
        await documents.commit(agencyId, writes);
        return { status: 200, body: await viewOf({ id, data: next }) };
      },
    }),
  ];

  function viewOf(client: Pick<Stored<Client>, "id" | "data">): Promise<ClientView> {
    return clientView(client, namesOfPeople(documents, agencyId));
  }
}

/** `prospect_<name>_<4 characters>`: two companies of one name have different ids. */
function prospectId(name: string): TenantId {
  const words = normalized(name, "NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return TenantId.parse(`prospect_${words.slice(0, 40) || "client"}_${randomBytes(2).toString("hex")}`);
}

function exists(id: string): Problem {
  return new Problem(409, "client-exists", `There is already a client "${id}". Choose another client_id.`);
}

/** @throws Problem 404 `client-not-found` */
async function requireClient(documents: Documents, identity: Caller, id: TenantId): Promise<Stored<Client>> {
  if (identity.tenantId !== agencyId) requireOwnClient(identity, id);
  const stored = await documents.get(agencyId, clients, id);
  if (stored) return stored;
  throw new Problem(404, "client-not-found", `There is no client "${id}" that you can access.`);
}

async function clientView(
  { id, data }: Pick<Stored<Client>, "id" | "data">,
  nameOf: ReturnType<typeof namesOfPeople>,
): Promise<ClientView> {
  const { name, stage, website, approval, createdAt, createdBy, stageSince = createdAt } = data;
  const owner = (data.owner ?? createdBy) || null;
  return {
    client_id: id,
    name,
    stage,
    stage_since: stageSince,
    owner,
    owner_name: owner === null ? null : await nameOf(owner),
    website,
    approval,
    created_at: createdAt,
    created_by: createdBy,
  };
}
