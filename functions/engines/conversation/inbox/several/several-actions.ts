import { z } from "zod";
import type { OperatorActed } from "../../../../../shared/events/conversation/conversation.ts";
import { toProblem } from "../../../../../shared/http/to-problem.ts";
import type { Caller } from "../../../../../shared/security/tokens/identity.ts";
import type { Logger } from "../../../../../shared/telemetry/log.ts";
import { type ActDependencies, requestOperatorAction } from "../../handoff/actions/request-action.ts";
import { mostLabels } from "../../labelled-conversations.ts";
import { requireConversation } from "../../require-conversation.ts";
import { LabelId } from "../labels/label.ts";
import { markConversations } from "../read-marks.ts";

/** Conversations that one request acts on. */
export const mostAtOnce = 100;
/** Of one request at the same time. */
const sideBySide = 5;

const Labels = z.array(LabelId).max(mostLabels).default([]);

export const BulkBody = z.object({
  conversations: z
    .array(z.string().min(1).max(64))
    .min(1)
    .max(mostAtOnce)
    .describe("Ids of conversations, at most 100. One that is named twice counts once."),
  action: z
    .discriminatedUnion("type", [
      z.object({ type: z.enum(["takeover", "release", "resolve", "unsnooze"]) }),
      z.object({ type: z.enum(["read", "unread"]) }),
      z.object({
        type: z.literal("label"),
        add: Labels.describe("Labels to set, by their ids."),
        remove: Labels.describe("Labels to take away, by their ids."),
      }),
      z.object({
        type: z.literal("snooze"),
        until: z.iso.datetime({ offset: true }).describe("In the future, at most a year away."),
      }),
      z
        .object({
          type: z.literal("transfer"),
          operator: z.string().min(1).max(200).optional().describe("An operator's id."),
          department: z.string().min(1).max(100).optional().describe("A department."),
        })
        .refine(
          ({ operator, department }) => (operator ?? department) !== undefined,
          "must name an operator or a department",
        ),
    ])
    .describe("What is done with each of them."),
});
export type BulkAction = z.infer<typeof BulkBody>["action"];

export const BulkResult = z.object({
  conversation_id: z.string(),
  status: z.number().int().describe("The status that the same action alone would have been answered with."),
  code: z.string().nullable().describe("Why it was refused. Null when it was done."),
  detail: z.string().nullable().describe("What is wrong and what to do. Null when it was done."),
});

/**
 * Does the same with several conversations, and tells of each what became of it. Repeated with its Idempotency-Key after a
 * crash, it does what is missing and nothing twice: each conversation's event has an id of its own.
 */
export async function actOnSeveral(
  dependencies: ActDependencies & { readonly log: Logger },
  request: { readonly identity: Caller; readonly idempotencyKey: string | undefined },
  { conversations, action }: { readonly conversations: readonly string[]; readonly action: BulkAction },
): Promise<z.infer<typeof BulkResult>[]> {
  const ids = [...new Set(conversations)];
  const results = new Map<string, z.infer<typeof BulkResult>>();
  const waiting = ids.values();
  const worker = async () => {
    for (const id of waiting) results.set(id, await resultOf(id, () => act(dependencies, request, id, action)));
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  return ids.flatMap((id) => results.get(id) ?? []);

  async function resultOf(id: string, work: () => Promise<void>): Promise<z.infer<typeof BulkResult>> {
    try {
      await work();
      return { conversation_id: id, status: 200, code: null, detail: null };
    } catch (error) {
      const { status, code, detail } = toProblem(error);
      if (status >= 500) dependencies.log.error({ err: error, conversation: id }, "an action of several failed");
      return { conversation_id: id, status, code, detail };
    }
  }
}

async function act(
  dependencies: ActDependencies,
  request: { readonly identity: Caller; readonly idempotencyKey: string | undefined },
  conversationId: string,
  action: BulkAction,
): Promise<void> {
  const { documents, now } = dependencies;
  const { tenantId, subject: operator } = request.identity;
  if (isMark(action)) {
    const { id, lastInboundAt } = await requireConversation(documents, tenantId, conversationId);
    const upTo = action.type === "unread" ? "" : (lastInboundAt ?? now().toISOString());
    return markConversations(documents, tenantId, { operator, marks: [{ conversationId: id, upTo }] });
  }
  await requestOperatorAction(dependencies, request, { conversationId, text: null, ...wishOf(action) });
}

type Mark = Extract<BulkAction, { readonly type: "read" | "unread" }>;

function isMark(action: BulkAction): action is Mark {
  return action.type === "read" || action.type === "unread";
}

function wishOf(action: Exclude<BulkAction, Mark>): Pick<OperatorActed, "action" | "labels" | "until" | "to"> {
  switch (action.type) {
    case "label":
      return { action: "label", labels: { add: action.add, remove: action.remove } };
    case "snooze":
      return { action: "snooze", until: new Date(action.until).toISOString() };
    case "transfer":
      return { action: "transfer", to: { operator: action.operator ?? null, department: action.department ?? null } };
    default:
      return { action: action.type };
  }
}
