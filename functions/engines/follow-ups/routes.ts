import { z } from "zod";
import { followUpWithdrawn } from "../../../shared/events/index.ts";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { requestedEvent } from "../../../shared/http/requested-event.ts";
import { requireState } from "../../../shared/http/require-state.ts";
import { type Route, route } from "../../../shared/http/route.ts";
import type { Documents, QueryCondition } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import type { Runner } from "../../../shared/runtime/runner.ts";
import { type FollowUp, followUps, isWaiting } from "./follow-up.ts";
import { FollowUpView, followUpView } from "./views.ts";
import { withdrawFollowUp } from "./withdraw.ts";

const ById = z.object({ id: z.string().min(1).max(64) });
const tag = "Follow-ups";

export function followUpRoutes({
  runner,
  documents,
  now,
}: {
  readonly runner: Runner;
  readonly documents: Documents;
  readonly now: () => Date;
}): Route[] {
  return [
    route({
      method: "GET",
      path: "/v1/follow-ups",
      operationId: "listFollowUps",
      summary: "List follow-ups with their outcomes and reasons, latest due first",
      description: "Messages that the product sends unasked because of a trigger or silence.",
      tag,
      permission: "conversations:read",
      query: Paging.extend({
        status: FollowUpView.shape.status.optional(),
        conversation: z.string().min(1).max(64).optional(),
      }),
      reply: pageOf(FollowUpView),
      async handle({ identity, query: { status, conversation, ...paging } }) {
        const where: QueryCondition[] = [];
        if (conversation) where.push(["state.conversationId", "==", conversation]);
        if (status) where.push(["state.status", "==", status]);
        const page = await documents.query(identity.tenantId, followUps.collection, {
          where,
          orderBy: { field: "state.dueAt", direction: "desc" },
          ...paging,
        });
        return { status: 200, body: toPage(page, ({ data }) => followUpView(data.state)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/follow-ups/:id",
      operationId: "getFollowUp",
      summary: "Get a follow-up: its due time and the result of each check",
      description: "Every check before sending, and what it decided.",
      problems: { 404: ["follow-up-not-found"] },
      tag,
      permission: "conversations:read",
      params: ById,
      reply: FollowUpView,
      async handle({ identity, params }) {
        return { status: 200, body: followUpView(await requireFollowUp(documents, identity.tenantId, params.id)) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/follow-ups/:id/cancel",
      operationId: "cancelFollowUp",
      summary: "Cancel a follow-up",
      description: "A follow-up that was already sent or given up cannot be cancelled.",
      problems: { 404: ["follow-up-not-found"], 409: ["follow-up-done"] },
      tag,
      permission: "conversations:operate",
      params: ById,
      reply: FollowUpView,
      async handle({ identity, params: { id }, idempotencyKey }) {
        const before = await requireFollowUp(documents, identity.tenantId, id);
        if (before.status !== "cancelled" && !isWaiting(before))
          throw new Problem(409, "follow-up-done", `A follow-up with status ${before.status} cannot be cancelled.`);
        const data = { followUpId: id, reason: `cancelled-by:${identity.subject}` };
        const request = { action: "cancel", key: id, data, at: now() };
        await runner.run(withdrawFollowUp, requestedEvent(followUpWithdrawn, { identity, idempotencyKey }, request));
        return { status: 200, body: followUpView(await requireFollowUp(documents, identity.tenantId, id)) };
      },
    }),
  ];
}

function requireFollowUp(documents: Documents, tenantId: TenantId, id: string): Promise<FollowUp> {
  return requireState(documents, tenantId, followUps, { id, what: "follow-up" });
}
