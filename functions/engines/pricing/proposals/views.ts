import { z } from "zod";
import { pdfLanguages } from "../../../../shared/documents/pdf/pdf-document.ts";
import { ProposalContents } from "./contents.ts";
import { type Proposal, proposalStatuses, standingAt } from "./proposal.ts";

const summary = {
  proposal_id: z.string().describe("Identifies the proposal in the other routes."),
  pricing_id: z.string().describe("The pricing that it was made from."),
  pricing_version: z.number().int().describe("The version of the pricing."),
  status: z.enum(proposalStatuses).describe("Open until it is accepted or withdrawn, or its time is over."),
  client_name: z.string().describe("For whom it is."),
  title: z.string().describe("What is offered."),
  language: z.enum(pdfLanguages).describe("The language of its page and PDF."),
  currency: z.string().describe("The currency of its amounts."),
  total_minor: z.number().int().describe("What the client pays a month, with tax, in the smallest unit."),
  hash: z.string().describe("SHA-256 of everything that the client reads, in hex. Acceptance names it."),
  valid_until: z.string().describe("From this time on it cannot be accepted."),
  created_by: z.string().describe("Who made it."),
  created_at: z.string().describe("When it was made."),
  accepted: z
    .object({
      name: z.string().describe("The name that the client's person wrote."),
      at: z.string().describe("When it was accepted."),
      hash: z.string().describe("The hash of what was accepted."),
    })
    .nullable()
    .describe("Its acceptance. Null: it is not accepted."),
  withdrawn: z
    .object({ by: z.string().describe("Who withdrew it."), at: z.string().describe("When it was withdrawn.") })
    .nullable()
    .describe("Its withdrawal. Null: it is not withdrawn."),
};

export const ProposalSummaryView = z.object(summary).meta({ id: "ProposalSummary" });
export type ProposalSummaryView = z.infer<typeof ProposalSummaryView>;

export const ProposalView = z
  .object({ ...summary, contents: ProposalContents.describe("What the client reads.") })
  .meta({ id: "Proposal" });
export type ProposalView = z.infer<typeof ProposalView>;

export const NewProposalView = z
  .object({
    proposal: ProposalView.describe("The proposal."),
    url: z.string().describe("The page for the client. It is shown only here: whoever has it can accept."),
  })
  .meta({ id: "NewProposal" });

export function proposalSummary(proposal: Proposal, now: Date): ProposalSummaryView {
  const { offer, acceptance, withdrawal } = proposal;
  return {
    proposal_id: offer.proposalId,
    pricing_id: offer.pricingId,
    pricing_version: offer.pricingVersion,
    status: standingAt(proposal, now),
    client_name: offer.clientName,
    title: offer.title,
    language: offer.language,
    currency: offer.currency,
    total_minor: offer.totalMinor,
    hash: offer.hash,
    valid_until: offer.validUntil,
    created_by: offer.by,
    created_at: offer.at,
    accepted: acceptance,
    withdrawn: withdrawal,
  };
}

export function proposalView(proposal: Proposal, now: Date): ProposalView {
  return { ...proposalSummary(proposal, now), contents: contentsOf(proposal) };
}

/** What the client reads, as it was stored. */
export function contentsOf({ offer }: Proposal): ProposalContents {
  return JSON.parse(offer.contents) as ProposalContents;
}
