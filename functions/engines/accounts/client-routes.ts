import { randomBytes } from "node:crypto";
import { z } from "zod";
import { ActivationApproval } from "../../../shared/contracts/accounts/client-approval.ts";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
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
      description: "People of the agency see all clients and prospects. With `search`, by name. Others see their own.",
      tag,
      permission: "clients:read",
      query: Paging.extend({
        search: z.string().trim().min(1).max(100).optional().describe("Only clients whose name begins with this."),
      }),
      reply: pageOf(ClientView),
      async handle({ identity, query: { search, ...paging } }) {
        if (identity.tenantId !== agencyId) {
          if (paging.cursor !== undefined) throw new CursorInvalid("There is one page only. Leave the cursor out.");
          const own = await documents.get(agencyId, clients, identity.tenantId);
          return { status: 200, body: { items: own ? [clientView(own)] : [], next_cursor: null } };
        }
        const key = search?.toLowerCase();
        const page = await documents.query(agencyId, clients, {
          ...(key === undefined
            ? { orderBy: { field: "createdAt", direction: "desc" as const } }
            : {
                where: [["nameKey", ">=", key] as const, ["nameKey", "<", `${key}\uf8ff`] as const],
                orderBy: { field: "nameKey", direction: "asc" as const },
              }),
          ...paging,
        });
        return { status: 200, body: toPage(page, clientView) };
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
        const data: Client = {
          name: body.name,
          nameKey: body.name.toLowerCase(),
          stage: body.stage,
          website: body.website ?? null,
          approval: "one",
          createdAt: now().toISOString(),
          createdBy: identity.subject,
        };
        const entry = { actor: identity.subject, target: id, now: now(), detail: { stage: body.stage } };
        const writes = [put(clients, id, data, { ifVersion: absent }), accountAudit("client-added", entry)];
        await documents.commit(agencyId, writes).catch((error: unknown) => {
          throw error instanceof VersionConflict ? exists(id) : error;
        });
        return { status: 201, body: clientView({ id, data }) };
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
        return { status: 200, body: clientView(await requireClient(documents, identity, id)) };
      },
    }),
    route({
      method: "PATCH",
      path: "/v1/clients/:id",
      operationId: "changeClient",
      summary: "Change a client's name, site, stage or approval",
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
      }),
      reply: ClientView,
      async handle({ identity, params: { id }, body }) {
        const { data, version } = await requireClient(documents, identity, id);
        requireAgency(identity);
        const { name = data.name, website = data.website, stage = data.stage, approval = data.approval } = body;
        const next = { ...data, name, nameKey: name.toLowerCase(), website, stage, approval };
        const detail = { changed: Object.keys(body).join(", "), stage, approval };
        const entry = { actor: identity.subject, target: id, now: now(), detail };
        const writes = [put(clients, id, next, { ifVersion: version }), accountAudit("client-changed", entry)];
        await documents.commit(agencyId, writes);
        return { status: 200, body: clientView({ id, data: next }) };
      },
    }),
  ];
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

function clientView({ id, data }: Pick<Stored<Client>, "id" | "data">): ClientView {
  const { name, stage, website, approval, createdAt, createdBy } = data;
  return { client_id: id, name, stage, website, approval, created_at: createdAt, created_by: createdBy };
}
