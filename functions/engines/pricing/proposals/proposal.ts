import { z } from "zod";
import { OfferedProposal } from "../../../../shared/events/index.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

export const proposalStatuses = ["open", "accepted", "withdrawn", "expired"] as const;

export const Proposal = z.object({
  offer: OfferedProposal,
  status: z.literal(proposalStatuses),
  /** The name that was typed, when, and the hash of what was accepted. */
  acceptance: z.object({ name: z.string(), at: z.string(), hash: z.string() }).nullable(),
  withdrawal: z.object({ by: z.string(), at: z.string() }).nullable(),
  updatedAt: z.string(),
});
export type Proposal = z.infer<typeof Proposal>;

export const proposals = ownedDocument<Proposal>({
  name: "proposals",
  state: Proposal,
  indexes: [["offer.at"], ["status", "offer.at desc"]],
  confidential: true,
  // A contract with the agency's client. Its signatory is no customer of the client.
  personal: "nothing",
});

/** Where a proposal stands now: its time may be over before the event that says so has come. */
export function standingAt({ status, offer }: Proposal, now: Date): Proposal["status"] {
  return status === "open" && now.toISOString() >= offer.validUntil ? "expired" : status;
}
