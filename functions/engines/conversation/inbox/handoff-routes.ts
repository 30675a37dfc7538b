import { z } from "zod";
import { PublicFile } from "../../../../shared/channels/sending/public-file.ts";
import { HandoffStage } from "../../../../shared/contracts/conversation/conversation-holder.ts";
import { Paging, pageOf } from "../../../../shared/http/paging.ts";
import { type ApiRequest, route } from "../../../../shared/http/route.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { LanguageTag } from "../../../../shared/schema/scalars.ts";
import { attachmentsOf } from "../files/conversation-file.ts";
import { type ActDependencies, requestOperatorAction } from "../handoff/actions/request-action.ts";
import { type BriefingDependencies, briefingOf, HandoffBriefing } from "../handoff/briefing.ts";
import { requireOperator } from "../handoff/operators/require-operator.ts";
import { requireConversation } from "../require-conversation.ts";
import { commonFilters } from "./conversation-filter.ts";
import { handoffEvents } from "./handoff-events.ts";
import {
  HandoffEventView,
  ListedConversationView,
  listedViews,
  OperatorConversationView,
  operatorConversationView,
} from "./handoff-views.ts";
import { listQueue } from "./list-conversations.ts";

const ById = z.object({ id: z.string().min(1).max(64) });
type ById = z.infer<typeof ById>;

const Flag = z.enum(["true", "false"]).transform((text) => text === "true");

/**
 * Common to all actions: whether to take the conversation from another operator, and the turns the operator has read.
 */
const Acting = z.object({
  force: Flag.optional().describe("Admins only: take the conversation from another operator."),
  expected_turn_count: z.coerce
    .number()
    .int()
    .optional()
    .describe("The `turn_count` the operator has read. 409 when the conversation has had more turns."),
});
type Acting = z.infer<typeof Acting>;

export const TakeoverView = OperatorConversationView.extend({ briefing: HandoffBriefing });

const ReplyBody = z
  .object({
    text: z.string().trim().max(10_000).default(""),
    attachments: z
      .array(PublicFile)
      .max(10)
      .default([])
      .describe("Files that the channel's provider fetches: public https URLs."),
    written: z
      .object({
        text: z.string().trim().min(1).max(4_000).describe("What you wrote, in your own language."),
        language: LanguageTag.max(35).describe("Your language (BCP 47)."),
      })
      .optional()
      .describe("Where `text` is a translation of what you wrote: it is kept beside it, and the customer gets `text`."),
    files: z
      .array(z.string().min(1).max(64))
      .max(10)
      .default([])
      .describe("Files that were uploaded for this conversation, by their `attachment_id`."),
  })
  .refine(({ attachments, files }) => attachments.length + files.length <= 10, {
    path: ["files"],
    message: "must be at most ten files together with attachments",
  })
  .refine(({ text, attachments, files }) => text !== "" || attachments.length + files.length > 0, {
    path: ["text"],
    message: "must not be empty without attachments",
  });

const tag = "Handoffs";
/** What every action can be refused for. */
const actingProblems = {
  403: ["force-forbidden"],
  404: ["conversation-not-found"],
  409: ["conversation-held", "conversation-moved-on"],
};

type Dependencies = ActDependencies & BriefingDependencies & { readonly platform: Pick<Platform, "blobs"> };

export function handoffRoutes(dependencies: Dependencies) {
  const { documents } = dependencies;
  const acts = {
    method: "POST" as const,
    tag,
    permission: "conversations:operate" as const,
    params: ById,
    query: Acting,
    reply: OperatorConversationView,
    problems: actingProblems,
  };
  return [
    route({
      method: "GET",
      path: "/v1/handoffs",
      operationId: "listHandoffs",
      summary: "List the handoff queue, most urgent first",
      description:
        "Conversations that wait for a person or have one. Without `status`, all that are not released. Filters hold together. A page may hold fewer than `limit` items while `next_cursor` is set: go on until it is null.",
      tag,
      permission: "conversations:operate",
      query: Paging.extend({
        status: HandoffStage.optional().describe("Default: all stages except released."),
        order: z
          .enum(["urgent", "due"])
          .default("urgent")
          .describe(
            "`urgent`: most urgent, then longest waiting first. `due`: by `reply_due_at`, those without one last.",
          ),
        ...commonFilters,
      }),
      reply: pageOf(ListedConversationView),
      async handle({ identity, query: { status: stage, order, cursor, limit, ...filter } }) {
        const { tenantId, subject } = identity;
        const asked = { tenantId, subject, filter, stage, order, paging: { cursor, limit } };
        return { status: 200, body: listedViews(await listQueue(documents, asked), identity) };
      },
    }),
    ...(["release", "resolve"] as const).map((action) =>
      route({
        ...acts,
        path: `/v1/conversations/:id/${action}`,
        operationId: `${action}Conversation`,
        summary: { release: "Give the conversation back to the agent", resolve: "Close the conversation" }[action],
        description: {
          release: "The agent answers the customer's next message.",
          resolve: "Nobody has to answer any more. The agent answers what the customer writes later.",
        }[action],
        async handle(request) {
          const state = await requestOperatorAction(dependencies, request, { ...wishOf(request), action, text: null });
          return { status: 200, body: operatorConversationView(state) };
        },
      }),
    ),
    route({
      ...acts,
      path: "/v1/conversations/:id/reply",
      operationId: "replyToCustomer",
      summary: "Reply to the customer through their channel; takes the conversation over",
      description:
        "The message goes out through the channel of the conversation, with the files that were uploaded for it. The agent is silent until the conversation is released. Where a channel carries no files, the text has their links, which work for a week.",
      problems: { ...actingProblems, 404: [...actingProblems[404], "file-not-found"] },
      example: { text: "Hello Ravi, this is Asha. I have found your report.", attachments: [] },
      body: ReplyBody,
      async handle(request) {
        const { text, attachments, files: ids, written } = request.body;
        const { tenantId } = request.identity;
        const given = attachments.map(({ url, content_type: contentType }) => ({ url, contentType }));
        const uploaded =
          ids.length === 0
            ? []
            : await attachmentsOf({ documents, blobs: dependencies.platform.blobs }, tenantId, {
                conversationId: (await requireConversation(documents, tenantId, request.params.id)).id,
                ids,
                now: dependencies.now(),
              });
        const media = [...given, ...uploaded];
        const state = await requestOperatorAction(dependencies, request, {
          ...wishOf(request),
          action: "reply",
          text,
          media,
          ...(written === undefined ? {} : { written }),
        });
        return { status: 200, body: operatorConversationView(state) };
      },
    }),
    route({
      ...acts,
      path: "/v1/conversations/:id/note",
      operationId: "addNote",
      summary: "Leave a private note, which neither the customer nor the agent reads",
      description: "Other operators see the note with the conversation.",
      example: { text: "Called back at 4 pm; waiting for the lab." },
      problems: { ...actingProblems, 422: ["operator-unknown"] },
      body: z.object({
        text: z.string().trim().min(1).max(10_000),
        mentions: z
          .array(z.string().min(1).max(200))
          .max(10)
          .optional()
          .describe("Ids of operators whom the note speaks to: the event of the note names them."),
      }),
      async handle(request) {
        const { mentions } = request.body;
        for (const operator of mentions ?? []) await requireOperator(documents, request.identity.tenantId, operator);
        const state = await requestOperatorAction(dependencies, request, {
          ...wishOf(request),
          action: "note",
          text: request.body.text,
          ...(mentions === undefined ? {} : { mentions }),
        });
        return { status: 200, body: operatorConversationView(state) };
      },
    }),
    route({
      ...acts,
      path: "/v1/conversations/:id/takeover",
      operationId: "takeoverConversation",
      summary: "Take over: the agent is silent until release; returns a summary of the conversation and the customer",
      description: "The caller becomes the conversation's operator. The answer tells them what they need to know.",
      reply: TakeoverView,
      async handle(request) {
        const state = await requestOperatorAction(dependencies, request, {
          ...wishOf(request),
          action: "takeover",
          text: null,
        });
        const briefing = await briefingOf(dependencies, request.identity.tenantId, state, request.signal);
        return { status: 200, body: { ...operatorConversationView(state), briefing } };
      },
    }),
    route({
      ...acts,
      path: "/v1/conversations/:id/transfer",
      operationId: "transferConversation",
      summary: "Transfer to another operator or to a department",
      description: "Name an operator or a department. It is offered to them as a new handoff.",
      problems: { ...actingProblems, 422: ["operator-unknown"] },
      example: { department: "billing" },
      body: z
        .object({ operator: z.string().min(1).max(200).optional(), department: z.string().min(1).max(100).optional() })
        .refine(
          ({ operator, department }) => (operator ?? department) !== undefined,
          "must name an operator or a department",
        ),
      async handle(request) {
        const { operator = null, department = null } = request.body;
        if (operator !== null) await requireOperator(documents, request.identity.tenantId, operator);
        const to = { operator, department };
        const state = await requestOperatorAction(dependencies, request, {
          ...wishOf(request),
          action: "transfer",
          text: null,
          to,
        });
        return { status: 200, body: operatorConversationView(state) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/handoffs/events",
      operationId: "watchHandoffs",
      summary: "Watch handoffs: the queue, customers' messages and operators' actions (server-sent events)",
      description:
        "Server-sent events for operators' screens. Send the last event's id as `Last-Event-ID` to continue without a gap.",
      tag,
      permission: "conversations:operate",
      reply: HandoffEventView,
      streams: true,
      async handle(request) {
        return { events: handoffEvents(dependencies, request) };
      },
    }),
  ];
}

function wishOf({ params, query }: ApiRequest<ById, Acting, unknown>) {
  const { force, expected_turn_count: expectedTurnCount } = query;
  return {
    conversationId: params.id,
    ...(force === undefined ? {} : { force }),
    ...(expectedTurnCount === undefined ? {} : { expectedTurnCount }),
  };
}
