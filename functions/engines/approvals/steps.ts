import {
  approvalAnswered,
  approvalDue,
  approvalGiven,
  approvalRequested,
  approvedCallRun,
} from "../../../shared/events/index.ts";
import { TerminalError } from "../../../shared/runtime/failures/errors.ts";
import { newEvent, step } from "../../../shared/runtime/step.ts";
import { type Approval, approvals, newApproval } from "./approval.ts";

/** Keeps a request, and sets its time. */
export const openApproval = step({
  name: "approvals-open",
  on: approvalRequested,
  schedules: [approvalDue],
  document: approvals,
  documentId: (event) => event.data.approvalId,
  decide(known, { data }) {
    if (known) return undefined;
    const { approvalId, expiresAt } = data;
    const due = newEvent(approvalDue, approvalId, { approvalId });
    return {
      document: newApproval(data),
      schedule: [{ ...due, name: `approval-due-${approvalId}`, at: new Date(expiresAt) }],
    };
  },
});

/** Takes an answer. The first one counts. */
export const answerApproval = step({
  name: "approvals-answer",
  on: approvalGiven,
  publishes: [approvalAnswered],
  document: approvals,
  documentId: (event) => event.data.approvalId,
  exclusive: false,
  decide(approval, { data }, _gathered, now) {
    const { answer, by, comment, at } = data;
    if (!approval) throw new TerminalError("approval-not-found", `There is no approval ${data.approvalId}.`);
    if (approval.status !== "pending") throw new TerminalError("approval-answered", answeredText(approval));
    if (now.toISOString() >= approval.request.expiresAt)
      throw new TerminalError("approval-answered", "The time to answer this request is over.");
    return answered({ ...approval, status: answer, answeredBy: by, comment, answeredAt: at }, answer, at);
  },
});

/** Nobody has answered in time: nothing is done, and the customer is told. */
export const expireApproval = step({
  name: "approvals-expire",
  on: approvalDue,
  publishes: [approvalAnswered],
  document: approvals,
  documentId: (event) => event.data.approvalId,
  decide(approval, _event, _gathered, now) {
    if (approval?.status !== "pending") return undefined;
    const at = now.toISOString();
    return answered({ ...approval, status: "expired", answeredAt: at }, "expired", at);
  },
});

export const recordApprovedRun = step({
  name: "approvals-record-run",
  on: approvedCallRun,
  document: approvals,
  documentId: (event) => event.data.approvalId,
  decide(approval, { data: { outcome, detail, at } }) {
    return approval ? { document: { ...approval, run: { outcome, detail, at } } } : undefined;
  },
});

function answered(document: Approval, answer: "approved" | "declined" | "expired", at: string) {
  const { request } = document;
  return { document, publish: [newEvent(approvalAnswered, request.conversationId, { request, answer, at })] };
}

function answeredText({ status, answeredBy, answeredAt }: Approval): string {
  if (status === "expired") return "The time to answer this request is over.";
  return `${answeredBy} has ${status} this request already, at ${answeredAt}.`;
}
