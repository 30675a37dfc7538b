import {
  type OfferedProposal,
  proposalAcceptanceGiven,
  proposalDue,
  proposalOffered,
  proposalWithdrawalRequested,
} from "../../../../shared/events/index.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { type Proposal, standingAt } from "./proposal.ts";
import { acceptProposal, expireProposal, openProposal, withdrawProposal } from "./steps.ts";

const offered = new Date("2026-11-29T10:00:00.000Z");
const inTime = new Date("2026-12-28T23:59:59.999Z");
const late = new Date("2026-12-29T10:00:00.000Z");
const offer: OfferedProposal = {
  proposalId: "p1",
  pricingId: "c1",
  pricingVersion: 1,
  language: "en",
  clientName: "Asha",
  title: "Chats",
  currency: "INR",
  totalMinor: 100,
  contents: "{}",
  hash: "abc",
  linkId: "l1",
  by: "ravi",
  validUntil: late.toISOString(),
  at: offered.toISOString(),
};
const open: Proposal = { offer, status: "open", acceptance: null, withdrawal: null, updatedAt: offer.at };
const envelope = { id: "e1", tenantId: TenantId.parse("shop"), key: "p1", at: offered };

function accept(proposal: Proposal | undefined, now: Date, hash = "abc", name = "Asha Rao") {
  const data = { proposalId: "p1", name, hash, at: now.toISOString() };
  return acceptProposal.decide(proposal, envelopeOf(proposalAcceptanceGiven, { ...envelope, data }), undefined, now);
}
const withdraw = (proposal: Proposal) => {
  const data = { proposalId: "p1", by: "ravi", at: inTime.toISOString() };
  const event = envelopeOf(proposalWithdrawalRequested, { ...envelope, data });
  return withdrawProposal.decide(proposal, event, undefined, inTime);
};
const expire = (proposal: Proposal, now: Date) =>
  expireProposal.decide(proposal, envelopeOf(proposalDue, { ...envelope, data: { proposalId: "p1" } }), undefined, now);

test("a proposal is kept once, and its time is set", () => {
  const event = envelopeOf(proposalOffered, { ...envelope, data: offer });
  const opened = openProposal.decide(undefined, event, undefined, offered);
  expect(opened).toMatchObject({ document: open, schedule: [{ name: "proposal-due-p1", at: late }] });
  expect(openProposal.decide(open, event, undefined, offered)).toBeUndefined();
});

test("the first acceptance is kept with its name, time, hash and audit entry", () => {
  const accepted = accept(open, inTime);
  const acceptance = { name: "Asha Rao", at: inTime.toISOString(), hash: "abc" };
  expect(accepted).toMatchObject({ document: { status: "accepted", acceptance } });
  expect(accepted?.writes).toMatchObject([{ id: "accepted-p1", data: { action: "proposal-accepted", target: "p1" } }]);
  expect(accepted?.publish).toMatchObject([
    { type: "proposal-accepted", key: "p1", data: { proposalId: "p1", totalMinor: 100, hash: "abc" } },
  ]);
  expect(JSON.stringify(accepted?.publish)).not.toContain("Asha");
  const document = accepted?.document;
  if (document === undefined) throw new Error("Nothing was decided.");
  expect(accept(document, inTime, "abc", "Somebody else")).toBeUndefined();
  expect(accept(document, late)).toBeUndefined();
});

test.each<[string, Proposal | undefined, Date, string, string]>([
  ["its time is over", open, late, "abc", "This proposal is expired."],
  ["it has expired", { ...open, status: "expired" }, inTime, "abc", "This proposal is expired."],
  ["it was withdrawn", { ...open, status: "withdrawn" }, inTime, "abc", "This proposal is withdrawn."],
  ["another one was read", open, inTime, "abd", "This is not the proposal that was offered."],
  ["there is none", undefined, inTime, "abc", 'There is no proposal "p1".'],
])("an acceptance is refused when %s", (_, proposal, now, hash, message) => {
  expect(() => accept(proposal, now, hash)).toThrow(message);
});

test("only an open proposal is withdrawn", () => {
  expect(withdraw(open)).toMatchObject({ document: { status: "withdrawn", withdrawal: { by: "ravi" } } });
  expect(withdraw({ ...open, status: "withdrawn" })).toBeUndefined();
  expect(() => withdraw({ ...open, status: "accepted" })).toThrow("The client has accepted this proposal");
});

test("only an open proposal expires, and it counts as expired before the event comes", () => {
  expect(expire(open, late)).toMatchObject({ document: { status: "expired", updatedAt: late.toISOString() } });
  expect(expire({ ...open, status: "accepted" }, late)).toBeUndefined();
  expect([standingAt(open, inTime), standingAt(open, late)]).toEqual(["open", "expired"]);
});
