import { z } from "zod";
import { requirementsDocuments } from "../../../../shared/contracts/lifecycle/requirements.ts";
import { pricingCalculated } from "../../../../shared/events/index.ts";
import { asConflict } from "../../../../shared/http/conflict.ts";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { requestedEvent, requestedId } from "../../../../shared/http/requested-event.ts";
import { requireState } from "../../../../shared/http/require-state.ts";
import { type ApiRequest, route } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { Runner } from "../../../../shared/runtime/runner.ts";
import { PricingInputs } from "../model/inputs.ts";
import { calculatedVersion } from "./calculated.ts";
import { type PricingVersion, pricings, pricingVersionId, pricingVersions } from "./pricing.ts";
import { recordPricing } from "./record-pricing.ts";
import { withRequirementVolumes } from "./requirement-volumes.ts";
import { PricingSummaryView, PricingView, pricingSummary, pricingView } from "./views.ts";

const Name = z.string().trim().min(1).max(120).describe("What the pricing is for.");
const NewPricing = z.object({ name: Name, inputs: PricingInputs.describe("What it is calculated from.") });
const NewVersion = NewPricing.extend({
  after: z.number().int().min(1).describe("The version that it follows, which must still be the newest."),
});

const ById = z.object({ id: z.string().min(1).max(64).describe("The pricing's `pricing_id`.") });
const tag = "Pricing";
const example = {
  name: "Support on WhatsApp",
  inputs: {
    volumes: { conversations: { value: 10_000, low: 8_000, high: 14_000 }, utility_messages: 2_000 },
    rates: [{ from: "USD", rate: "84.50", on: "2026-11-28", source: "RBI reference rate" }],
    price_models: [{ kind: "per_resolution" }, { kind: "outcome", included: 50, price: "35" }],
    terms: { target_margin: 0.5, tax: { name: "GST", percent: "18", parts: ["CGST", "SGST"] } },
  },
};

interface PricingDependencies {
  readonly documents: Documents;
  readonly runner: Runner;
  readonly now: () => Date;
}

/** What serving a client costs, and what it is charged. */
export function pricingRoutes({ documents, runner, now }: PricingDependencies) {
  return [
    route({
      method: "POST",
      path: "/v1/pricing",
      operationId: "createPricing",
      summary: "Calculate what a client costs and what it may be charged",
      description:
        "Costs by component with dated list prices, price models side by side, break-even, a tornado of the inputs and 10,000 simulated months. The same inputs give the same result. A price that nobody knows makes the total a lower bound, which `complete` and `unpriced` tell.",
      problems: {
        404: ["requirements-not-found"],
        422: ["volumes-missing", "rate-missing", "amount-too-large", "kpi-unusable"],
      },
      example,
      tag,
      permission: "pricing:write",
      status: 201,
      body: NewPricing,
      reply: PricingView,
      async handle(request) {
        const pricingId = requestedId(request, { action: "pricing", key: "new" });
        return { status: 201, body: pricingView(await keep(request, { pricingId, after: null, ...request.body })) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/pricing",
      operationId: "listPricings",
      summary: "List pricings, the last changed first",
      description: "Each with its newest version's cost.",
      tag,
      permission: "pricing:read",
      query: Paging,
      reply: pageOf(PricingSummaryView),
      async handle({ identity: { tenantId }, query }) {
        const orderBy = { field: "state.at", direction: "desc" } as const;
        const page = await documents.query(tenantId, pricings.collection, { orderBy, ...query });
        return { status: 200, body: toPage(page, ({ data }) => pricingSummary(data.state)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/pricing/:id",
      operationId: "getPricing",
      summary: "Get a pricing with its inputs and its result",
      description: "The newest version, or the one that `version` names.",
      problems: { 404: ["pricing-not-found", "pricing-version-not-found"] },
      tag,
      permission: "pricing:read",
      params: ById,
      query: z.object({
        version: z.coerce.number().int().min(1).optional().describe("The version. Default: the newest."),
      }),
      reply: PricingView,
      async handle({ identity: { tenantId }, params: { id }, query: { version } }) {
        const newest = await requireState(documents, tenantId, pricings, { id, what: "pricing" });
        return { status: 200, body: pricingView(await requireVersion(tenantId, id, version ?? newest.version)) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/pricing/:id/versions",
      operationId: "createPricingVersion",
      summary: "Calculate the next version of a pricing",
      description: "Earlier versions stay, and proposals made from them stay as they were.",
      problems: {
        404: ["pricing-not-found", "requirements-not-found"],
        409: ["pricing-changed"],
        422: ["volumes-missing", "rate-missing", "amount-too-large", "kpi-unusable"],
      },
      example: { ...example, after: 1 },
      tag,
      permission: "pricing:write",
      status: 201,
      params: ById,
      body: NewVersion,
      reply: PricingView,
      async handle(request) {
        const { params, body, identity } = request;
        await requireState(documents, identity.tenantId, pricings, { id: params.id, what: "pricing" });
        return { status: 201, body: pricingView(await keep(request, { pricingId: params.id, ...body })) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/pricing/:id/versions",
      operationId: "listPricingVersions",
      summary: "List the versions of a pricing, newest first",
      description: "Who made each, when, and what it cost.",
      problems: { 404: ["pricing-not-found"] },
      tag,
      permission: "pricing:read",
      params: ById,
      query: Paging,
      reply: pageOf(PricingSummaryView),
      async handle({ identity: { tenantId }, params: { id }, query }) {
        await requireState(documents, tenantId, pricings, { id, what: "pricing" });
        const page = await documents.query(tenantId, pricingVersions, {
          where: [["pricingId", "==", id]],
          orderBy: { field: "version", direction: "desc" },
          ...query,
        });
        return { status: 200, body: toPage(page, ({ data }) => pricingSummary(data)) };
      },
    }),
  ];

  async function keep(
    request: Pick<ApiRequest<unknown, unknown, unknown>, "identity" | "idempotencyKey">,
    wish: z.infer<typeof NewPricing> & { readonly pricingId: string; readonly after: number | null },
  ): Promise<PricingVersion> {
    const { pricingId, after, name } = wish;
    const { tenantId, subject } = request.identity;
    const inputs = await completeInputs(tenantId, wish.inputs);
    const at = now();
    const data = { pricingId, after, name, ...calculatedVersion(inputs, at), by: subject, at: at.toISOString() };
    const event = requestedEvent(pricingCalculated, request, { action: "pricing-version", key: pricingId, data, at });
    const options = { repeatable: request.idempotencyKey !== undefined };
    const refused = asConflict("pricing-changed", " Read it, and send what follows it.");
    await runner.run(recordPricing, event, options).catch(refused);
    return requireVersion(tenantId, pricingId, (after ?? 0) + 1);
  }

  /** The inputs with what their requirements document says. */
  async function completeInputs(tenantId: TenantId, inputs: PricingInputs): Promise<PricingInputs> {
    if (inputs.requirements === undefined) return inputs;
    const { prd_id: id } = inputs.requirements;
    const stored = await documents.get(tenantId, requirementsDocuments, id);
    if (!stored) throw new Problem(404, "requirements-not-found", `There is no requirements document "${id}".`);
    return withRequirementVolumes(inputs, stored.data.state);
  }

  async function requireVersion(tenantId: TenantId, id: string, version: number): Promise<PricingVersion> {
    const stored = await documents.get(tenantId, pricingVersions, pricingVersionId(id, version));
    if (!stored) throw new Problem(404, "pricing-version-not-found", `The pricing "${id}" has no version ${version}.`);
    return stored.data;
  }
}
