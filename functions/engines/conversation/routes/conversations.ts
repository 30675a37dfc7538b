import { z } from "zod";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { type ApiRequest, route, type ServerSentEvent } from "../../../../shared/http/route.ts";
import { changes } from "../../../../shared/platform/caching/changes.ts";
import { type Watched, watchedPage } from "../../../../shared/platform/caching/shared-watches.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { MessageView, messageViews } from "../conversation-view.ts";
import { commonFilters } from "../inbox/conversation-filter.ts";
import { handoffEntriesAfter, isShownBesideTurns, logOfConversation } from "../inbox/handoff-events.ts";
import { handoffEventView, ListedConversationView, listedView, listedViews } from "../inbox/handoff-views.ts";
import { listConversations } from "../inbox/list-conversations.ts";
import { readMarks } from "../inbox/read-marks.ts";
import { requireConversation } from "../require-conversation.ts";
import { turns } from "../turn-record.ts";
import { TurnView, turnView } from "./turn-view.ts";

const ById = z.object({ id: z.string().min(1).max(64) });
type ById = z.infer<typeof ById>;

interface ReadDependencies {
  readonly documents: Documents;
}

const tag = "Conversations";

export function conversationRoutes({ documents }: ReadDependencies) {
  const reads = { tag, permission: "conversations:read" as const, params: ById };
  return [
    route({
      method: "GET",
      path: "/v1/conversations",
      operationId: "listConversations",
      summary: "List conversations, newest first",
      description:
        "One item per conversation, with its customer, its last message and a summary. Filters hold together; with `label`, the newest labelled come first. A page may hold fewer than `limit` items, even none, while `next_cursor` is set: go on until it is null.",
      tag,
      permission: "conversations:read",
      query: Paging.extend({
        status: z.enum(["active", "escalated", "resolved"]).optional(),
        ...commonFilters,
      }),
      reply: pageOf(ListedConversationView),
      async handle({ identity, query: { cursor, limit, ...filter } }) {
        const { tenantId, subject } = identity;
        const asked = { tenantId, subject, filter, paging: { cursor, limit } };
        return { status: 200, body: listedViews(await listConversations(documents, asked), identity) };
      },
    }),
    route({
      ...reads,
      method: "GET",
      path: "/v1/conversations/:id",
      operationId: "getConversation",
      summary: "Get a conversation: its state, configuration and context",
      description: "What the conversation has collected, which configuration it uses and whether people have it.",
      problems: { 404: ["conversation-not-found"] },
      reply: ListedConversationView,
      async handle({ identity, params }) {
        const { tenantId, subject } = identity;
        const [state, marks] = await Promise.all([
          requireConversation(documents, tenantId, params.id),
          readMarks(documents, tenantId, subject),
        ]);
        return { status: 200, body: listedView(state, marks, identity) };
      },
    }),
    route({
      ...reads,
      method: "GET",
      path: "/v1/conversations/:id/messages",
      operationId: "listMessages",
      summary: "List messages, newest first, with their delivery",
      description:
        "Messages of customer, agent and operators. A page holds the messages of up to `limit` turns. `delivery` says what the channel's provider reported.",
      problems: { 404: ["conversation-not-found"] },
      query: Paging,
      reply: pageOf(MessageView),
      async handle({ identity, params, query }) {
        const conversation = await requireConversation(documents, identity.tenantId, params.id);
        const page = await turnPage(documents, identity.tenantId, conversation.id, query);
        const items = page.items.flatMap(({ data }) => messageViews(data.state, conversation).reverse());
        return { status: 200, body: { items, next_cursor: page.nextCursor ?? null } };
      },
    }),
    route({
      ...reads,
      method: "GET",
      path: "/v1/conversations/:id/turns",
      operationId: "listTurns",
      summary: "List turns: tool calls, signals, model usage, timings",
      description: "One item per turn: what the customer wrote, what the model and the tools did, what was answered.",
      problems: { 404: ["conversation-not-found"] },
      query: Paging,
      reply: pageOf(TurnView),
      async handle({ identity, params, query }) {
        const { id } = await requireConversation(documents, identity.tenantId, params.id);
        const page = await turnPage(documents, identity.tenantId, id, query);
        return { status: 200, body: toPage(page, ({ data }) => turnView(data.state)) };
      },
    }),
    route({
      ...reads,
      method: "GET",
      path: "/v1/conversations/:id/events",
      operationId: "watchConversation",
      summary: "Watch turns and operators' actions as they happen (server-sent events)",
      description:
        "Server-sent events: `turn` for each turn, `handoff` for each operator's action. Send the last event's id as `Last-Event-ID` to continue without a gap. The stream ends when you close it.",
      problems: { 404: ["conversation-not-found"] },
      reply: TurnView,
      streams: true,
      async handle(request) {
        const { id } = await requireConversation(documents, request.identity.tenantId, request.params.id);
        return { events: turnEvents(documents, { ...request, params: { id } }) };
      },
    }),
  ];
}

function turnPage(
  documents: Documents,
  tenantId: TenantId,
  conversationId: string,
  paging: { limit: number; cursor?: string | undefined },
) {
  return documents.query(tenantId, turns.collection, {
    where: [["state.conversationId", "==", conversationId]],
    orderBy: { field: "state.index", direction: "desc" },
    ...paging,
  });
}

/**
 * Streams `turn` events, and `handoff` events for operators' actions beside them. An event's id holds the position in
 * both, so a watcher who resumes misses nothing. Reads only after a change.
 */
async function* turnEvents(
  documents: Documents,
  request: ApiRequest<ById, unknown, unknown>,
): AsyncGenerator<ServerSentEvent> {
  const { identity, params, signal } = request;
  const [turn = "", act = ""] = (request.lastEventId ?? "").split("~");
  const { tenantId } = identity;
  const pages = [newestTurns(tenantId, params.id), logOfConversation(tenantId, params.id)];
  let seen = Number(turn) || 0;
  let acted = act;
  const id = () => (acted === "" ? String(seen) : `${seen}~${acted}`);
  for await (const _ of changes(documents, pages, signal)) {
    for (let more = true; more && !signal.aborted; ) {
      const [page, acts] = await Promise.all([
        documents.query(tenantId, turns.collection, {
          where: [
            ["state.conversationId", "==", params.id],
            ["state.index", ">", seen],
          ],
          orderBy: { field: "state.index", direction: "asc" },
          limit: 50,
        }),
        handoffEntriesAfter(documents, tenantId, { conversationId: params.id, after: acted }),
      ]);
      for (const { data } of page.items) {
        seen = data.state.index;
        yield { event: "turn", id: id(), data: turnView(data.state) };
      }
      for (const entry of acts.entries) {
        acted = entry.at;
        if (isShownBesideTurns(entry, identity)) yield { event: "handoff", id: id(), data: handoffEventView(entry) };
      }
      more = page.nextCursor !== undefined || acts.more;
    }
  }
}

function newestTurns(tenantId: TenantId, conversationId: string): Watched {
  return watchedPage(tenantId, turns.collection, {
    where: [["state.conversationId", "==", conversationId]],
    orderBy: { field: "state.index", direction: "desc" },
    limit: 1,
  });
}
