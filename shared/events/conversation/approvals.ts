import { z } from "zod";
import { eventType } from "../event-type.ts";
import { ChannelType } from "./conversation.ts";

const Identity = z.discriminatedUnion("verified", [
  z.object({ verified: z.literal(false) }),
  z.object({
    verified: z.literal(true),
    table: z.string().nullable(),
    key: z.string().nullable(),
    fields: z.record(z.string(), z.unknown()),
  }),
]);

/** What whoever agrees is shown, as events and documents hold it. */
export const ShownPreview = z.object({
  title: z.string(),
  lines: z.array(z.object({ label: z.string(), value: z.string() })),
});

/** A call that runs only if somebody of the tenant approves exactly this. */
export const ApprovalRequest = z.object({
  /** The key of the call's effect. */
  approvalId: z.string(),
  conversationId: z.string(),
  customerId: z.string(),
  channel: ChannelType,
  language: z.string(),
  tool: z.string(),
  arguments: z.record(z.string(), z.unknown()),
  preview: ShownPreview,
  /** The role that may approve. Null: operators and admins. */
  role: z.literal(["admin", "operator"]).nullable(),
  /** Who the customer had proven to be when the call was made. */
  identity: Identity,
  requestedAt: z.string(),
  expiresAt: z.string(),
});
export type ApprovalRequest = z.infer<typeof ApprovalRequest>;

export const approvalRequested = eventType("approval-requested", ApprovalRequest);

/** Nobody may have answered a request by its time. */
export const approvalDue = eventType("approval-due", z.object({ approvalId: z.string() }));

const Answer = z.literal(["approved", "declined", "expired"]);

/** Somebody's answer, as an operator gives it. */
export const approvalGiven = eventType(
  "approval-given",
  z.object({
    approvalId: z.string(),
    answer: z.literal(["approved", "declined"]),
    by: z.string(),
    comment: z.string().nullable(),
    at: z.string(),
  }),
);
export type ApprovalGiven = z.infer<typeof approvalGiven.schema>;

/** What became of a request. An approved call is to be run now. */
export const approvalAnswered = eventType(
  "approval-answered",
  z.object({ request: ApprovalRequest, answer: Answer, at: z.string() }),
);
export type ApprovalAnswered = z.infer<typeof approvalAnswered.schema>;

/** What came of running an approved call. */
export const approvedCallRun = eventType(
  "approved-call-run",
  z.object({
    approvalId: z.string(),
    outcome: z.literal(["done", "refused", "failed", "unknown"]),
    detail: z.string().nullable(),
    at: z.string(),
  }),
);
