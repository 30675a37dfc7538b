import { z } from "zod";
import { eventType } from "../event-type.ts";

/** A proposal as it is offered. It never changes; `contents` is the canonical JSON of everything that the client reads. */
export const OfferedProposal = z.object({
  proposalId: z.string(),
  pricingId: z.string(),
  pricingVersion: z.number().int(),
  language: z.literal(["en", "hi", "ur"]),
  clientName: z.string(),
  title: z.string(),
  currency: z.string(),
  /** Of a month, with tax. */
  totalMinor: z.number().int(),
  contents: z.string(),
  /** SHA-256 of `contents`, in hex. */
  hash: z.string(),
  linkId: z.string(),
  validUntil: z.string(),
  by: z.string(),
  at: z.string(),
});
export type OfferedProposal = z.infer<typeof OfferedProposal>;

export const proposalOffered = eventType("proposal-offered", OfferedProposal);

/** The client accepts what it read, which `hash` identifies. */
export const proposalAcceptanceGiven = eventType(
  "proposal-acceptance-given",
  z.object({ proposalId: z.string(), name: z.string(), hash: z.string(), at: z.string() }),
);

/** The client has accepted, once. Others begin their work with it: the tenant's own servers are told. */
export const proposalAccepted = eventType(
  "proposal-accepted",
  z.object({
    ...OfferedProposal.pick({ proposalId: true, pricingId: true, pricingVersion: true, title: true, hash: true }).shape,
    ...OfferedProposal.pick({ currency: true, totalMinor: true }).shape,
    at: z.string(),
  }),
);

export const proposalWithdrawalRequested = eventType(
  "proposal-withdrawal-requested",
  z.object({ proposalId: z.string(), by: z.string(), at: z.string() }),
);

/** Nobody may have accepted a proposal by its time. */
export const proposalDue = eventType("proposal-due", z.object({ proposalId: z.string() }));
