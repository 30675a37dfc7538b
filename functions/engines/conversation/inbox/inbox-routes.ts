import { z } from "zod";
import { Problem } from "../../../../shared/http/problem.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { type ActDependencies, requestOperatorAction } from "../handoff/actions/request-action.ts";
import { longestSnoozeMs } from "../handoff/actions/snooze.ts";
import { mostLabels } from "../labelled-conversations.ts";
import { requireConversation } from "../require-conversation.ts";
import { Doing, payAttention } from "./attention.ts";
import { OperatorConversationView, operatorConversationView } from "./handoff-views.ts";
import { LabelId, readLabels } from "./labels/label.ts";
import { isUnread, markConversations, readMarks } from "./read-marks.ts";

const ById = z.object({ id: z.string().min(1).max(64) });

const ReadView = z.object({ unread: z.boolean().describe("Whether it counts as unread for you now.") });

const tag = "Inbox";

/** What operators do to keep their lists in order: labels, putting off, reading. */
export function inboxRoutes(dependencies: ActDependencies) {
  const { documents, now } = dependencies;
  const operates = { tag, permission: "conversations:operate" as const, params: ById };
  const shows = { ...operates, reply: OperatorConversationView };
  const held = { 404: ["conversation-not-found"], 409: ["conversation-held"] };
  return [
    route({
      ...shows,
      method: "PUT",
      path: "/v1/conversations/:id/labels",
      operationId: "setLabels",
      summary: "Set a conversation's labels; anybody may, whoever has it",
      description: "Those that are not named are taken away. Label ids come from `GET /v1/labels`.",
      problems: { 404: ["conversation-not-found"], 422: ["label-unknown"] },
      example: { labels: ["refund"] },
      body: z.object({
        labels: z.array(LabelId).max(mostLabels).describe("All labels that it is to have, by their ids."),
      }),
      async handle(request) {
        const { identity, params, body } = request;
        const { id, labels: had = [] } = await requireConversation(documents, identity.tenantId, params.id);
        const added = body.labels.filter((label) => !had.includes(label));
        await requireLabels(documents, identity.tenantId, added);
        const labels = { add: body.labels, remove: had.filter((label) => !body.labels.includes(label)) };
        const wish = { conversationId: id, action: "label", text: null, labels } as const;
        const state = await requestOperatorAction(dependencies, request, wish);
        return { status: 200, body: operatorConversationView(state) };
      },
    }),
    route({
      ...shows,
      method: "POST",
      path: "/v1/conversations/:id/snooze",
      operationId: "snoozeConversation",
      summary: "Put a conversation off until a time; takes it over",
      description:
        "It comes back at that time, or with the customer's next message: to you while you are there, else to the queue.",
      problems: { ...held, 422: ["snooze-time-invalid"] },
      example: { until: "2026-12-01T09:00:00+05:30" },
      body: z.object({ until: z.iso.datetime({ offset: true }).describe("In the future, at most a year away.") }),
      async handle(request) {
        const until = snoozeTime(request.body.until, now());
        const wish = { conversationId: request.params.id, action: "snooze", text: null, until } as const;
        const state = await requestOperatorAction(dependencies, request, wish);
        return { status: 200, body: operatorConversationView(state) };
      },
    }),
    route({
      ...shows,
      method: "POST",
      path: "/v1/conversations/:id/unsnooze",
      operationId: "unsnoozeConversation",
      summary: "Show a conversation again that was put off",
      description: "Its operator keeps it.",
      problems: held,
      example: {},
      body: z.object({}),
      async handle(request) {
        const wish = { conversationId: request.params.id, action: "unsnooze", text: null } as const;
        const state = await requestOperatorAction(dependencies, request, wish);
        return { status: 200, body: operatorConversationView(state) };
      },
    }),
    route({
      ...operates,
      method: "POST",
      path: "/v1/conversations/:id/attention",
      operationId: "payAttention",
      summary: "Tell the other operators that you look at a conversation, or write in it",
      description:
        "They get an event of kind `attention` from `GET /v1/handoffs/events`, with `doing` as its text. It counts for 15 seconds: send it again while it lasts. Nothing is logged.",
      problems: { 404: ["conversation-not-found"] },
      example: { doing: "writing" },
      body: z.object({ doing: Doing.describe("What you do there.") }),
      reply: z.object({}),
      async handle({ identity: { tenantId, subject: operator }, params, body }) {
        const { id: conversationId, status } = await requireConversation(documents, tenantId, params.id);
        const at = now().toISOString();
        await payAttention(documents, tenantId, { conversationId, operator, doing: body.doing, at, status });
        return { status: 200, body: {} };
      },
    }),
    ...(["read", "unread"] as const).map((mark) =>
      route({
        ...operates,
        method: "POST",
        path: `/v1/conversations/:id/${mark}`,
        operationId: mark === "read" ? "markRead" : "markUnread",
        summary: `Mark a conversation as ${mark}, for yourself`,
        description: "Other operators have marks of their own.",
        problems: { 404: ["conversation-not-found"] },
        example: {},
        body: z.object({}),
        reply: ReadView,
        async handle({ identity: { tenantId, subject }, params }) {
          const conversation = await requireConversation(documents, tenantId, params.id);
          const upTo = mark === "read" ? (conversation.lastInboundAt ?? now().toISOString()) : "";
          const marks = [{ conversationId: conversation.id, upTo }];
          await markConversations(documents, tenantId, { operator: subject, marks });
          return {
            status: 200,
            body: { unread: isUnread(await readMarks(documents, tenantId, subject), conversation) },
          };
        },
      }),
    ),
  ];
}

/** @throws Problem 422 `label-unknown` */
export async function requireLabels(
  documents: Documents,
  tenantId: TenantId,
  wanted: readonly string[],
): Promise<void> {
  if (wanted.length === 0) return;
  const { labels } = await readLabels(documents, tenantId);
  const unknown = wanted.find((id) => !labels.some((label) => label.id === id));
  if (unknown === undefined) return;
  const detail = `There is no label "${unknown}". Make it with PUT /v1/labels/${unknown} first.`;
  throw new Problem(422, "label-unknown", detail);
}

/** @throws Problem 422 `snooze-time-invalid` */
export function snoozeTime(given: string, now: Date): string {
  const ms = Date.parse(given) - now.getTime();
  if (ms > 0 && ms <= longestSnoozeMs) return new Date(given).toISOString();
  throw new Problem(422, "snooze-time-invalid", "until must be a time in the future, at most a year away.");
}
