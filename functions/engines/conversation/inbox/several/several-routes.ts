import { z } from "zod";
import { route } from "../../../../../shared/http/route.ts";
import type { Documents } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import type { Logger } from "../../../../../shared/telemetry/log.ts";
import type { ActDependencies } from "../../handoff/actions/request-action.ts";
import { requireOperator } from "../../handoff/operators/require-operator.ts";
import { requireLabels, snoozeTime } from "../inbox-routes.ts";
import { actOnSeveral, type BulkAction, BulkBody, BulkResult } from "./several-actions.ts";

/** The same action on several conversations. */
export function severalRoutes(dependencies: ActDependencies & { readonly log: Logger }) {
  const { documents, now } = dependencies;
  return [
    route({
      method: "POST",
      path: "/v1/inbox/bulk",
      operationId: "actOnConversations",
      summary: "Do the same with up to 100 conversations",
      description:
        "Each is answered by itself: one that a colleague has, or that does not exist, stops none of the others. A repeat with the same Idempotency-Key does nothing twice.",
      problems: { 422: ["label-unknown", "snooze-time-invalid", "operator-unknown"] },
      example: { conversations: ["c_1", "c_2"], action: { type: "resolve" } },
      tag: "Inbox",
      permission: "conversations:operate",
      body: BulkBody,
      reply: z.object({
        items: z.array(BulkResult).describe("One for each conversation, in the order that was asked."),
      }),
      async handle({ identity, idempotencyKey, body }) {
        await requirePossible(documents, identity.tenantId, body.action, now());
        const items = await actOnSeveral(dependencies, { identity, idempotencyKey }, body);
        return { status: 200, body: { items } };
      },
    }),
  ];
}

/** What is wrong for every conversation is refused once. */
async function requirePossible(documents: Documents, tenantId: TenantId, action: BulkAction, now: Date): Promise<void> {
  if (action.type === "label") await requireLabels(documents, tenantId, action.add);
  if (action.type === "snooze") snoozeTime(action.until, now);
  if (action.type === "transfer" && action.operator !== undefined)
    await requireOperator(documents, tenantId, action.operator);
}
