import { z } from "zod";
import { approvalGiven, ChannelType } from "../../../shared/events/index.ts";
import { asConflict } from "../../../shared/http/conflict.ts";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { requestedEvent } from "../../../shared/http/requested-event.ts";
import { requireState } from "../../../shared/http/require-state.ts";
import { route } from "../../../shared/http/route.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { Runner } from "../../../shared/runtime/runner.ts";
import type { Caller } from "../../../shared/security/tokens/identity.ts";
import { type Approval, approvals } from "./approval.ts";
import { answerApproval } from "./steps.ts";

const Status = z.enum(["pending", "approved", "declined", "expired"]);

export const ApprovalView = z
  .object({
    approval_id: z.string().describe("Identifies the request in the other routes."),
    status: Status.describe("Pending until somebody answers or its time is over."),
    tool: z.string().describe("Name of the tool that the agent wants to call."),
    title: z.string().describe("What would be done."),
    lines: z
      .array(
        z.object({
          label: z.string().describe("Name of the detail."),
          value: z.string().describe("Value of the detail, on one line."),
        }),
      )
      .describe("The details of the call, for the decision."),
    role: z.enum(["admin", "operator"]).describe("The role that may answer. An admin may answer for an operator."),
    conversation_id: z.string().describe("The conversation in which the agent asked."),
    customer_id: z.string().describe("The customer for whom the call would run."),
    channel: ChannelType.describe("The channel of the conversation."),
    requested_at: z.string().describe("When the agent asked."),
    expires_at: z.string().describe("From this time on the request cannot be answered."),
    answered_by: z.string().nullable().describe("The subject of whoever answered. Null when nobody has."),
    answered_at: z.string().nullable().describe("When the request was answered or expired. Null while it is pending."),
    comment: z.string().nullable().describe("Why, for colleagues. Null when none was given."),
    run: z
      .object({
        outcome: z
          .enum(["done", "refused", "failed", "unknown"])
          .describe("Unknown when it cannot be told whether the call took effect."),
        detail: z.string().nullable().describe("More about the outcome. Null when there is nothing to add."),
        at: z.string().describe("When the outcome was recorded."),
      })
      .nullable()
      .describe("What came of the approved call. Null before it has run."),
  })
  .meta({ id: "Approval" });

export type ApprovalView = z.infer<typeof ApprovalView>;

const ById = z.object({ id: z.string().min(1).max(100).describe("The request's `approval_id`.") });
const tag = "Approvals";

/** Calls of tools that wait for a person of the tenant. */
export function approvalRoutes({
  documents,
  runner,
  now,
}: {
  readonly documents: Documents;
  readonly runner: Runner;
  readonly now: () => Date;
}) {
  return [
    route({
      method: "GET",
      path: "/v1/approvals",
      operationId: "listApprovals",
      summary: "List requests for approval, newest first",
      description: "What agents want to do for customers, and may only do once somebody has approved exactly that.",
      tag,
      permission: "conversations:read",
      query: Paging.extend({ status: Status.optional().describe("Only requests with this status.") }),
      reply: pageOf(ApprovalView),
      async handle({ identity: { tenantId }, query: { status, limit, cursor } }) {
        const page = await documents.query(tenantId, approvals.collection, {
          where: status ? [["state.status", "==", status]] : [],
          orderBy: { field: "state.request.requestedAt", direction: "desc" },
          limit,
          cursor,
        });
        return { status: 200, body: toPage(page, ({ data }) => approvalView(data.state)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/approvals/:id",
      operationId: "getApproval",
      summary: "Get a request for approval, and what became of it",
      description: "After an approval, `run` says what came of the call.",
      problems: { 404: ["approval-not-found"] },
      tag,
      permission: "conversations:read",
      params: ById,
      reply: ApprovalView,
      async handle({ identity: { tenantId }, params: { id } }) {
        return {
          status: 200,
          body: approvalView(await requireState(documents, tenantId, approvals, { id, what: "approval" })),
        };
      },
    }),
    route({
      method: "POST",
      path: "/v1/approvals/:id/answer",
      operationId: "answerApproval",
      summary: "Approve or decline a request",
      description:
        "The first answer counts. An approved call runs at once, and the customer is told what came of it. A declined one is not run, and the customer is told that.",
      problems: { 403: ["approval-forbidden"], 404: ["approval-not-found"], 409: ["approval-answered"] },
      example: { answer: "approved", comment: "Checked with the warehouse" },
      tag,
      permission: "conversations:operate",
      params: ById,
      body: z.object({
        answer: z.enum(["approved", "declined"]).describe("Whether the call may run."),
        comment: z.string().min(1).max(500).optional().describe("Why, for colleagues. The customer does not read it."),
      }),
      reply: ApprovalView,
      async handle({ identity, params: { id }, body: { answer, comment = null }, idempotencyKey }) {
        const { tenantId, subject } = identity;
        const before = await requireState(documents, tenantId, approvals, { id, what: "approval" });
        if (!mayAnswer(identity, before))
          throw new Problem(403, "approval-forbidden", `Only the role ${roleOf(before)} may answer this request.`);
        const at = now();
        const data = { approvalId: id, answer, by: subject, comment, at: at.toISOString() };
        const event = requestedEvent(
          approvalGiven,
          { identity, idempotencyKey },
          { action: "approval", key: id, data, at },
        );
        const options = { repeatable: idempotencyKey !== undefined };
        const after = await runner.run(answerApproval, event, options).catch(asConflict("approval-answered"));
        const state = after ?? (await requireState(documents, tenantId, approvals, { id, what: "approval" }));
        return { status: 200, body: approvalView(state) };
      },
    }),
  ];
}

function roleOf({ request }: Approval): "admin" | "operator" {
  return request.role ?? "operator";
}

function mayAnswer({ roles }: Caller, approval: Approval): boolean {
  return roles.includes("admin") || roles.includes(roleOf(approval));
}

function approvalView(approval: Approval): ApprovalView {
  const { request, status, answeredBy, answeredAt, comment, run } = approval;
  return {
    approval_id: request.approvalId,
    status,
    tool: request.tool,
    title: request.preview.title,
    lines: request.preview.lines,
    role: roleOf(approval),
    conversation_id: request.conversationId,
    customer_id: request.customerId,
    channel: request.channel,
    requested_at: request.requestedAt,
    expires_at: request.expiresAt,
    answered_by: answeredBy,
    answered_at: answeredAt,
    comment,
    run,
  };
}
