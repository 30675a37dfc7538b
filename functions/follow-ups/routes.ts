import { randomUUID } from "node:crypto";
import { z } from "zod";
import { followUpWithdrawn } from "../../shared/events/index.ts";
import { Paging, pageOf } from "../../shared/http/paging.ts";
import { Problem } from "../../shared/http/problem.ts";
import { type Route, route } from "../../shared/http/route.ts";
import type { Condition, Documents } from "../../shared/platform/documents.ts";
import type { TenantId } from "../../shared/platform/tenant.ts";
import { deriveId } from "../../shared/runtime/ids.ts";
import type { Runner } from "../../shared/runtime/runner.ts";
import { type FollowUp, followUps, isWaiting } from "./follow-up.ts";
import { FollowUpView, followUpView } from "./views.ts";
import { withdraw } from "./withdraw.ts";

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
      summary: "List what is to be said later, or was, or was not and why; the latest due first",
      tag,
      permission: "conversations:read",
      query: Paging.extend({
        status: FollowUpView.shape.status.optional(),
        conversation: z.string().min(1).max(64).optional(),
      }),
      reply: pageOf(FollowUpView),
      async handle({ identity, query: { status, conversation, ...paging } }) {
        const where: Condition[] = [];
        if (conversation) where.push(["state.conversationId", "==", conversation]);
        if (status) where.push(["state.status", "==", status]);
        const page = await documents.query(identity.tenantId, followUps.collection, {
          where,
          orderBy: { field: "state.dueAt", direction: "desc" },
          ...paging,
        });
        const items = page.items.map(({ data }) => followUpView(data.state));
        return { status: 200, body: { items, next_cursor: page.nextCursor ?? null } };
      },
    }),
    route({
      method: "GET",
      path: "/v1/follow-ups/:id",
      operationId: "getFollowUp",
      summary: "One follow-up: its time, and what was found each time it was looked at",
      tag,
      permission: "conversations:read",
      params: ById,
      reply: FollowUpView,
      async handle({ identity, params }) {
        return { status: 200, body: followUpView(await found(documents, identity.tenantId, params.id)) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/follow-ups/:id/cancel",
      operationId: "cancelFollowUp",
      summary: "Do not do it any more",
      tag,
      permission: "conversations:operate",
      params: ById,
      reply: FollowUpView,
      async handle({ identity, params: { id }, idempotencyKey }) {
        const before = await found(documents, identity.tenantId, id);
        if (before.status !== "cancelled" && !isWaiting(before))
          throw new Problem(409, "follow-up-done", `It cannot be cancelled any more: it is ${before.status}.`);
        await runner.run(withdraw, {
          id: idempotencyKey ? deriveId("cancel", identity.subject, id, idempotencyKey) : randomUUID(),
          type: followUpWithdrawn.type,
          tenantId: identity.tenantId,
          key: id,
          causationId: null,
          occurredAt: now().toISOString(),
          data: { followUpId: id, reason: `cancelled-by:${identity.subject}` },
        });
        return { status: 200, body: followUpView(await found(documents, identity.tenantId, id)) };
      },
    }),
  ];
}

async function found(documents: Documents, tenantId: TenantId, id: string): Promise<FollowUp> {
  const stored = await documents.get(tenantId, followUps.collection, id);
  if (!stored) throw new Problem(404, "follow-up-not-found", `There is no follow-up "${id}".`);
  return stored.data.state;
}
