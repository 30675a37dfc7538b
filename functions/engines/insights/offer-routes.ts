import { z } from "zod";
import { ChannelType } from "../../../shared/events/index.ts";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { route } from "../../../shared/http/route.ts";
import { amountText } from "../../../shared/payments/amount.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { type OfferRecord, offers } from "./offer.ts";
import { summaryOf } from "./offer-summary.ts";
import { Period, readPeriod, within } from "./period.ts";

const Status = z.enum(["made", "accepted", "declined", "expired"]);

const OfferView = z
  .object({
    id: z.string(),
    status: Status,
    product: z.object({ id: z.string(), name: z.string() }),
    price_minor: z.number().int().nullable(),
    price_text: z.string().nullable(),
    currency: z.string(),
    trigger: z.string(),
    conversation_id: z.string(),
    customer_id: z.string(),
    channel: ChannelType,
    revenue_minor: z.number().int(),
    made_at: z.string(),
    answered_at: z.string().nullable(),
    expires_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "Offer" });

const tally = {
  made: z.number().int(),
  accepted: z.number().int(),
  declined: z.number().int(),
  expired: z.number().int(),
  acceptance_rate: z.number().nullable().describe("Accepted offers divided by offers made, 0 to 1."),
};

const Summary = z
  .object({
    ...tally,
    products: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        ...tally,
        revenue_minor: z.number().int(),
        revenue_text: z.string(),
        currency: z.string(),
      }),
    ),
    truncated: z
      .boolean()
      .describe("True if the period has more offers than one summary can read. Request a shorter period."),
  })
  .meta({ id: "OfferSummary" });

function offerView(offer: OfferRecord): z.infer<typeof OfferView> {
  const { priceMinor, currency } = offer;
  return {
    id: offer.offerId,
    status: offer.status,
    product: { id: offer.productId, name: offer.productName },
    price_minor: priceMinor,
    price_text: priceMinor === null ? null : amountText(priceMinor, currency),
    currency,
    trigger: offer.trigger,
    conversation_id: offer.conversationId,
    customer_id: offer.customerId,
    channel: offer.channel,
    revenue_minor: offer.revenueMinor,
    made_at: offer.madeAt,
    answered_at: offer.answeredAt,
    expires_at: offer.expiresAt,
    updated_at: offer.updatedAt,
  };
}

const { collection } = offers;
const field = "state.madeAt";
const tag = "Offers";

export function offerRoutes({ documents }: { readonly documents: Documents }) {
  return [
    route({
      method: "GET",
      path: "/v1/offers",
      operationId: "listOffers",
      summary: "List the offers made to customers and their outcomes, newest first",
      description: "What was offered to whom, and whether they took it.",
      problems: { 400: ["filter-ambiguous"] },
      tag,
      permission: "conversations:read",
      query: Paging.extend(Period.shape).extend({
        status: Status.optional(),
        customer: z.string().min(1).max(64).optional().describe("Only offers to this customer, by id."),
      }),
      reply: pageOf(OfferView),
      async handle({ identity: { tenantId }, query: { status, customer, limit, cursor, ...period } }) {
        if (status !== undefined && customer !== undefined)
          throw new Problem(400, "filter-ambiguous", "Filter by one of status and customer.");
        const page = await documents.query(tenantId, collection, {
          where: [
            ...(status ? [["state.status", "==", status] as const] : []),
            ...(customer ? [["state.customerId", "==", customer] as const] : []),
            ...within(period, field),
          ],
          orderBy: { field, direction: "desc" },
          limit,
          cursor,
        });
        return { status: 200, body: toPage(page, ({ data }) => offerView(data.state)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/offers/summary",
      operationId: "getOfferSummary",
      summary: "Summarise a period's offers: how many were accepted, and revenue per product",
      description: "Figures over all offers of the period, in total and by product.",
      tag,
      permission: "conversations:read",
      query: Period,
      reply: Summary,
      async handle({ identity: { tenantId }, query: period }) {
        const { items, truncated } = await readPeriod(documents, tenantId, { collection, field, period });
        const { acceptanceRate, products, ...all } = summaryOf(items.map(({ state }) => state));
        return {
          status: 200,
          body: {
            ...all,
            acceptance_rate: acceptanceRate,
            products: products.map(
              ({ productId, productName, acceptanceRate: rate, revenueMinor, currency, ...own }) => ({
                id: productId,
                name: productName,
                ...own,
                acceptance_rate: rate,
                revenue_minor: revenueMinor,
                revenue_text: amountText(revenueMinor, currency),
                currency,
              }),
            ),
            truncated,
          },
        };
      },
    }),
  ];
}
