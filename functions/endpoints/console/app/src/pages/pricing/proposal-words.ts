import { m } from "#messages";
import type { ProposalSummaryView } from "../../../../../../engines/pricing/proposals/views.ts";

interface Word {
  readonly tone: "good" | "warning" | "bad" | "active";
  name(): string;
}

/** Where a proposal stands. */
export const proposalWords: Readonly<Record<ProposalSummaryView["status"], Word>> = {
  open: { tone: "active", name: m.proposal_open },
  accepted: { tone: "good", name: m.proposal_accepted },
  withdrawn: { tone: "bad", name: m.proposal_withdrawn },
  expired: { tone: "warning", name: m.proposal_expired },
};
