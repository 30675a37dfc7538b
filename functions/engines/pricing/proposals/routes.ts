import { z } from "zod";
import { pdfLanguages } from "../../../../shared/documents/pdf/pdf-document.ts";
import { proposalOffered, proposalWithdrawalRequested } from "../../../../shared/events/index.ts";
import { asConflict } from "../../../../shared/http/conflict.ts";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { requestedEvent, requestedId } from "../../../../shared/http/requested-event.ts";
import { requireState } from "../../../../shared/http/require-state.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { Runner } from "../../../../shared/runtime/runner.ts";
import type { SecretLinks } from "../../../../shared/security/links/secret-link.ts";
import { pricings, pricingVersionId, pricingVersions } from "../pricings/pricing.ts";
import { offeredContents } from "./make-proposal.ts";
import { type Proposal, proposalStatuses, proposals } from "./proposal.ts";
import { openProposal, withdrawProposal } from "./steps.ts";
import { NewProposalView, ProposalSummaryView, ProposalView, proposalSummary, proposalView } from "./views.ts";

const dayMs = 86_400_000;
/** Printing costs CPU, so a link gives a limited number of files a day. */
const caps = { perVisitor: 50, perDay: 500 };

const NewProposal = z.object({
  pricing_id: z.string().min(1).max(64).describe("The pricing that it offers."),
  pricing_version: z.number().int().min(1).optional().describe("The version. Default: the newest."),
  quote: z.number().int().min(1).max(8).describe("Which of the pricing's price models is offered, counted from 1."),
  language: z.enum(pdfLanguages).describe("The language of the page and of the PDF."),
  client_name: z.string().trim().min(1).max(120).describe("For whom it is."),
  sender: z.string().trim().min(1).max(120).describe("Who offers it, as the client knows the agency."),
  title: z.string().trim().min(1).max(160).describe("What is offered."),
  introduction: z
    .string()
    .trim()
    .max(4_000)
    .default("")
    .describe("Words before the amounts. An empty line parts paragraphs."),
  valid_days: z.number().int().min(1).max(180).default(30).describe("Days until it expires."),
  despite_unknown_prices: z
    .boolean()
    .default(false)
    .describe("True: it is offered although the cost is a lower bound, so that the margin is not known."),
});

const ById = z.object({ id: z.string().min(1).max(64).describe("The proposal's `proposal_id`.") });
const tag = "Pricing";

interface ProposalDependencies {
  readonly documents: Documents;
  readonly runner: Runner;
  readonly links: SecretLinks;
  /** Of the product, without a slash at its end. */
  readonly publicUrl: string;
  readonly now: () => Date;
}

/** What clients are offered, and whether they accepted it. */
export function proposalRoutes({ documents, runner, links, publicUrl, now }: ProposalDependencies) {
  return [
    route({
      method: "POST",
      path: "/v1/proposals",
      operationId: "createProposal",
      summary: "Offer a price model of a pricing to the client",
      description:
        "Makes a page that the client reads and accepts without an account, in English, Hindi or Urdu, and its PDF. It shows no costs and no margin. What is offered never changes: another offer is another proposal.",
      problems: {
        404: ["pricing-not-found", "pricing-version-not-found"],
        409: ["margin-below-floor", "pricing-incomplete"],
        422: ["quote-unknown"],
      },
      example: {
        pricing_id: "b7c1f0a2e9d84c35",
        quote: 1,
        language: "hi",
        client_name: "Asha Diagnostics",
        sender: "Setu Agency",
        title: "Customer support on WhatsApp",
        valid_days: 30,
      },
      tag,
      permission: "pricing:write",
      status: 201,
      body: NewProposal,
      reply: NewProposalView,
      async handle(request) {
        const { identity, body } = request;
        const { tenantId, subject } = identity;
        const newest = await requireState(documents, tenantId, pricings, { id: body.pricing_id, what: "pricing" });
        const number = body.pricing_version ?? newest.version;
        const version = await documents.get(tenantId, pricingVersions, pricingVersionId(body.pricing_id, number));
        if (!version)
          throw new Problem(
            404,
            "pricing-version-not-found",
            `The pricing "${body.pricing_id}" has no version ${number}.`,
          );
        const at = now();
        const validUntil = new Date(at.getTime() + body.valid_days * dayMs);
        const {
          client_name,
          sender,
          title,
          introduction,
          language,
          quote,
          despite_unknown_prices: despiteUnknownPrices,
        } = body;
        const offer = { client_name, sender, title, introduction, language, validUntil: validUntil.toISOString() };
        const contents = offeredContents(version.data, { ...offer, quote, despiteUnknownPrices });
        const wish = { action: "proposal", key: body.pricing_id };
        const proposalId = requestedId(request, wish);
        // The page refuses by the proposal's own time, in the client's language, so the link has none.
        const { link, token } = await links.create({
          tenantId,
          purpose: "proposal",
          target: proposalId,
          createdBy: subject,
          caps,
        });
        const data = {
          ...contents,
          proposalId,
          pricingId: body.pricing_id,
          pricingVersion: number,
          linkId: link.id,
          validUntil: offer.validUntil,
          by: subject,
          at: at.toISOString(),
        };
        const event = requestedEvent(proposalOffered, request, { ...wish, data, at });
        const state = await runner.run(openProposal, event, { repeatable: request.idempotencyKey !== undefined });
        const proposal =
          state ?? (await requireState(documents, tenantId, proposals, { id: proposalId, what: "proposal" }));
        const url = `${publicUrl}/proposals/${token}`;
        return { status: 201, body: { proposal: proposalView(proposal, at), url } };
      },
    }),
    route({
      method: "GET",
      path: "/v1/proposals",
      operationId: "listProposals",
      summary: "List proposals, newest first",
      description: "With where each stands.",
      tag,
      permission: "pricing:read",
      query: Paging.extend({ status: z.enum(proposalStatuses).optional().describe("Only those that stand so.") }),
      reply: pageOf(ProposalSummaryView),
      async handle({ identity: { tenantId }, query: { status, limit, cursor } }) {
        const page = await documents.query(tenantId, proposals.collection, {
          where: status ? [["state.status", "==", status]] : [],
          orderBy: { field: "state.offer.at", direction: "desc" },
          limit,
          cursor,
        });
        return { status: 200, body: toPage(page, ({ data }) => proposalSummary(data.state, now())) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/proposals/:id",
      operationId: "getProposal",
      summary: "Get a proposal as the client reads it, and its acceptance",
      description: "The link to its page is not stored, and so not shown again.",
      problems: { 404: ["proposal-not-found"] },
      tag,
      permission: "pricing:read",
      params: ById,
      reply: ProposalView,
      async handle({ identity: { tenantId }, params: { id } }) {
        const proposal = await requireState(documents, tenantId, proposals, { id, what: "proposal" });
        return { status: 200, body: proposalView(proposal, now()) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/proposals/:id/withdraw",
      operationId: "withdrawProposal",
      summary: "Withdraw a proposal",
      description: "Its page says so, and it cannot be accepted. One that was accepted stays accepted.",
      problems: { 404: ["proposal-not-found"], 409: ["proposal-accepted"] },
      tag,
      permission: "pricing:write",
      params: ById,
      reply: ProposalView,
      async handle(request) {
        const { identity, params, idempotencyKey } = request;
        const { tenantId, subject } = identity;
        await requireState(documents, tenantId, proposals, { id: params.id, what: "proposal" });
        const at = now();
        const data = { proposalId: params.id, by: subject, at: at.toISOString() };
        const wish = { action: "proposal-withdrawal", key: params.id, data, at };
        const event = requestedEvent(proposalWithdrawalRequested, { identity, idempotencyKey }, wish);
        const options = { repeatable: idempotencyKey !== undefined };
        await runner.run(withdrawProposal, event, options).catch(asConflict("proposal-accepted"));
        const proposal: Proposal = await requireState(documents, tenantId, proposals, {
          id: params.id,
          what: "proposal",
        });
        return { status: 200, body: proposalView(proposal, now()) };
      },
    }),
  ];
}
