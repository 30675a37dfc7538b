import { type ApprovalRequest, approvalDue, approvalGiven, approvalRequested } from "../../../shared/events/index.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import { type Approval, newApproval } from "./approval.ts";
import { answerApproval, expireApproval, openApproval } from "./steps.ts";

const tenantId = TenantId.parse("shop");
const asked = new Date("2026-11-22T10:00:00.000Z");
const inTime = new Date("2026-11-23T09:59:59.999Z");
const late = new Date("2026-11-23T10:00:00.000Z");
const request: ApprovalRequest = {
  approvalId: "a1",
  conversationId: "c1",
  customerId: "p1",
  channel: "whatsapp",
  language: "en",
  tool: "refund",
  arguments: { item: "pot" },
  preview: { title: "Refund", lines: [] },
  role: "admin",
  identity: { verified: false },
  requestedAt: asked.toISOString(),
  expiresAt: late.toISOString(),
};
const envelope = { id: "e1", tenantId, key: "a1", at: asked };

function answer(approval: Approval | undefined, now: Date, wish: "approved" | "declined" = "approved") {
  const data = { approvalId: "a1", answer: wish, by: "asha", comment: null, at: now.toISOString() };
  return answerApproval.decide(approval, envelopeOf(approvalGiven, { ...envelope, data }), undefined, now);
}
const expire = (approval: Approval, now: Date) =>
  expireApproval.decide(approval, envelopeOf(approvalDue, { ...envelope, data: { approvalId: "a1" } }), undefined, now);

test("a request is kept once, and its time is set", () => {
  const event = envelopeOf(approvalRequested, { ...envelope, data: request });
  const opened = openApproval.decide(undefined, event, undefined, asked);
  expect(opened).toMatchObject({ document: { status: "pending" }, schedule: [{ name: "approval-due-a1", at: late }] });
  expect(openApproval.decide(newApproval(request), event, undefined, asked)).toBeUndefined();
});

test("an answer in time is told to the conversation", () => {
  expect(answer(newApproval(request), inTime)).toMatchObject({
    document: { status: "approved", answeredBy: "asha" },
    publish: [{ type: "approval-answered", key: "c1", data: { answer: "approved" } }],
  });
});

test.each<[string, Approval | undefined, Date, string]>([
  ["the time is over", newApproval(request), late, "The time to answer this request is over."],
  [
    "it has expired",
    { ...newApproval(request), status: "expired" },
    inTime,
    "The time to answer this request is over.",
  ],
  [
    "somebody was faster",
    { ...newApproval(request), status: "declined", answeredBy: "ravi", answeredAt: "2026-11-22T11:00:00.000Z" },
    inTime,
    "ravi has declined this request already, at 2026-11-22T11:00:00.000Z.",
  ],
  ["no such request exists", undefined, inTime, "There is no approval a1."],
])("an answer is refused when %s", (_, approval, now, message) => {
  expect(() => answer(approval, now)).toThrow(message);
});

test("a request expires unless it was answered", () => {
  expect(expire(newApproval(request), late)).toMatchObject({
    document: { status: "expired", answeredBy: null },
    publish: [{ data: { answer: "expired" } }],
  });
  expect(expire({ ...newApproval(request), status: "approved" }, late)).toBeUndefined();
});
