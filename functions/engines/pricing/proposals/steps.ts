import {
  proposalAcceptanceGiven,
  proposalAccepted,
  proposalDue,
  proposalOffered,
  proposalWithdrawalRequested,
} from "../../../../shared/events/index.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { auditWrite } from "../../../../shared/security/audit.ts";
import { type Proposal, proposals, standingAt } from "./proposal.ts";

/** Keeps a proposal, and sets its time. */
export const openProposal = step({
  name: "proposals-open",
  on: proposalOffered,
  schedules: [proposalDue],
  document: proposals,
  documentId: ({ data }) => data.proposalId,
  decide(before, { data }) {
    if (before) return undefined;
    const { proposalId, validUntil, at } = data;
    const due = newEvent(proposalDue, proposalId, { proposalId });
    const document: Proposal = { offer: data, status: "open", acceptance: null, withdrawal: null, updatedAt: at };
    return { document, schedule: [{ ...due, name: `proposal-due-${proposalId}`, at: new Date(validUntil) }] };
  },
});

/** The first acceptance counts, whatever comes after it: a second click, another tab, a repeated request. */
export const acceptProposal = step({
  name: "proposals-accept",
  on: proposalAcceptanceGiven,
  publishes: [proposalAccepted],
  document: proposals,
  documentId: ({ data }) => data.proposalId,
  exclusive: false,
  decide(before, { data: { proposalId, name, hash, at } }, _gathered, now) {
    const proposal = required(before, proposalId);
    const standing = standingAt(proposal, now);
    if (standing === "accepted") return undefined;
    if (standing !== "open") throw new TerminalError(`proposal-${standing}`, `This proposal is ${standing}.`);
    if (hash !== proposal.offer.hash)
      throw new TerminalError("proposal-differs", "This is not the proposal that was offered. Open its link again.");
    const entry = { id: `accepted-${proposalId}`, at, actor: "client", target: proposalId, detail: { hash } };
    const document: Proposal = { ...proposal, status: "accepted", acceptance: { name, at, hash }, updatedAt: at };
    const { pricingId, pricingVersion, title, currency, totalMinor } = proposal.offer;
    const told = { proposalId, pricingId, pricingVersion, title, hash, currency, totalMinor, at };
    return {
      document,
      writes: [auditWrite({ ...entry, action: "proposal-accepted" })],
      publish: [newEvent(proposalAccepted, proposalId, told)],
    };
  },
});

/** A proposal that was accepted stays accepted. */
export const withdrawProposal = step({
  name: "proposals-withdraw",
  on: proposalWithdrawalRequested,
  document: proposals,
  documentId: ({ data }) => data.proposalId,
  exclusive: false,
  decide(before, { data: { proposalId, by, at } }) {
    const proposal = required(before, proposalId);
    if (proposal.status === "accepted")
      throw new TerminalError("proposal-accepted", "The client has accepted this proposal, so it cannot be withdrawn.");
    if (proposal.status !== "open") return undefined;
    const entry = { id: `withdrawn-${proposalId}`, at, actor: by, target: proposalId, detail: {} };
    const document: Proposal = { ...proposal, status: "withdrawn", withdrawal: { by, at }, updatedAt: at };
    return {
      document,
      writes: [auditWrite({ ...entry, action: "proposal-withdrawn" })],
    };
  },
});

export const expireProposal = step({
  name: "proposals-expire",
  on: proposalDue,
  document: proposals,
  documentId: ({ data }) => data.proposalId,
  decide(proposal, _event, _gathered, now) {
    if (proposal?.status !== "open") return undefined;
    const document: Proposal = { ...proposal, status: "expired", updatedAt: now.toISOString() };
    return { document };
  },
});

function required(proposal: Proposal | undefined, id: string): Proposal {
  if (!proposal) throw new TerminalError("proposal-not-found", `There is no proposal "${id}".`);
  return proposal;
}
