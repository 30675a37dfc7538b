import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { PersonalCollection } from "../../../../shared/customers/personal.ts";
import { readCustomer } from "../../../../shared/customers/store.ts";
import { customerEraseDue } from "../../../../shared/events/index.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { route } from "../../../../shared/http/route.ts";
import { type Documents, put, type Write } from "../../../../shared/platform/documents.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { auditWrite } from "../../../../shared/security/audit.ts";
import type { Caller } from "../../../../shared/security/tokens/identity.ts";
import { requireCustomer } from "../require-customer.ts";
import { CustomerView, customerView } from "../views.ts";
import { erasures } from "./erasure.ts";
import { exportOf } from "./export.ts";
import { conversationsOf, personById } from "./person-keys.ts";

const ById = z.object({ id: z.string().min(1).max(64) });

const ExportQuery = z.object({
  collection: z.string().max(100).optional().describe("Only this collection."),
  cursor: z.string().max(2_000).optional().describe("Where an earlier answer ended: a value of its `more`."),
});

export const ExportView = z.object({
  exported_at: z.string(),
  customer: CustomerView.nullable(),
  /** Stored documents, by collection. */
  data: z.record(z.string(), z.array(z.unknown())),
  more: z
    .record(z.string(), z.string())
    .describe("Collections with more documents, each with the cursor to ask for them (`?collection=&cursor=`)."),
});

export const ErasureView = z.object({
  customer_id: z.string(),
  status: z.enum(["running", "done"]),
  erased: z.record(z.string(), z.number().int()).describe("Documents erased so far, by collection."),
});

const ConversationsView = z.object({
  items: z.array(
    z.object({
      conversation_id: z.string(),
      channel: z.string(),
      status: z.string(),
      last_inbound_at: z.string().nullable(),
    }),
  ),
});

export interface RightsDependencies {
  readonly platform: Pick<Platform, "documents" | "bus">;
  readonly now: () => Date;
  personal(): Promise<readonly PersonalCollection[]>;
}

/** Data subject rights: access, erasure, portability (GDPR, articles 15, 17 and 20; India's DPDP Act, sections 11 and 12). */
export function rightsRoutes(dependencies: RightsDependencies) {
  const { platform, now, personal } = dependencies;
  const { documents } = platform;
  const base = { tag: "Customers", params: ById };
  return [
    route({
      ...base,
      method: "GET",
      path: "/v1/customers/:id/conversations",
      operationId: "listCustomerConversations",
      summary: "List a customer's conversations on all channels",
      description: "Conversations on every channel that is known to be this customer's. An unknown customer has none.",
      permission: "customers:read",
      reply: ConversationsView,
      async handle({ identity: { tenantId }, params }) {
        const { customerIds } = await personById(documents, tenantId, params.id);
        const items = [];
        for await (const { id, channel, status, lastInboundAt } of conversationsOf(documents, tenantId, customerIds))
          items.push({ conversation_id: id, channel, status, last_inbound_at: lastInboundAt });
        return { status: 200, body: { items } };
      },
    }),
    route({
      ...base,
      method: "POST",
      path: "/v1/customers/:id/export",
      operationId: "exportCustomer",
      summary: "Export everything stored about a customer",
      description:
        "For a request under GDPR, article 15, or India's DPDP Act, section 11. A large collection is cut: ask again with `collection` and the cursor in `more`.",
      problems: { 404: ["customer-not-found"], 422: ["collection-unknown"] },
      permission: "customers:erase",
      query: ExportQuery,
      reply: ExportView,
      async handle({ identity, params, query: { collection, cursor } }) {
        const { tenantId } = identity;
        await requireKnownPerson(dependencies, tenantId, params.id);
        const all = await personal();
        if (collection !== undefined && !all.some((each) => each.collection.name === collection))
          throw new Problem(422, "collection-unknown", `No collection "${collection}" holds data of customers.`);
        const from = collection === undefined ? undefined : { collection, cursor };
        const wanted = { customerId: params.id, personal: all, from };
        const { data, more } = await exportOf(platform, tenantId, wanted);
        const known = await readCustomer(documents, tenantId, params.id, now());
        const customer = known.stored ? known : null;
        const detail = Object.fromEntries(Object.entries(data).map(([kind, items]) => [kind, items.length]));
        const at = now().toISOString();
        const entry = { id: randomUUID(), at, actor: identity.subject, target: params.id, detail };
        await documents.commit(tenantId, [auditWrite({ ...entry, action: "customer-exported" })]);
        return {
          status: 200,
          body: { exported_at: at, customer: customer && customerView(customer.state), data, more },
        };
      },
    }),
    route({
      ...base,
      method: "POST",
      path: "/v1/customers/:id/erase",
      operationId: "eraseCustomer",
      summary: "Erase everything stored about a customer; records that the law requires stay, anonymised",
      description:
        "For a request under GDPR, article 17. The erasure runs after the answer; ask for its progress at `/erasure`.",
      problems: { 404: ["customer-not-found"] },
      permission: "customers:erase",
      status: 202,
      reply: ErasureView,
      async handle({ identity, params, idempotencyKey }) {
        await requireKnownPerson(dependencies, identity.tenantId, params.id);
        await requestErasure(dependencies, identity, { id: params.id, key: idempotencyKey ?? randomUUID() });
        return { status: 202, body: { customer_id: params.id, status: "running" as const, erased: {} } };
      },
    }),
    route({
      ...base,
      method: "GET",
      path: "/v1/customers/:id/erasure",
      operationId: "getErasure",
      summary: "Get the progress of a customer's erasure",
      description: "How many documents were erased so far, by collection.",
      problems: { 404: ["erasure-not-found"] },
      permission: "customers:erase",
      reply: ErasureView,
      async handle({ identity: { tenantId }, params }) {
        const stored = await documents.get(tenantId, erasures.collection, params.id);
        if (!stored)
          throw new Problem(404, "erasure-not-found", `No erasure of customer "${params.id}" was requested.`);
        const { id, status, erased } = stored.data.state;
        return { status: 200, body: { customer_id: id, status, erased } };
      },
    }),
  ];
}

/** Accepts a customer who has only conversations. @throws Problem 404 `customer-not-found` */
async function requireKnownPerson({ platform: { documents } }: RightsDependencies, tenantId: TenantId, id: string) {
  const { conversationIds } = await personById(documents, tenantId, id);
  if (conversationIds.length === 0) await requireCustomer(documents, tenantId, id, new Date(0));
}

/** An earlier erasure is not to be taken for this one: it is no longer done once another is requested. */
async function reopening(
  documents: Documents,
  tenantId: TenantId,
  { id, eventId }: { readonly id: string; readonly eventId: string },
): Promise<readonly Write[]> {
  const stored = await documents.get(tenantId, erasures.collection, id);
  if (stored?.data.state.status !== "done" || stored.data.handled.includes(eventId)) return [];
  const state = { ...stored.data.state, status: "running" as const };
  return [put(erasures.collection, id, { ...stored.data, state }, { ifVersion: stored.version })];
}

async function requestErasure(
  { platform: { documents, bus }, now }: RightsDependencies,
  { tenantId, subject }: Caller,
  { id, key }: { readonly id: string; readonly key: string },
): Promise<void> {
  const at = now().toISOString();
  const eventId = deriveId("erase", tenantId, id, key);
  const entry = { id: deriveId(eventId, "audit"), at, actor: subject, target: id, detail: {} };
  const audit = auditWrite({ ...entry, action: "customer-erase-requested" });
  await documents.commit(tenantId, [audit, ...(await reopening(documents, tenantId, { id, eventId }))]);
  await bus.publish([
    envelopeOf(customerEraseDue, {
      id: eventId,
      tenantId,
      key: id,
      at: new Date(at),
      data: { customerId: id, requestedBy: subject, round: 1 },
    }),
  ]);
}
