import { randomUUID } from "node:crypto";
import { proposalAcceptanceGiven } from "../../../../shared/events/index.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { requireState } from "../../../../shared/http/require-state.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import type { Runner } from "../../../../shared/runtime/runner.ts";
import type { LinkView, SecretLinks } from "../../../../shared/security/links/secret-link.ts";
import type { ProposalContents } from "./contents.ts";
import { type Proposal, proposals, standingAt } from "./proposal.ts";
import { proposalPdf } from "./proposal-pdf.ts";
import { acceptProposal } from "./steps.ts";
import { contentsOf } from "./views.ts";

/** A proposal as the holder of its link sees it. */
export interface OpenedProposal {
  readonly contents: ProposalContents;
  readonly proposal: Proposal;
  readonly standing: Proposal["status"];
}

/** What whoever holds a proposal's link may do. All throw the problems of `SecretLinks.open`. */
export interface PublicProposals {
  show(token: string): Promise<OpenedProposal>;
  /**
   * The first acceptance counts; a later one changes nothing.
   * @throws Problem 409 `proposal-expired`, `proposal-withdrawn`, `proposal-differs`
   */
  accept(token: string, by: { readonly name: string; readonly hash: string }): Promise<void>;
  /** @throws Problem 429 `link-visitor-cap`, `link-day-cap` */
  pdf(token: string, visitor: string): Promise<Uint8Array>;
}

const refusals = ["proposal-expired", "proposal-withdrawn", "proposal-differs"];

export function publicProposals(ports: {
  readonly documents: Documents;
  readonly runner: Runner;
  readonly links: SecretLinks;
  readonly now: () => Date;
}): PublicProposals {
  const { documents, runner, links, now } = ports;

  async function openLink(token: string): Promise<{ readonly link: LinkView; readonly opened: OpenedProposal }> {
    const link = await links.open(token, { purpose: "proposal" });
    const proposal = await requireState(documents, link.tenantId, proposals, { id: link.target, what: "proposal" });
    return { link, opened: { proposal, contents: contentsOf(proposal), standing: standingAt(proposal, now()) } };
  }

  return {
    show: async (token) => (await openLink(token)).opened,

    async accept(token, { name, hash }) {
      const { tenantId, target: proposalId } = await links.open(token, { purpose: "proposal" });
      const at = now();
      const data = { proposalId, name, hash, at: at.toISOString() };
      const event = envelopeOf(proposalAcceptanceGiven, { id: randomUUID(), tenantId, key: proposalId, at, data });
      await runner.run(acceptProposal, event).catch((error: unknown) => {
        if (!(error instanceof TerminalError) || !refusals.includes(error.code)) throw error;
        throw new Problem(409, error.code, error.message, { cause: error });
      });
    },

    async pdf(token, visitor) {
      const { link, opened } = await openLink(token);
      await links.count(link, visitor);
      const { renderPdf } = await import("../../../../shared/documents/pdf/render-pdf.ts");
      return renderPdf(proposalPdf(opened.proposal, opened.contents));
    },
  };
}
